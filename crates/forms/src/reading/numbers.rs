//! Answers that are numbers.

use rust_decimal::Decimal;

use super::{Reading, Typed};
use crate::kind::{MoneyRules, NumberRules};
use crate::number;
use crate::problem::ProblemCode;

pub(super) fn read_number(text: &str, rules: &NumberRules) -> Reading {
    read_exact(text, rules.decimals, rules.min, rules.max)
}

/// An amount of money; what it is counted in may stand behind or before it.
pub(super) fn read_money(text: &str, rules: &MoneyRules) -> Reading {
    let text = text.trim();
    let bare = text.strip_suffix('€').or_else(|| text.strip_prefix('€'));
    let bare = bare.or_else(|| match text.len().checked_sub(MoneyRules::UNIT.len()) {
        Some(at) if text.is_char_boundary(at) && text[at..].eq_ignore_ascii_case(MoneyRules::UNIT) => Some(&text[..at]),
        _ => None,
    });
    read_exact(bare.unwrap_or(text), MoneyRules::DECIMALS, rules.min, rules.max)
}

fn read_exact(text: &str, decimals: u8, min: Option<Decimal>, max: Option<Decimal>) -> Reading {
    let Some(number) = number::parse(text) else {
        return Reading::refused(ProblemCode::NotANumber);
    };
    let mut broken = Vec::new();
    if number::decimals(number) > u32::from(decimals) {
        broken.push(match decimals {
            0 => ProblemCode::NotWhole,
            max => ProblemCode::TooManyDecimals { max },
        });
    }
    broken.extend(min.filter(|min| number < *min).map(|min| ProblemCode::TooSmall { min }));
    broken.extend(max.filter(|max| number > *max).map(|max| ProblemCode::TooLarge { max }));
    Reading::bounded(Typed::Number(number), broken)
}
