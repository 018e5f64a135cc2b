//! Numbers as people type and read them.

use rust_decimal::Decimal;

use crate::language::Language;

/// The number typed, if it is one: `-1 234,50`, `1234.5`. Comma and point both mark decimals; spaces may part
/// thousands.
pub fn parse(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let (is_negative, digits) = match text.chars().next()? {
        minus @ ('-' | '−') => (true, &text[minus.len_utf8()..]),
        '+' => (false, &text[1..]),
        _ => (false, text),
    };
    let (whole, fraction) = match digits.split_once([',', '.']) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (digits, None),
    };
    let mut number = String::with_capacity(text.len());
    join_thousands(whole, &mut number)?;
    if let Some(fraction) = fraction {
        number.push('.');
        number.push_str(Some(fraction).filter(|fraction| is_digits(fraction))?);
    }
    let number = Decimal::from_str_exact(&number).ok()?;
    Some(match is_negative {
        _ if number.is_zero() => Decimal::ZERO,
        true => -number,
        false => number,
    })
}

/// Adds digits without the spaces that part thousands.
fn join_thousands(text: &str, number: &mut String) -> Option<()> {
    let mut groups = text.split([' ', '\u{a0}', '\u{202f}']);
    let first = groups.next().filter(|first| is_digits(first))?;
    number.push_str(first);
    for group in groups {
        number.push_str(Some(group).filter(|group| is_digits(group) && group.len() == 3 && first.len() <= 3)?);
    }
    Some(())
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|c| c.is_ascii_digit())
}

/// How many digits after the decimal mark the number needs.
pub(crate) fn decimals(number: Decimal) -> u32 {
    number.normalize().scale()
}

/// The number as programs read it: digits, point, no exponent, no needless zeros.
pub(crate) fn canonical(number: Decimal) -> String {
    number.normalize().to_string()
}

/// The number as people read it: `1 234,5` in Latvian, `1,234.5` in English.
pub fn format(number: Decimal, language: Language) -> String {
    let (thousands, mark) = marks(language);
    let plain = canonical(number.abs());
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut text = String::from(if number.is_sign_negative() && !number.is_zero() {
        "−"
    } else {
        ""
    });
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            text.push(thousands);
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push(mark);
        text.push_str(fraction);
    }
    text
}

/// The number with at least so many digits after the decimal mark: `12,40`.
pub(crate) fn format_fixed(number: Decimal, digits: u8, language: Language) -> String {
    let mut text = format(number, language);
    let given = decimals(number);
    if given == 0 && digits > 0 {
        text.push(marks(language).1);
    }
    let missing = u32::from(digits).saturating_sub(given);
    text.extend((0..missing).map(|_| '0'));
    text
}

/// A number as people read it, with what it counts.
pub(crate) fn with_unit(number: String, unit: &str) -> String {
    match unit {
        "" => number,
        unit => format!("{number}\u{a0}{unit}"),
    }
}

/// What parts thousands, and what marks decimals.
fn marks(language: Language) -> (char, char) {
    match language {
        Language::Lv => ('\u{a0}', ','),
        Language::En => (',', '.'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("12", Some("12"))]
    #[case(" 1 234,50 ", Some("1234.5"))]
    #[case("1\u{a0}234\u{a0}567.5", Some("1234567.5"))]
    #[case("-0,0", Some("0"))]
    #[case("−3", Some("-3"))]
    #[case("+7", Some("7"))]
    #[case("007", Some("7"))]
    #[case("0.1", Some("0.1"))]
    #[case("1 23", None)]
    #[case("1,234.5", None)]
    #[case("1e3", None)]
    #[case("1.", None)]
    #[case(".5", None)]
    #[case("--1", None)]
    #[case("", None)]
    #[case("-", None)]
    #[case("divi", None)]
    #[case("١٢", None)]
    #[case("12345678901234567890123456789012345", None)]
    fn typed_numbers(#[case] text: &str, #[case] expected: Option<&str>) {
        assert_eq!(parse(text).map(canonical).as_deref(), expected);
    }

    #[rstest]
    #[case("1234.50", "1\u{a0}234,5", "1,234.5")]
    #[case("1234567", "1\u{a0}234\u{a0}567", "1,234,567")]
    #[case("-12345.05", "−12\u{a0}345,05", "−12,345.05")]
    #[case("0", "0", "0")]
    fn numbers_for_people(#[case] number: &str, #[case] lv: &str, #[case] en: &str) {
        let number: Decimal = number.parse().unwrap();
        assert_eq!(format(number, Language::Lv), lv);
        assert_eq!(format(number, Language::En), en);
        assert_eq!(parse(lv), Some(number), "what Latvians read they can also type");
    }

    #[rstest]
    #[case("12.4", 2, "12,40", "12.40")]
    #[case("-1234567", 2, "−1\u{a0}234\u{a0}567,00", "−1,234,567.00")]
    #[case("0", 0, "0", "0")]
    #[case("12.345", 2, "12,345", "12.345")]
    fn numbers_with_so_many_decimals(#[case] number: &str, #[case] digits: u8, #[case] lv: &str, #[case] en: &str) {
        let number: Decimal = number.parse().unwrap();
        assert_eq!(format_fixed(number, digits, Language::Lv), lv);
        assert_eq!(format_fixed(number, digits, Language::En), en);
    }
}
