//! The Latvian personal code (personas kods), judged by its form. A code says nothing about age or sex here.
//!
//! - **Old codes** `DDMMYY-CNNNK`: date of birth with the century in `C` (0 for 18…, 1 for 19…, 2 for 20…) and the check
//!   digit `K`.
//! - **New codes**, given out since July 2017, begin with `32` and hold no date. That they have the same check digit is
//!   not officially published, so a new code that fails it is doubtful, never wrong.
//! - **Demonstration codes** begin with `000000-`. No day and month are zero, so they cannot belong to anyone. They have
//!   the check digit of old codes, so that a slip of the pen shows in a demonstration too.

use crate::date::Date;

/// What the form of a personal code tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CodeVerdict {
    /// A well-formed code.
    Valid,
    /// A new code whose check digit looks wrong.
    Doubtful,
    /// A made-up code for demonstrations.
    Demo,
    /// Not a personal code.
    Invalid,
}

const DIGITS: usize = 11;
/// Weights of the first ten digits in the check sum.
const WEIGHTS: [u32; DIGITS - 1] = [10, 5, 8, 4, 2, 1, 6, 3, 7, 9];

/// Judges a code written with or without its hyphen.
pub fn judge(text: &str) -> CodeVerdict {
    let Some(digits) = digits(text) else {
        return CodeVerdict::Invalid;
    };
    let sum_holds = check_digit(&digits) == digits[DIGITS - 1];
    let is_new = digits[..2] == [3, 2];
    let is_demo = digits[..6] == [0; 6];
    match (is_new, is_demo, sum_holds) {
        (true, _, true) => CodeVerdict::Valid,
        (true, _, false) => CodeVerdict::Doubtful,
        (_, true, true) => CodeVerdict::Demo,
        (_, false, true) if has_birth_date(&digits) => CodeVerdict::Valid,
        _ => CodeVerdict::Invalid,
    }
}

/// The code in its usual spelling `DDDDDD-DDDDD`, if it has eleven digits.
pub fn canonical(text: &str) -> Option<String> {
    let digits = digits(text)?;
    let all: String = digits.iter().filter_map(|digit| char::from_digit(*digit, 10)).collect();
    Some(format!("{}-{}", &all[..6], &all[6..]))
}

/// The eleven digits; one hyphen (or dash) or space may stand after the sixth.
fn digits(text: &str) -> Option<[u32; DIGITS]> {
    let mut found = [0; DIGITS];
    let mut count = 0;
    let mut separated = false;
    for c in text.trim().chars() {
        match c.to_digit(10) {
            Some(digit) if count < DIGITS => {
                found[count] = digit;
                count += 1;
            }
            None if count == 6 && !separated && matches!(c, '-' | '–' | '‑' | ' ' | '\u{a0}') => separated = true,
            _ => return None,
        }
    }
    (count == DIGITS).then_some(found)
}

fn check_digit(digits: &[u32; DIGITS]) -> u32 {
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    (sum + 1) % 11 % 10
}

fn has_birth_date(digits: &[u32; DIGITS]) -> bool {
    let pair = |at: usize| digits[at] * 10 + digits[at + 1];
    let century = digits[6];
    let year = 1800 + 100 * century + pair(4);
    century <= 2 && Date::new(year as i16, pair(2) as u8, pair(0) as u8).is_some()
}
