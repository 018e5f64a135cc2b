//! The texts of the user interface: `td!(locale, area.key)` and `td_string!(locale, area.key)` over `locales/`.

use forms::Language;
use leptos::prelude::use_context;

include!(concat!(env!("OUT_DIR"), "/i18n.rs"));

pub use i18n::{Locale, td, td_string};

/// The texts of a language.
pub fn locale(language: Language) -> Locale {
    match language {
        Language::Lv => Locale::lv,
        Language::En => Locale::en,
    }
}

/// The language of what is being drawn: the shell provides it.
pub fn language() -> Language {
    use_context::<Language>().unwrap_or(Language::Lv)
}

/// The texts of [`language`].
pub fn current() -> Locale {
    locale(language())
}

/// The grammatical number a count asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plural {
    /// 1, in Latvian also 21, 31, 101 and so on.
    One,
    /// Everything else.
    Other,
}

/// The grammatical number of a count in a language.
pub fn plural(language: Language, count: u64) -> Plural {
    let one = match language {
        Language::Lv => count % 10 == 1 && count % 100 != 11,
        Language::En => count == 1,
    };
    if one { Plural::One } else { Plural::Other }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latvian_counts_by_the_last_digit() {
        for count in [1, 21, 31, 101, 1001] {
            assert_eq!(plural(Language::Lv, count), Plural::One, "{count}");
        }
        for count in [0, 2, 10, 11, 12, 20, 111, 211] {
            assert_eq!(plural(Language::Lv, count), Plural::Other, "{count}");
        }
    }

    #[test]
    fn english_has_one_one() {
        assert_eq!(plural(Language::En, 1), Plural::One);
        assert_eq!(plural(Language::En, 21), Plural::Other);
    }
}
