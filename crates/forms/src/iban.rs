//! Numbers of bank accounts (IBAN, ISO 13616): a country, two check digits and what the country's banks use.

use std::fmt::Write;

/// What follows the check digits, country by country, as the register of the standard has it: so many digits (`n`),
/// capital letters (`a`), or letters and digits (`c`). Countries in order.
const COUNTRIES: &[(&str, &str)] = &[
    ("AD", "8n12c"),
    ("AE", "19n"),
    ("AL", "8n16c"),
    ("AT", "16n"),
    ("AZ", "4a20c"),
    ("BA", "16n"),
    ("BE", "12n"),
    ("BG", "4a6n8c"),
    ("BH", "4a14c"),
    ("BI", "23n"),
    ("BR", "23n1a1c"),
    ("BY", "4c4n16c"),
    ("CH", "5n12c"),
    ("CR", "18n"),
    ("CY", "8n16c"),
    ("CZ", "20n"),
    ("DE", "18n"),
    ("DJ", "23n"),
    ("DK", "14n"),
    ("DO", "4c20n"),
    ("EE", "16n"),
    ("EG", "25n"),
    ("ES", "20n"),
    ("FI", "14n"),
    ("FK", "2a12n"),
    ("FO", "14n"),
    ("FR", "10n11c2n"),
    ("GB", "4a14n"),
    ("GE", "2a16n"),
    ("GI", "4a15c"),
    ("GL", "14n"),
    ("GR", "7n16c"),
    ("GT", "24c"),
    ("HN", "4a20n"),
    ("HR", "17n"),
    ("HU", "24n"),
    ("IE", "4a14n"),
    ("IL", "19n"),
    ("IQ", "4a15n"),
    ("IS", "22n"),
    ("IT", "1a10n12c"),
    ("JO", "4a4n18c"),
    ("KW", "4a22c"),
    ("KZ", "3n13c"),
    ("LB", "4n20c"),
    ("LC", "4a24c"),
    ("LI", "5n12c"),
    ("LT", "16n"),
    ("LU", "3n13c"),
    ("LV", "4a13c"),
    ("LY", "21n"),
    ("MC", "10n11c2n"),
    ("MD", "20c"),
    ("ME", "18n"),
    ("MK", "3n10c2n"),
    ("MN", "16n"),
    ("MR", "23n"),
    ("MT", "4a5n18c"),
    ("MU", "4a19n3a"),
    ("NI", "4a20n"),
    ("NL", "4a10n"),
    ("NO", "11n"),
    ("OM", "3n16c"),
    ("PK", "4a16c"),
    ("PL", "24n"),
    ("PS", "4a21c"),
    ("PT", "21n"),
    ("QA", "4a21c"),
    ("RO", "4a16c"),
    ("RS", "18n"),
    ("RU", "14n15c"),
    ("SA", "2n18c"),
    ("SC", "4a20n3a"),
    ("SD", "14n"),
    ("SE", "20n"),
    ("SI", "15n"),
    ("SK", "20n"),
    ("SM", "1a10n12c"),
    ("SO", "19n"),
    ("ST", "21n"),
    ("SV", "4a20n"),
    ("TL", "19n"),
    ("TN", "20n"),
    ("TR", "6n16c"),
    ("UA", "6n19c"),
    ("VA", "18n"),
    ("VG", "4a16n"),
    ("XK", "16n"),
    ("YE", "4a4n18c"),
];

/// The number in its usual spelling, capitals and digits without gaps, if it is one.
pub fn read(text: &str) -> Option<String> {
    let is_gap = |c: &char| matches!(c, ' ' | '\u{a0}' | '-' | '.');
    let number: String = text.trim().chars().filter(|c| !is_gap(c)).collect();
    if !number.is_ascii() || number.len() < 5 {
        return None;
    }
    let number = number.to_ascii_uppercase();
    let known = COUNTRIES
        .binary_search_by_key(&&number[..2], |(country, _)| country)
        .ok()?;
    let check: u8 = number[2..4]
        .bytes()
        .all(|c| c.is_ascii_digit())
        .then(|| number[2..4].parse().ok())??;
    let sound = (2..=98).contains(&check) && fits(&number[4..], COUNTRIES[known].1) && remainder(&number) == Some(1);
    sound.then_some(number)
}

/// The country that the number begins with.
pub fn country(number: &str) -> &str {
    number.get(..2).unwrap_or_default()
}

/// The number as people read it, in fours: `LV80 BANK 0000 4351 9500 1`.
pub fn in_fours(number: &str) -> String {
    let mut text = String::with_capacity(number.len() + number.len() / 4);
    for (at, c) in number.chars().enumerate() {
        if at > 0 && at % 4 == 0 {
            text.push('\u{a0}');
        }
        text.push(c);
    }
    text
}

/// Whether the text is made as the structure says: `4a13c`.
fn fits(text: &str, structure: &str) -> bool {
    let mut left = text.bytes();
    let mut count = 0;
    for c in structure.bytes() {
        let is_of: fn(&u8) -> bool = match c {
            b'0'..=b'9' => {
                count = count * 10 + usize::from(c - b'0');
                continue;
            }
            b'n' => u8::is_ascii_digit,
            b'a' => u8::is_ascii_uppercase,
            _ => u8::is_ascii_alphanumeric,
        };
        if left.by_ref().take(count).filter(is_of).count() != count {
            return false;
        }
        count = 0;
    }
    left.next().is_none()
}

/// The whole number, its first four signs put last and letters counted from 10, modulo 97.
fn remainder(number: &str) -> Option<u32> {
    let (start, rest) = number.split_at(4);
    let mut digits = String::new();
    for c in rest.chars().chain(start.chars()) {
        write!(digits, "{}", c.to_digit(36)?).ok()?;
    }
    digits
        .chars()
        .try_fold(0, |so_far, c| Some((so_far * 10 + c.to_digit(10)?) % 97))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("LV80BANK0000435195001", Some("LV80BANK0000435195001"))]
    #[case(" lv80 bank 0000 4351 9500 1 ", Some("LV80BANK0000435195001"))]
    #[case("GB29 NWBK 6016 1331 9268 19", Some("GB29NWBK60161331926819"))]
    #[case("LV81BANK0000435195001", None)]
    #[case("LV80BANK000043519500", None)]
    #[case("LV80BANK00004351950010", None)]
    #[case("XX80BANK0000435195001", None)]
    #[case("LV80BĀNK0000435195001", None)]
    #[case("LV", None)]
    #[case("LV+1BANK0000435195001", None)]
    #[case("", None)]
    fn numbers(#[case] text: &str, #[case] expected: Option<&str>) {
        assert_eq!(read(text).as_deref(), expected);
    }

    #[test]
    fn countries_are_in_order_and_numbers_read_in_fours() {
        assert!(COUNTRIES.is_sorted_by(|a, b| a.0 < b.0));
        assert_eq!(
            in_fours("LV80BANK0000435195001").replace('\u{a0}', " "),
            "LV80 BANK 0000 4351 9500 1"
        );
        assert_eq!(country("LV80"), "LV");
    }
}
