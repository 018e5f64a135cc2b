//! The two languages people use, and text written in them.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A language of the user interface and of form texts. Latvian comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Language {
    /// Latvian, `lv`.
    #[default]
    Lv,
    /// English, `en`.
    En,
}

impl Language {
    /// Every language, in the order people see them.
    pub const ALL: [Language; 2] = [Language::Lv, Language::En];

    /// The ISO 639-1 code, as it stands in addresses and in JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Language::Lv => "lv",
            Language::En => "en",
        }
    }

    /// The language the switch on each page leads to.
    pub const fn other(self) -> Language {
        match self {
            Language::Lv => Language::En,
            Language::En => Language::Lv,
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// The text is not the code of a language we have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownLanguage;

impl fmt::Display for UnknownLanguage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the language must be lv or en")
    }
}

impl std::error::Error for UnknownLanguage {}

impl FromStr for Language {
    type Err = UnknownLanguage;

    fn from_str(code: &str) -> Result<Self, Self::Err> {
        Language::ALL
            .into_iter()
            .find(|language| language.code() == code)
            .ok_or(UnknownLanguage)
    }
}

/// One text in several languages, in JSON an object such as `{"lv": "Vārds", "en": "Name"}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LocalText(BTreeMap<Language, String>);

impl LocalText {
    /// The same text in Latvian and in English.
    pub fn new(lv: impl Into<String>, en: impl Into<String>) -> Self {
        LocalText(BTreeMap::from([(Language::Lv, lv.into()), (Language::En, en.into())]))
    }

    /// The text in `language`, else in the first language that has any, else nothing.
    pub fn get(&self, language: Language) -> &str {
        self.in_language(language)
            .or_else(|| Language::ALL.into_iter().find_map(|other| self.in_language(other)))
            .unwrap_or("")
    }

    /// The text in exactly this language, when there is one that is not blank.
    pub fn in_language(&self, language: Language) -> Option<&str> {
        self.0
            .get(&language)
            .map(String::as_str)
            .filter(|text| !text.trim().is_empty())
    }

    /// Puts the text of one language, replacing what stood there.
    pub fn set(&mut self, language: Language, text: impl Into<String>) {
        self.0.insert(language, text.into());
    }

    /// The languages that have no text yet.
    pub fn missing(&self) -> Vec<Language> {
        Language::ALL
            .into_iter()
            .filter(|language| self.in_language(*language).is_none())
            .collect()
    }

    /// True when no language has any text.
    pub fn is_empty(&self) -> bool {
        self.missing().len() == Language::ALL.len()
    }

    /// Each language with its text, Latvian first.
    pub fn iter(&self) -> impl Iterator<Item = (Language, &str)> {
        self.0.iter().map(|(language, text)| (*language, text.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_falls_back_to_the_language_that_has_it() {
        let text: LocalText = serde_json::from_str(r#"{"lv": " ", "en": "Name"}"#).unwrap();
        assert_eq!(text.get(Language::Lv), "Name");
        assert_eq!(text.missing(), [Language::Lv]);
        assert!(!text.is_empty());
        assert!(LocalText::default().is_empty());
        assert_eq!(LocalText::default().get(Language::En), "");
    }

    #[test]
    fn json_is_a_plain_object_and_refuses_other_languages() {
        let text = LocalText::new("Vārds", "Name");
        assert_eq!(serde_json::to_string(&text).unwrap(), r#"{"lv":"Vārds","en":"Name"}"#);
        assert!(serde_json::from_str::<LocalText>(r#"{"de": "Name"}"#).is_err());
    }

    #[test]
    fn codes_go_both_ways() {
        for language in Language::ALL {
            assert_eq!(language.to_string().parse(), Ok(language));
            assert_eq!(language.other().other(), language);
        }
        assert_eq!("LV".parse::<Language>(), Err(UnknownLanguage));
    }
}
