//! Between which bounds numbers lie.

use rust_decimal::Decimal;

/// The numbers from `low` to `high`; no bound where there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Range {
    pub low: Option<Decimal>,
    pub high: Option<Decimal>,
}

impl Range {
    pub const ANY: Range = Range { low: None, high: None };

    pub fn only(number: Decimal) -> Self {
        Range {
            low: Some(number),
            high: Some(number),
        }
    }

    pub fn from_zero(high: Option<Decimal>) -> Self {
        Range {
            low: Some(Decimal::ZERO),
            high,
        }
    }

    pub fn plus(self, other: Range) -> Range {
        let sum = |a: Option<Decimal>, b: Option<Decimal>| a?.checked_add(b?);
        Range {
            low: sum(self.low, other.low),
            high: sum(self.high, other.high),
        }
    }

    pub fn negated(self) -> Range {
        Range {
            low: self.high.map(|high| -high),
            high: self.low.map(|low| -low),
        }
    }

    pub fn times(self, other: Range) -> Range {
        let (Some(a), Some(b), Some(c), Some(d)) = (self.low, self.high, other.low, other.high) else {
            let positive = |range: Range| range.low.is_some_and(|low| low >= Decimal::ZERO);
            let low = self.low.zip(other.low).filter(|_| positive(self) && positive(other));
            return Range {
                low: low.and_then(|(a, b)| a.checked_mul(b)),
                high: None,
            };
        };
        let products = [(a, c), (a, d), (b, c), (b, d)].map(|(a, b)| a.checked_mul(b));
        let Some(products) = products.into_iter().collect::<Option<Vec<_>>>() else {
            return Range::ANY;
        };
        Range {
            low: products.iter().min().copied(),
            high: products.iter().max().copied(),
        }
    }

    /// What lies in this range or the other, or between them.
    pub fn or(self, other: Range) -> Range {
        Range {
            low: self.low.zip(other.low).map(|(a, b)| a.min(b)),
            high: self.high.zip(other.high).map(|(a, b)| a.max(b)),
        }
    }

    pub fn contains(self, number: Decimal) -> bool {
        self.low.is_none_or(|low| low <= number) && self.high.is_none_or(|high| number <= high)
    }

    /// Whether a number of this range can be less than one of the other.
    pub fn can_be_below(self, other: Range) -> bool {
        self.low.zip(other.high).is_none_or(|(low, high)| low < high)
    }

    /// Whether a number of this range can be less than or equal to one of the other.
    pub fn can_be_at_most(self, other: Range) -> bool {
        self.low.zip(other.high).is_none_or(|(low, high)| low <= high)
    }

    /// Whether a number can be in both.
    pub fn meets(self, other: Range) -> bool {
        self.can_be_at_most(other) && other.can_be_at_most(self)
    }
}
