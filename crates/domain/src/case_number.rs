//! The number people quote for a case: year, sequence, check character.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// `2026-004117-K`: year, sequence within the year, check character by ISO 7064 MOD 37,36 over the digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, pattern = "^[0-9]{4}-[0-9]{6,12}-[0-9A-Z]$"))]
#[serde(try_from = "String", into = "String")]
pub struct CaseNumber(String);

/// A text that is no case number, most often mistyped.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("must be a case number like 2026-000001-9, check each character")]
pub struct CaseNumberError;

impl CaseNumber {
    /// The number of the `sequence`-th case of a year. Sequences past 999,999 just get longer.
    pub fn new(year: i32, sequence: i64) -> Self {
        let check = check_character(&format!("{year:04}{sequence:06}"));
        Self(format!("{year:04}-{sequence:06}-{check}"))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// ISO 7064 MOD 37,36 (hybrid system): catches every single wrong character and every swap of neighbours.
fn check_character(digits: &str) -> char {
    let rest = digits.bytes().filter(u8::is_ascii_digit).fold(36u32, |product, digit| {
        let sum = (product + u32::from(digit - b'0')) % 36;
        (if sum == 0 { 36 } else { sum }) * 2 % 37
    });
    let value = (37 - rest) % 36;
    char::from_digit(value, 36)
        .expect("a remainder of 36 is a digit of base 36")
        .to_ascii_uppercase()
}

impl FromStr for CaseNumber {
    type Err = CaseNumberError;

    /// Accepts small letters and surrounding blanks, as people type.
    fn from_str(text: &str) -> Result<Self, CaseNumberError> {
        let text = text.trim().to_ascii_uppercase();
        let parts: Vec<&str> = text.split('-').collect();
        let [year, sequence, check] = parts.as_slice() else {
            return Err(CaseNumberError);
        };
        let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if year.len() != 4 || !(6..=12).contains(&sequence.len()) || !digits(year) || !digits(sequence) {
            return Err(CaseNumberError);
        }
        let expected = check_character(&format!("{year}{sequence}")).to_string();
        if expected == *check {
            Ok(Self(text))
        } else {
            Err(CaseNumberError)
        }
    }
}

impl TryFrom<String> for CaseNumber {
    type Error = CaseNumberError;
    fn try_from(text: String) -> Result<Self, CaseNumberError> {
        text.parse()
    }
}

impl From<CaseNumber> for String {
    fn from(number: CaseNumber) -> Self {
        number.0
    }
}

impl fmt::Display for CaseNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Answers of python-stdnum 2.2, `iso7064.mod_37_36`.
    #[rstest::rstest]
    #[case(2026, 1, "2026-000001-Z")]
    #[case(2026, 4117, "2026-004117-J")]
    #[case(2026, 4098, "2026-004098-U")]
    #[case(2027, 999_999, "2027-999999-X")]
    #[case(2030, 123_456, "2030-123456-0")]
    #[case(2026, 1_000_000, "2026-1000000-O")]
    fn check_character_agrees_with_another_implementation(
        #[case] year: i32,
        #[case] sequence: i64,
        #[case] text: &str,
    ) {
        assert_eq!(CaseNumber::new(year, sequence).as_str(), text);
        assert_eq!(text.to_lowercase().parse(), Ok(CaseNumber::new(year, sequence)));
    }

    proptest! {
        #[test]
        fn one_wrong_digit_is_caught(sequence in 1i64..999_999, place in 5usize..11, digit in 0u32..10) {
            let number = CaseNumber::new(2026, sequence).0;
            let mut wrong: Vec<char> = number.chars().collect();
            let digit = char::from_digit(digit, 10).unwrap();
            prop_assume!(wrong[place] != digit);
            wrong[place] = digit;
            prop_assert!(wrong.into_iter().collect::<String>().parse::<CaseNumber>().is_err());
        }
    }
}
