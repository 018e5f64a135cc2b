//! The code of an address in the state register of addresses (VAR): a number from 10000000 to 99999999 and one more
//! digit that checks it. How that digit is worked out is not published, so only the form is judged here.

const DIGITS: usize = 9;

/// The code in its usual spelling, nine digits, if it has that form.
pub fn read(text: &str) -> Option<String> {
    let code: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let shaped = code.len() == DIGITS && code.bytes().all(|c| c.is_ascii_digit()) && !code.starts_with('0');
    shaped.then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("101234565", Some("101234565"))]
    #[case(" 101 234 565 ", Some("101234565"))]
    #[case("001234565", None)]
    #[case("10123456", None)]
    #[case("1012345650", None)]
    #[case("10123456A", None)]
    #[case("", None)]
    fn codes(#[case] text: &str, #[case] expected: Option<&str>) {
        assert_eq!(read(text).as_deref(), expected);
    }
}
