//! The registration number of a Latvian company or other body, which is also its VAT number without `LV`.
//!
//! Eleven digits, the first above 3 (below it are personal codes). With the weights below they make a sum that leaves 3
//! when divided by 11.

const DIGITS: usize = 11;
const WEIGHTS: [u32; DIGITS] = [9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1];

/// The number in its usual spelling: eleven digits, if it is one. `LV` in front, spaces and hyphens are taken too.
pub fn read(text: &str) -> Option<String> {
    let bare: String = text.chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '-')).collect();
    let digits = match bare.get(..2) {
        Some(letters) if letters.eq_ignore_ascii_case("LV") => bare[2..].to_owned(),
        _ => bare,
    };
    let numbers: Vec<u32> = digits.chars().map_while(|c| c.to_digit(10)).collect();
    let shaped = digits.len() == DIGITS && numbers.len() == DIGITS && numbers[0] > 3;
    let sum: u32 = numbers.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    (shaped && sum % 11 == 3).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("40003521600", Some("40003521600"))]
    #[case(" LV 4000 3521 600", Some("40003521600"))]
    #[case("90000054163", Some("90000054163"))]
    #[case("90000050138", Some("90000050138"))]
    #[case("40003521601", None)]
    #[case("4000352160", None)]
    #[case("400035216000", None)]
    #[case("16117519997", None)]
    #[case("LVLV40003521600", None)]
    #[case("٤0003521600", None)]
    #[case("", None)]
    fn numbers(#[case] text: &str, #[case] expected: Option<&str>) {
        assert_eq!(read(text).as_deref(), expected);
    }
}
