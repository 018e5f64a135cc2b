//! Parties: the persons and organisations that ask for services or are represented.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::PartyId;

/// Someone with rights of their own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum Party {
    /// A natural person.
    Person(Person),
    /// A company, association or agency.
    Organisation(Organisation),
}

impl Party {
    /// Identity.
    pub fn id(&self) -> PartyId {
        match self {
            Self::Person(person) => person.id,
            Self::Organisation(organisation) => organisation.id,
        }
    }

    /// The name shown.
    pub fn name(&self) -> String {
        match self {
            Self::Person(person) => person.name(),
            Self::Organisation(organisation) => organisation.name.clone(),
        }
    }
}

/// A natural person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Person {
    /// Identity.
    pub id: PartyId,
    /// Personal code; absent for a foreigner who has none yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub personal_code: Option<PersonalCode>,
    /// Given names.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
}

impl Person {
    /// Given and family name.
    pub fn name(&self) -> String {
        format!("{} {}", self.given_name, self.family_name)
    }
}

/// A company, association or agency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Organisation {
    /// Identity.
    pub id: PartyId,
    /// Number in the register of enterprises.
    pub registration_number: RegistrationNumber,
    /// Registered name.
    pub name: String,
}

/// A personal code by its form, `NNNNNN-NNNNN`; what makes one real is the issuing register's word, not its digits.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String))]
#[serde(try_from = "String", into = "String")]
pub struct PersonalCode(String);

/// A text that has not the form of a personal code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("must be six digits, a hyphen, five digits")]
pub struct PersonalCodeError;

impl PersonalCode {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Hidden, so that no log line can hold one by accident.
impl fmt::Debug for PersonalCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PersonalCode(…)")
    }
}

impl TryFrom<String> for PersonalCode {
    type Error = PersonalCodeError;
    fn try_from(text: String) -> Result<Self, PersonalCodeError> {
        let digits: String = text.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
        if digits.len() != 11 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(PersonalCodeError);
        }
        Ok(Self(format!("{}-{}", &digits[..6], &digits[6..])))
    }
}

impl From<PersonalCode> for String {
    fn from(code: PersonalCode) -> Self {
        code.0
    }
}

/// A number in the register of enterprises: 11 digits, the first above 3, weighted sum 3 modulo 11.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String))]
#[serde(try_from = "String", into = "String")]
pub struct RegistrationNumber(String);

/// A text that is no registration number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("must be 11 digits of a registration number, check each digit")]
pub struct RegistrationNumberError;

impl RegistrationNumber {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for RegistrationNumber {
    type Error = RegistrationNumberError;
    fn try_from(text: String) -> Result<Self, RegistrationNumberError> {
        const WEIGHTS: [u32; 11] = [9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1];
        let digits: Vec<u32> = text.chars().map_while(|c| c.to_digit(10)).collect();
        let sum: u32 = digits.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
        let right = text.len() == 11 && digits.len() == 11 && digits[0] > 3 && sum % 11 == 3;
        if right {
            Ok(Self(text))
        } else {
            Err(RegistrationNumberError)
        }
    }
}

impl From<RegistrationNumber> for String {
    fn from(number: RegistrationNumber) -> Self {
        number.0
    }
}

impl fmt::Display for RegistrationNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[rstest::rstest]
    #[case("40003521600", true)]
    #[case("40003521601", false)]
    #[case("90000054163", true)]
    #[case("90000050138", true)]
    #[case("16117519997", false)]
    #[case("4000352160", false)]
    #[case("4000352160ā", false)]
    fn registration_numbers(#[case] text: &str, #[case] ok: bool) {
        assert_eq!(RegistrationNumber::try_from(text.to_owned()).is_ok(), ok);
    }

    #[test]
    fn personal_codes_are_hidden_and_normalised() {
        let code = PersonalCode::try_from("00000012345".to_owned()).unwrap();
        assert_eq!(code.as_str(), "000000-12345");
        assert!(!format!("{code:?}").contains("12345"));
        assert!(PersonalCode::try_from("000000-1234".to_owned()).is_err());
    }
}
