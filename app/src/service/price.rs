//! What a service costs, in as few words as its price list allows.

use domain::Fee;

use crate::format::money;
use crate::texts::{current, language, td_string};

/// A price list in short.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Price {
    /// Nothing is charged.
    Free,
    /// Always the same.
    Exactly(i64),
    /// Free for some.
    FreeOrUpTo(i64),
    /// Depends on what is asked for.
    Between(i64, i64),
    /// Some positions are set case by case.
    From(i64),
    /// All positions are set case by case.
    Unset,
}

impl Price {
    /// The price list in short.
    pub(super) fn of(fees: &[Fee]) -> Self {
        let set: Vec<i64> = fees.iter().filter_map(|fee| fee.cents).collect();
        let (least, most) = (set.iter().min().copied(), set.iter().max().copied());
        let all_set = set.len() == fees.len();
        match (least, most) {
            _ if fees.is_empty() => Self::Free,
            (Some(0), Some(0)) if all_set => Self::Free,
            (Some(least), Some(most)) if all_set && least == most => Self::Exactly(least),
            (Some(0), Some(most)) if all_set => Self::FreeOrUpTo(most),
            (Some(least), Some(most)) if all_set => Self::Between(least, most),
            (Some(least), _) if least > 0 => Self::From(least),
            _ => Self::Unset,
        }
    }

    /// In words.
    pub(super) fn words(self) -> String {
        let (locale, language) = (current(), language());
        match self {
            Self::Free => td_string!(locale, service.free).to_owned(),
            Self::Exactly(cents) => money(cents, language),
            Self::FreeOrUpTo(most) => td_string!(locale, service.fee_free_or, most = money(most, language)),
            Self::Between(least, most) => {
                td_string!(
                    locale,
                    service.fee_range,
                    least = money(least, language),
                    most = money(most, language)
                )
            }
            Self::From(least) => td_string!(locale, service.fee_from, least = money(least, language)),
            Self::Unset => td_string!(locale, service.fee_unset).to_owned(),
        }
    }
}

/// The price of one position.
pub(super) fn position(cents: Option<i64>) -> String {
    match cents {
        Some(0) => td_string!(current(), service.free).to_owned(),
        Some(cents) => money(cents, language()),
        None => td_string!(current(), service.fee_unset).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use domain::LocalText;

    use super::*;

    fn of(prices: &[Option<i64>]) -> Price {
        let fee = |cents: &Option<i64>| Fee {
            label: LocalText::new("a", "a"),
            cents: *cents,
        };
        Price::of(&prices.iter().map(fee).collect::<Vec<_>>())
    }

    #[test]
    fn a_price_list_becomes_one_price() {
        assert_eq!(of(&[]), Price::Free);
        assert_eq!(of(&[Some(0), Some(0)]), Price::Free);
        assert_eq!(of(&[Some(750)]), Price::Exactly(750));
        assert_eq!(of(&[Some(3_000), Some(1_500)]), Price::Between(1_500, 3_000));
        assert_eq!(of(&[Some(0), Some(1_423)]), Price::FreeOrUpTo(1_423));
        assert_eq!(of(&[Some(427), None]), Price::From(427));
        assert_eq!(of(&[Some(0), None]), Price::Unset);
        assert_eq!(of(&[None]), Price::Unset);
    }

    #[test]
    fn prices_are_said_in_words() {
        let plain = |price: Price| price.words().replace('\u{a0}', " ");
        assert_eq!(plain(Price::Free), "Bez maksas");
        assert_eq!(plain(Price::Between(1_500, 3_050)), "no 15 € līdz 30,50 €");
        assert_eq!(plain(Price::FreeOrUpTo(1_423)), "Bez maksas vai līdz 14,23 €");
        assert_eq!(plain(Price::From(427)), "no 4,27 €");
        assert_eq!(position(Some(0)), "Bez maksas");
        assert_eq!(position(None), "Nosaka katrā gadījumā");
    }
}
