//! What a service costs, in as few words as its price list allows.

use domain::{Fee, LocalText};

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

/// What a service costs, in few words; for how much, when that is the same for all that is charged.
pub(super) fn in_short(fees: &[Fee]) -> String {
    let mut charged = fees.iter().filter(|fee| fee.cents != Some(0)).map(|fee| &fee.per);
    let first = charged.next().cloned().flatten();
    let same = first.filter(|first| charged.all(|per| per.as_ref() == Some(first)));
    let words = Price::of(fees).words();
    with_measure(words, same.as_ref())
}

/// The price of one position.
pub(super) fn position(fee: &Fee) -> String {
    match fee.cents {
        Some(0) => td_string!(current(), service.free).to_owned(),
        Some(cents) => with_measure(money(cents, language()), fee.per.as_ref()),
        None => td_string!(current(), service.fee_unset).to_owned(),
    }
}

fn with_measure(price: String, per: Option<&LocalText>) -> String {
    match per {
        Some(per) => format!("{price} {}", per.get(language())),
        None => price,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fee(cents: Option<i64>, per: Option<&str>) -> Fee {
        Fee {
            label: LocalText::new("a", "a"),
            cents,
            per: per.map(|per| LocalText::new(per, per)),
        }
    }

    fn of(prices: &[Option<i64>]) -> Price {
        Price::of(&prices.iter().map(|cents| fee(*cents, None)).collect::<Vec<_>>())
    }

    #[test]
    fn a_price_says_for_how_much_it_is() {
        let plain = |fees: &[Fee]| in_short(fees).replace('\u{a0}', " ");
        let day = |cents| fee(Some(cents), Some("dienā"));
        assert_eq!(plain(&[day(200), day(1_200)]), "no 2 € līdz 12 € dienā");
        assert_eq!(plain(&[fee(Some(0), None), day(800)]), "Bez maksas vai līdz 8 € dienā");
        assert_eq!(plain(&[day(200), fee(Some(1_200), None)]), "no 2 € līdz 12 €");
        assert_eq!(position(&day(200)).replace('\u{a0}', " "), "2 € dienā");
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
        assert_eq!(position(&fee(Some(0), None)), "Bez maksas");
        assert_eq!(position(&fee(None, None)), "Nosaka katrā gadījumā");
    }
}
