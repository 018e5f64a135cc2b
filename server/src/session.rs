//! The session cookie: an opaque secret of which only the hash is stored.

use axum::http::{HeaderMap, header};
use axum_extra::extract::cookie::{Cookie, SameSite};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

/// Length of the secret, in bytes.
const BYTES: usize = 32;

/// The secret that a browser holds to show whose session it is.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionSecret(String);

impl SessionSecret {
    /// A new one, of 256 random bits.
    pub fn random() -> Self {
        Self(URL_SAFE_NO_PAD.encode(rand::random::<[u8; BYTES]>()))
    }

    /// Reads one from a cookie; anything of another form is none.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        (bytes.len() == BYTES).then(|| Self(text.to_owned()))
    }

    /// What is stored: whoever reads the database cannot sign in with it.
    pub fn hash(&self) -> String {
        hex::encode(Sha256::digest(&self.0))
    }
}

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

    /// The name of a cookie: with TLS a prefix makes browsers insist on its protection.
    pub fn name(self, plain: &str) -> String {
        if self.https {
            format!("__Host-{plain}")
        } else {
            plain.to_owned()
        }
    }

    /// The name of the session cookie.
    pub const fn session_name(self) -> &'static str {
        if self.https { "__Host-varti" } else { "varti" }
    }

    /// A cookie that scripts cannot read and other sites cannot use.
    pub fn build(self, plain: &str, value: String) -> Cookie<'static> {
        let cookie = Cookie::build((self.name(plain), value));
        cookie
            .path("/")
            .http_only(true)
            .secure(self.https)
            .same_site(SameSite::Lax)
            .build()
    }

    /// The cookie of a new session. It ends with the browser, or when the server says so.
    pub fn session(self, secret: &SessionSecret) -> Cookie<'static> {
        self.build("varti", secret.0.clone())
    }

    /// What makes the browser forget a cookie of that name.
    pub fn removal(self, plain: &str) -> Cookie<'static> {
        let mut cookie = self.build(plain, String::new());
        cookie.make_removal();
        cookie
    }

    /// The session secret that came with a request.
    pub fn secret(self, headers: &HeaderMap) -> Option<SessionSecret> {
        values(headers, self.session_name()).find_map(SessionSecret::parse)
    }

    /// Whether a session cookie came with a request, valid or not.
    pub fn has_session(self, headers: &HeaderMap) -> bool {
        values(headers, self.session_name()).next().is_some()
    }
}

/// The values of a cookie, without copying.
fn values<'a>(headers: &'a HeaderMap, name: &'a str) -> impl Iterator<Item = &'a str> {
    let lines = headers
        .get_all(header::COOKIE)
        .into_iter()
        .filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(';')).filter_map(move |pair| {
        let (found, value) = pair.trim().split_once('=')?;
        (found == name).then_some(value)
    })
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn sent(text: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(header::COOKIE, HeaderValue::from_static(text))])
    }

    #[test]
    fn secrets_are_long_and_never_the_same() {
        let (one, two) = (SessionSecret::random(), SessionSecret::random());
        assert!(one != two && one.hash() != two.hash());
        assert_eq!(one.0.len(), 43);
        assert!(SessionSecret::parse(&one.0) == Some(one));
    }

    #[test]
    fn the_hash_is_sha_256_in_hex() {
        let secret = SessionSecret::parse("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA").unwrap();
        assert_eq!(
            secret.hash(),
            "0f007385b6f9d4b7eeb2748605afe1a984a0a3bfa3f014d09e2a784ce9e5cd1a"
        );
    }

    #[test]
    fn only_texts_of_the_right_form_are_secrets() {
        for wrong in [
            "",
            "abc",
            "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=A",
            "'; DROP TABLE session; --",
        ] {
            assert!(SessionSecret::parse(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn with_tls_the_cookie_is_protected_by_its_name() {
        let secret = SessionSecret::random();
        let cookie = Cookies::new(true).session(&secret).to_string();
        assert_eq!(
            cookie,
            format!("__Host-varti={}; HttpOnly; SameSite=Lax; Secure; Path=/", secret.0)
        );
        let cookie = Cookies::new(false).session(&secret).to_string();
        assert_eq!(cookie, format!("varti={}; HttpOnly; SameSite=Lax; Path=/", secret.0));
    }

    #[test]
    fn signing_out_empties_the_same_cookie() {
        let cookie = Cookies::new(true).removal("varti").to_string();
        assert!(cookie.starts_with("__Host-varti=; ") && cookie.contains("Max-Age=0") && cookie.contains("Path=/"));
        assert!(cookie.contains("Secure"));
    }

    #[test]
    fn the_secret_is_found_among_other_cookies() {
        let cookies = Cookies::new(false);
        let headers = sent("lang=lv; varti=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA; x=y");
        assert!(cookies.secret(&headers).is_some() && cookies.has_session(&headers));
        assert!(
            !Cookies::new(true).has_session(&headers),
            "a cookie without the prefix may be planted"
        );
        assert!(!cookies.has_session(&sent("xvarti=1; varti-sign-in=2")));
        assert!(cookies.has_session(&sent("varti=broken")) && cookies.secret(&sent("varti=broken")).is_none());
    }
}
