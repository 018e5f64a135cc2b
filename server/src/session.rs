//! Cookies: how they are named, protected and read. The session's is an opaque secret that the portal made.

use axum::http::{HeaderMap, header};
use axum_extra::extract::cookie::{Cookie, SameSite};

/// Length of a secret of the portal: 256 bits as hexadecimal digits.
const SECRET_LENGTH: usize = 64;
const SESSION: &str = "varti";
const SESSION_HTTPS: &str = "__Host-varti";

/// How cookies are named and protected here.
#[derive(Clone, Copy, Debug)]
pub struct Cookies {
    https: bool,
}

impl Cookies {
    /// With TLS cookies are bound to this host and never sent without TLS.
    pub const fn new(https: bool) -> Self {
        Self { https }
    }

    /// The cookie of a new session. It ends with the browser, or when the server says so.
    pub fn session(self, secret: &str) -> Cookie<'static> {
        self.build(SESSION, secret)
    }

    /// What makes the browser forget the session.
    pub fn session_removal(self) -> Cookie<'static> {
        self.removal(SESSION)
    }

    /// The secret of the session that came with a request. Anything that cannot be one is none.
    pub fn session_secret(self, headers: &HeaderMap) -> Option<&str> {
        self.values(headers, SESSION).find(|value| is_secret(value))
    }

    /// Whether a session cookie came with a request, valid or not.
    pub fn has_session(self, headers: &HeaderMap) -> bool {
        let name = if self.https { SESSION_HTTPS } else { SESSION };
        pairs(headers).any(|(found, _)| found == name)
    }

    /// A cookie that scripts cannot read and other sites cannot use.
    pub fn build(self, name: &str, value: &str) -> Cookie<'static> {
        let cookie = Cookie::build((self.name(name), value.to_owned()));
        cookie
            .path("/")
            .http_only(true)
            .secure(self.https)
            .same_site(SameSite::Lax)
            .build()
    }

    /// What makes the browser forget a cookie.
    pub fn removal(self, name: &str) -> Cookie<'static> {
        let mut cookie = self.build(name, "");
        cookie.make_removal();
        cookie
    }

    /// The value of a cookie when it can be a secret.
    pub fn secret<'a>(self, headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
        self.values(headers, name).find(|value| is_secret(value))
    }

    /// The names, as given to [`Self::build`], of all cookies that begin so.
    pub fn names<'a>(self, headers: &'a HeaderMap, beginning: &str) -> Vec<&'a str> {
        let beginning = self.name(beginning);
        let skip = self.name("").len();
        pairs(headers)
            .filter(|(name, _)| name.starts_with(&beginning))
            .map(|(name, _)| &name[skip..])
            .collect()
    }

    fn values<'a>(self, headers: &'a HeaderMap, name: &str) -> impl Iterator<Item = &'a str> {
        let name = self.name(name);
        pairs(headers).filter_map(move |(found, value)| (found == name).then_some(value))
    }

    /// With TLS a prefix makes browsers insist on the protection.
    fn name(self, plain: &str) -> String {
        if self.https {
            format!("__Host-{plain}")
        } else {
            plain.to_owned()
        }
    }
}

/// Names and values of the cookies of a request, without copying.
fn pairs(headers: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
    let lines = headers
        .get_all(header::COOKIE)
        .into_iter()
        .filter_map(|line| line.to_str().ok());
    lines
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
}

fn is_secret(text: &str) -> bool {
    text.len() == SECRET_LENGTH && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    const SECRET: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    fn sent(text: &str) -> HeaderMap {
        HeaderMap::from_iter([(header::COOKIE, HeaderValue::from_str(text).unwrap())])
    }

    #[test]
    fn with_tls_the_cookie_is_protected_by_its_name() {
        let cookie = Cookies::new(true).session(SECRET).to_string();
        assert_eq!(
            cookie,
            format!("__Host-varti={SECRET}; HttpOnly; SameSite=Lax; Secure; Path=/")
        );
        let cookie = Cookies::new(false).session(SECRET).to_string();
        assert_eq!(cookie, format!("varti={SECRET}; HttpOnly; SameSite=Lax; Path=/"));
    }

    #[test]
    fn signing_out_empties_the_same_cookie() {
        let cookie = Cookies::new(true).session_removal().to_string();
        for part in ["__Host-varti=; ", "HttpOnly", "Secure", "Max-Age=0", "Path=/"] {
            assert!(cookie.contains(part), "{part} is not in {cookie}");
        }
    }

    #[test]
    fn the_secret_is_found_among_other_cookies() {
        let cookies = Cookies::new(false);
        let headers = sent(&format!("lang=lv; varti={SECRET}; x=y"));
        assert_eq!(cookies.session_secret(&headers), Some(SECRET));
        assert!(cookies.has_session(&headers));
        let protected = Cookies::new(true);
        assert!(
            !protected.has_session(&headers),
            "a cookie without the prefix may be planted"
        );
        assert_eq!(protected.session_secret(&headers), None);
    }

    #[test]
    fn what_cannot_be_a_secret_is_none() {
        let cookies = Cookies::new(false);
        for wrong in ["", "abc", &SECRET[1..], &SECRET.replace('0', "g")] {
            let headers = sent(&format!("varti={wrong}"));
            assert_eq!(cookies.session_secret(&headers), None, "{wrong}");
            assert!(cookies.has_session(&headers), "the page is still not for everybody");
        }
        assert!(!cookies.has_session(&sent("xvarti=1; varti-sign-in=2")));
    }

    #[test]
    fn cookies_are_found_by_their_beginning() {
        let headers = sent("__Host-varti-sign-in.a=1; varti-sign-in.b=2; __Host-varti=3");
        assert_eq!(
            Cookies::new(true).names(&headers, "varti-sign-in."),
            ["varti-sign-in.a"]
        );
        assert_eq!(
            Cookies::new(false).names(&headers, "varti-sign-in."),
            ["varti-sign-in.b"]
        );
    }
}
