//! Brotli or plain: which one a browser takes, and how to name what it got.

use std::io::Write;

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, header};

/// For pages made while somebody waits.
pub const QUICK: u32 = 5;
/// For files made once: seconds of one core at the start, a tenth less for everybody who comes.
pub const THOROUGH: u32 = 11;

/// How a body is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// As it is.
    Identity,
    /// Compressed.
    Brotli,
}

impl Encoding {
    /// Brotli for whoever takes it.
    pub fn wanted(headers: &HeaderMap) -> Self {
        let lines = headers
            .get_all(header::ACCEPT_ENCODING)
            .into_iter()
            .filter_map(|line| line.to_str().ok());
        let takes_brotli = lines.flat_map(|line| line.split(',')).any(|item| {
            let (name, weight) = item.split_once(';').unwrap_or((item, ""));
            let refused = weight.trim().strip_prefix("q=").is_some_and(|q| q.parse() == Ok(0.0));
            name.trim() == "br" && !refused
        });
        if takes_brotli { Self::Brotli } else { Self::Identity }
    }

    /// Says in the headers how the body is written.
    pub fn mark(self, headers: &mut HeaderMap) {
        if self == Self::Brotli {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
        }
    }
}

/// The entity tag of content with this hash in some encoding.
pub fn etag(hash: &str, encoding: Encoding) -> HeaderValue {
    let text = match encoding {
        Encoding::Identity => format!("\"{hash}\""),
        Encoding::Brotli => format!("\"{hash}-br\""),
    };
    HeaderValue::from_str(&text).expect("a hash in hex is plain ASCII")
}

/// Whether the browser has this already, by its `If-None-Match`.
pub fn is_known(known: Option<&HeaderValue>, etag: &HeaderValue) -> bool {
    let (Some(Ok(known)), Ok(etag)) = (known.map(HeaderValue::to_str), etag.to_str()) else {
        return false;
    };
    known.split(',').any(|tag| {
        let tag = tag.trim();
        tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == etag
    })
}

/// Compresses with brotli.
pub fn compress(bytes: &[u8], quality: u32) -> Bytes {
    let mut compressed = Vec::with_capacity(bytes.len() / 3);
    let mut writer = brotli::CompressorWriter::new(&mut compressed, 64 * 1024, quality, 22);
    writer.write_all(bytes).expect("writing to memory cannot fail");
    drop(writer);
    compressed.into()
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("gzip, deflate, br, zstd", Encoding::Brotli)]
    #[case("br;q=0.5", Encoding::Brotli)]
    #[case("br;q=0", Encoding::Identity)]
    #[case("gzip;q=1.0, br; q=0.000", Encoding::Identity)]
    #[case("gzip, brx", Encoding::Identity)]
    #[case("", Encoding::Identity)]
    fn takes_what_the_browser_says(#[case] accept: &'static str, #[case] expected: Encoding) {
        let headers = HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static(accept))]);
        assert_eq!(Encoding::wanted(&headers), expected);
        assert_eq!(Encoding::wanted(&HeaderMap::new()), Encoding::Identity);
    }

    #[rstest]
    #[case("\"ab\"", true)]
    #[case("W/\"ab\"", true)]
    #[case("\"cd\", \"ab\"", true)]
    #[case("*", true)]
    #[case("\"ab-br\"", false)]
    #[case("ab", false)]
    fn recognises_its_tags(#[case] known: &'static str, #[case] expected: bool) {
        let etag = etag("ab", Encoding::Identity);
        assert_eq!(is_known(Some(&HeaderValue::from_static(known)), &etag), expected);
        assert!(!is_known(None, &etag));
    }

    #[test]
    fn compressing_loses_nothing() {
        let text = "Pakalpojumi iedzīvotājiem. ".repeat(1000);
        for quality in [QUICK, THOROUGH] {
            let compressed = compress(text.as_bytes(), quality);
            assert!(compressed.len() < text.len() / 20);
            let mut back = String::new();
            brotli::Decompressor::new(&compressed[..], 4096)
                .read_to_string(&mut back)
                .unwrap();
            assert_eq!(back, text);
        }
    }
}
