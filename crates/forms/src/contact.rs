//! Telephone numbers, e-mail and web addresses, postal codes: their usual spelling, if they are well formed.

/// A telephone number as `+` and digits. Eight digits alone are a Latvian number, with 371 before them too.
pub fn phone(text: &str) -> Option<String> {
    let (plus, digits) = phone_digits(text.trim())?;
    let digits = match (plus, digits.strip_prefix("00")) {
        (false, Some(international)) => international.to_owned(),
        (false, None) if digits.len() == 8 => format!("371{digits}"),
        // Nothing else is so long and begins so.
        (false, None) if digits.len() == 11 && digits.starts_with("371") => digits,
        (false, None) => return None,
        (true, _) => digits,
    };
    let plausible = match digits.strip_prefix("371") {
        Some(national) => is_latvian_number(national),
        None => (7..=15).contains(&digits.len()) && !digits.starts_with('0'),
    };
    plausible.then(|| format!("+{digits}"))
}

/// The digits of a number, without spaces, hyphens, dots and brackets, and whether a plus stood in front.
fn phone_digits(text: &str) -> Option<(bool, String)> {
    let (plus, rest) = match text.strip_prefix('+') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let mut digits = String::new();
    for c in rest.chars() {
        match c {
            '0'..='9' => digits.push(c),
            ' ' | '\u{a0}' | '-' | '–' | '.' | '(' | ')' | '/' => {}
            _ => return None,
        }
    }
    (digits.len() <= 17).then_some((plus, digits))
}

/// Mobile 2…, fixed 6…, free and paid services 80, 81 and 90.
fn is_latvian_number(digits: &str) -> bool {
    let known = ["2", "6", "80", "81", "90"]
        .iter()
        .any(|start| digits.starts_with(start));
    known && digits.len() == 8
}

/// An e-mail address with its domain in small letters.
///
/// The form is what mail servers on the internet accept without extensions: ASCII, a dotted domain, no quotes.
pub fn email(text: &str) -> Option<String> {
    let text = text.trim();
    let (local, domain) = text.rsplit_once('@')?;
    let fits = text.len() <= 254 && local.len() <= 64;
    (fits && is_local_part(local) && is_domain(domain)).then(|| format!("{local}@{}", domain.to_ascii_lowercase()))
}

fn is_local_part(local: &str) -> bool {
    local.split('.').all(|atom| {
        !atom.is_empty()
            && atom
                .bytes()
                .all(|c| c.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&c))
    })
}

fn is_domain(domain: &str) -> bool {
    let labels: Vec<&str> = domain.split('.').collect();
    let last_has_letters = labels
        .last()
        .is_some_and(|label| label.bytes().any(|c| c.is_ascii_alphabetic()));
    labels.len() >= 2 && last_has_letters && labels.into_iter().all(is_domain_label)
}

fn is_domain_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-')
}

/// The longest address on the web, in characters.
const MAX_URL: usize = 2000;

/// An address on the web (`http` or `https`) with its host in small letters; `https://` is added when nothing is said.
///
/// No user names in it: they make one host look like another.
pub fn url(text: &str) -> Option<String> {
    let text = text.trim();
    let (scheme, rest) = match text.split_once("://") {
        Some((scheme, rest)) => (scheme.to_ascii_lowercase(), rest),
        None => ("https".to_owned(), text),
    };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(end);
    let (name, port) = host
        .split_once(':')
        .map_or((host, None), |(name, port)| (name, Some(port)));
    let port_fits = port.is_none_or(|port| port.parse::<u16>().is_ok_and(|number| number.to_string() == port));
    let path_fits = !path
        .chars()
        .any(|c| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"'));
    let scheme_fits = matches!(scheme.as_str(), "http" | "https");
    let fits = scheme_fits && is_domain(name) && port_fits && path_fits && text.chars().count() <= MAX_URL;
    fits.then(|| format!("{scheme}://{}{path}", host.to_ascii_lowercase()))
}

/// A Latvian postal code as `LV-nnnn`; the letters and the hyphen may be left out.
pub fn postal_code(text: &str) -> Option<String> {
    let text = text.trim();
    let rest = match text.get(..2) {
        Some(letters) if letters.eq_ignore_ascii_case("LV") => text[2..].trim_start_matches(['-', '–', ' ', '\u{a0}']),
        _ => text,
    };
    let well_formed =
        rest.len() == 4 && rest.bytes().all(|c| c.is_ascii_digit()) && matches!(rest.as_bytes()[0], b'1'..=b'5');
    well_formed.then(|| format!("LV-{rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("20 000 000", Some("+37120000000"))]
    #[case("+371 67 00 00 00", Some("+37167000000"))]
    #[case("00371-26123456", Some("+37126123456"))]
    #[case("80000000", Some("+37180000000"))]
    #[case("+44 (20) 7946 0000", Some("+442079460000"))]
    #[case("37120000000", Some("+37120000000"))]
    #[case("37110000000", None)]
    #[case("3712000000", None)]
    #[case("+37110000000", None)]
    #[case("+3712000000", None)]
    #[case("2000000", None)]
    #[case("+0123456789", None)]
    #[case("zvaniet", None)]
    #[case("", None)]
    #[case("+", None)]
    fn phones(#[case] text: &str, #[case] expected: Option<&str>) {
        assert_eq!(phone(text).as_deref(), expected);
        assert_eq!(
            expected.and_then(phone).as_deref(),
            expected,
            "the usual spelling stays"
        );
    }

    #[rstest]
    #[case(" Anna.Ozola@Example.LV ", Some("Anna.Ozola@example.lv"))]
    #[case("a+b@mail.example.com", Some("a+b@mail.example.com"))]
    #[case("a@xn--bols-ksa.lv", Some("a@xn--bols-ksa.lv"))]
    #[case("a@localhost", None)]
    #[case("a@example..lv", None)]
    #[case("a@-example.lv", None)]
    #[case("a@127.0.0.1", None)]
    #[case(".a@example.lv", None)]
    #[case("a b@example.lv", None)]
    #[case("@example.lv", None)]
    #[case("anna", None)]
    #[case("ā@example.lv", None)]
    fn emails(#[case] text: &str, #[case] expected: Option<&str>) {
        assert_eq!(email(text).as_deref(), expected);
    }

    #[rstest]
    #[case("example.lv", Some("https://example.lv"))]
    #[case(" HTTP://Example.LV:8080/Ceļš?a=b#c ", Some("http://example.lv:8080/Ceļš?a=b#c"))]
    #[case("https://www.example.lv/", Some("https://www.example.lv/"))]
    #[case("ftp://example.lv", None)]
    #[case("javascript:alert(1)", None)]
    #[case("https://a@example.lv", None)]
    #[case("https://example.lv:99999", None)]
    #[case("https://example.lv/a b", None)]
    #[case("https://localhost", None)]
    #[case("https://", None)]
    #[case("nav", None)]
    #[case("", None)]
    fn urls(#[case] text: &str, #[case] expected: Option<&str>) {
        assert_eq!(url(text).as_deref(), expected);
        assert_eq!(expected.and_then(url).as_deref(), expected, "the usual spelling stays");
    }

    #[rstest]
    #[case("LV-1010", Some("LV-1010"))]
    #[case("lv1010", Some("LV-1010"))]
    #[case("LV 4101", Some("LV-4101"))]
    #[case("1010", Some("LV-1010"))]
    #[case("LV-0010", None)]
    #[case("LV-6010", None)]
    #[case("LV-101", None)]
    #[case("LV-10100", None)]
    #[case("LT-10100", None)]
    #[case("āb", None)]
    fn postal_codes(#[case] text: &str, #[case] expected: Option<&str>) {
        assert_eq!(postal_code(text).as_deref(), expected);
    }
}
