//! Who signed in, as far as the provider tells.

use openidconnect::core::CoreGenderClaim;
use openidconnect::{AdditionalClaims, IdTokenClaims, LocalizedClaim, UserInfoClaims};
use serde::{Deserialize, Serialize};

use crate::ConnectorError;

/// A person as the sign-in provider knows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The provider.
    pub issuer: String,
    /// The provider's name for the person; unique together with `issuer`.
    pub subject: String,
    /// Given names.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// The personal code, when the provider tells it; people from other countries have none.
    pub personal_code: Option<String>,
    /// The assurance level of the means used.
    pub assurance: Option<String>,
    /// When the person proved who they are, in seconds since 1970.
    pub authenticated_at: Option<i64>,
}

/// The claims beyond the standard ones that the portal understands.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct PersonClaims {
    personal_code: Option<String>,
}

impl AdditionalClaims for PersonClaims {}

/// What an identity token says.
pub(super) type TokenClaims = IdTokenClaims<PersonClaims, CoreGenderClaim>;
/// What the user info endpoint says.
pub(super) type UserInfo = UserInfoClaims<PersonClaims, CoreGenderClaim>;

/// Name and code from one source, the identity token or the user info.
#[derive(Default)]
pub(super) struct PersonDetails {
    given_name: Option<String>,
    family_name: Option<String>,
    personal_code: Option<String>,
}

impl PersonDetails {
    /// From the identity token.
    pub(super) fn of_token(claims: &TokenClaims) -> Self {
        Self {
            given_name: claims.given_name().and_then(|name| any_language(name, |n| n.as_str())),
            family_name: claims.family_name().and_then(|name| any_language(name, |n| n.as_str())),
            personal_code: claims.additional_claims().personal_code.as_deref().and_then(filled),
        }
    }

    /// From the user info.
    pub(super) fn of_user_info(claims: &UserInfo) -> Self {
        Self {
            given_name: claims.given_name().and_then(|name| any_language(name, |n| n.as_str())),
            family_name: claims.family_name().and_then(|name| any_language(name, |n| n.as_str())),
            personal_code: claims.additional_claims().personal_code.as_deref().and_then(filled),
        }
    }

    /// Whether nothing more needs to be asked.
    pub(super) fn is_complete(&self) -> bool {
        self.given_name.is_some() && self.family_name.is_some() && self.personal_code.is_some()
    }

    /// Fills the gaps from a second source.
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            given_name: self.given_name.or(other.given_name),
            family_name: self.family_name.or(other.family_name),
            personal_code: self.personal_code.or(other.personal_code),
        }
    }
}

impl Identity {
    pub(super) fn new(claims: &TokenClaims, details: PersonDetails) -> Result<Self, ConnectorError> {
        if details.given_name.is_none() && details.family_name.is_none() {
            return Err(ConnectorError::ClaimMissing("name"));
        }
        let subject = claims.subject().to_string();
        Ok(Self {
            issuer: claims.issuer().to_string(),
            given_name: details.given_name.unwrap_or_default(),
            family_name: details.family_name.unwrap_or_default(),
            personal_code: details.personal_code.or_else(|| code_in_subject(&subject)),
            assurance: claims.auth_context_ref().map(|level| level.to_string()),
            authenticated_at: claims.auth_time().map(|time| time.timestamp()),
            subject,
        })
    }
}

/// The name without a language tag, else in whatever language it is given.
fn any_language<T>(name: &LocalizedClaim<T>, text: impl Fn(&T) -> &str) -> Option<String> {
    let plain = name.get(None).map(&text).and_then(filled);
    plain.or_else(|| name.iter().find_map(|(_, name)| filled(text(name))))
}

fn filled(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// The personal code inside a subject of the national form, such as `PK:16117519997` or `AU:100001-PK:161175-19997`.
fn code_in_subject(subject: &str) -> Option<String> {
    let start = match subject.strip_prefix("PK:") {
        Some(rest) => rest,
        None => subject.split_once("-PK:")?.1,
    };
    let code = start.split("-UR:").next().unwrap_or(start);
    let digits = code.replacen('-', "", 1);
    let is_code = digits.len() == 11 && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_code.then_some(digits)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("PK:16117519997", Some("16117519997"))]
    #[case("PK:161175-19997", Some("16117519997"))]
    #[case("PK:07017010000-UR:40003627089", Some("07017010000"))]
    #[case("AU:100001-PK:10098610000", Some("10098610000"))]
    #[case("AU:100001", None)]
    #[case("PK:1611751999", None)]
    #[case("PK:1611751999x", None)]
    #[case("XPK:16117519997", None)]
    #[case("CA/LV/Cph123456", None)]
    #[case("", None)]
    fn reads_the_code_out_of_a_national_subject(#[case] subject: &str, #[case] code: Option<&str>) {
        assert_eq!(code_in_subject(subject).as_deref(), code);
    }

    fn claims(json: &str) -> TokenClaims {
        let fixed = r#""iss":"https://id.example","aud":["varti"],"exp":2000000000,"iat":1900000000"#;
        serde_json::from_str(&format!("{{{fixed},{json}}}")).unwrap()
    }

    fn identity(json: &str) -> Result<Identity, ConnectorError> {
        let claims = claims(json);
        let details = PersonDetails::of_token(&claims);
        Identity::new(&claims, details)
    }

    #[test]
    fn the_code_claim_goes_before_the_subject() {
        let who = identity(
            r#""sub":"PK:16117519997","given_name":" Anna ","family_name":"Bērziņa","personal_code":"010101-11111",
               "acr":"high","auth_time":1900000000"#,
        )
        .unwrap();
        assert_eq!(who.given_name, "Anna");
        assert_eq!(who.personal_code.as_deref(), Some("010101-11111"));
        assert_eq!(who.assurance.as_deref(), Some("high"));
        assert_eq!(who.authenticated_at, Some(1_900_000_000));
    }

    #[test]
    fn a_name_may_come_in_one_language_only() {
        let who = identity(r#""sub":"x","given_name#lv":"Anna","family_name":"Bērziņa""#).unwrap();
        assert_eq!(who.given_name, "Anna");
        assert_eq!(who.personal_code, None);
    }

    #[test]
    fn a_single_name_is_enough_but_none_is_not() {
        assert_eq!(identity(r#""sub":"x","family_name":"Sukarno""#).unwrap().given_name, "");
        assert!(matches!(
            identity(r#""sub":"x","given_name":" ""#),
            Err(ConnectorError::ClaimMissing("name"))
        ));
    }

    #[test]
    fn the_identity_token_goes_before_the_user_info() {
        let first = PersonDetails {
            given_name: Some("Anna".into()),
            ..Default::default()
        };
        let second = PersonDetails {
            given_name: Some("Ieva".into()),
            family_name: Some("Ozola".into()),
            ..Default::default()
        };
        let both = first.or(second);
        assert_eq!(
            (both.given_name.as_deref(), both.family_name.as_deref()),
            (Some("Anna"), Some("Ozola"))
        );
        assert!(!both.is_complete());
    }
}
