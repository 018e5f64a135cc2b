//! Settings that keep one caller from taking everybody's share.

use std::num::NonZeroU32;

use axum::http::HeaderName;

use super::{ConfigError, Variables, wrong};

/// Requests a minute of one session or one token.
const PER_SESSION: u32 = 600;
/// Requests a minute of one address; an office or a mobile network has many people behind one.
const PER_ADDRESS: u32 = 3000;
/// Steps of signing in a minute of one address; a sign-in takes two or three.
const SIGN_INS: u32 = 300;
/// Connections at a time. With the files and connections of the database this stays below the 1024 files that
/// most systems let a program open.
const CONNECTIONS: u32 = 900;

/// How much one caller may ask for. Nothing where a limit is switched off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LimitSettings {
    /// Requests a minute of one session or one token.
    pub per_session: Option<NonZeroU32>,
    /// Requests a minute of one address.
    pub per_address: Option<NonZeroU32>,
    /// Steps of signing in a minute of one address.
    pub sign_ins: Option<NonZeroU32>,
    /// The header in which a proxy of ours names the caller's address; without one the address is the connection's.
    pub address_header: Option<HeaderName>,
    /// Connections at a time; more wait.
    pub connections: NonZeroU32,
}

impl Variables<'_> {
    pub(super) fn limits(&self) -> Result<LimitSettings, ConfigError> {
        const CONNECTIONS_NAME: &str = "VARTI_MAX_CONNECTIONS";
        let connections = NonZeroU32::new(self.count(CONNECTIONS_NAME, CONNECTIONS)?);
        Ok(LimitSettings {
            per_session: NonZeroU32::new(self.count("VARTI_LIMIT_SESSION", PER_SESSION)?),
            per_address: NonZeroU32::new(self.count("VARTI_LIMIT_ADDRESS", PER_ADDRESS)?),
            sign_ins: NonZeroU32::new(self.count("VARTI_LIMIT_SIGN_IN", SIGN_INS)?),
            address_header: self.address_header()?,
            connections: connections.ok_or_else(|| wrong(CONNECTIONS_NAME, "it must be at least 1"))?,
        })
    }

    fn count(&self, name: &'static str, default: u32) -> Result<u32, ConfigError> {
        let Some(text) = self.text(name) else {
            return Ok(default);
        };
        text.parse()
            .map_err(|_| wrong(name, format!("\"{text}\" is not a whole number such as {default}")))
    }

    fn address_header(&self) -> Result<Option<HeaderName>, ConfigError> {
        const NAME: &str = "VARTI_CLIENT_ADDRESS_HEADER";
        let name = self.text(NAME).map(|text| {
            text.parse().map_err(|_| {
                wrong(
                    NAME,
                    format!("\"{text}\" is not the name of a header such as X-Forwarded-For"),
                )
            })
        });
        name.transpose()
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn read(name: &str, value: &str) -> Result<LimitSettings, ConfigError> {
        let get = |asked: &str| (asked == name).then(|| value.to_owned());
        Variables { get: &get }.limits()
    }

    #[test]
    fn there_are_limits_unless_they_are_switched_off() {
        let limits = read("", "").unwrap();
        assert_eq!(limits.per_session.map(NonZeroU32::get), Some(PER_SESSION));
        assert_eq!(limits.address_header, None);
        assert_eq!(read("VARTI_LIMIT_SESSION", "0").unwrap().per_session, None);
        assert_eq!(
            read("VARTI_LIMIT_ADDRESS", "5").unwrap().per_address,
            NonZeroU32::new(5)
        );
        let header = read("VARTI_CLIENT_ADDRESS_HEADER", "X-Real-IP").unwrap().address_header;
        assert_eq!(header, Some(HeaderName::from_static("x-real-ip")));
    }

    #[rstest]
    #[case("VARTI_LIMIT_SESSION", "many")]
    #[case("VARTI_LIMIT_SIGN_IN", "-1")]
    #[case("VARTI_MAX_CONNECTIONS", "0")]
    #[case("VARTI_CLIENT_ADDRESS_HEADER", "X Real IP")]
    fn wrong_limits_are_named(#[case] name: &str, #[case] value: &str) {
        let error = read(name, value).unwrap_err().to_string();
        assert!(error.starts_with(name), "{error}");
    }
}
