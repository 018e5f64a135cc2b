//! The words of the provider's pages.

use super::persona::{Note, PersonaGroup};

/// The languages of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lang {
    Lv,
    En,
}

impl Lang {
    /// The first language of `ui_locales` that is known here; Latvian otherwise.
    pub(super) fn of_locales(locales: Option<&str>) -> Self {
        let mut wanted = locales
            .unwrap_or_default()
            .split_whitespace()
            .map(|tag| tag.split('-').next().unwrap_or(tag));
        wanted
            .find_map(|tag| match tag {
                "lv" => Some(Self::Lv),
                "en" => Some(Self::En),
                _ => None,
            })
            .unwrap_or(Self::Lv)
    }

    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Lv => "lv",
            Self::En => "en",
        }
    }

    pub(super) fn texts(self) -> &'static Texts {
        match self {
            Self::Lv => &LV,
            Self::En => &EN,
        }
    }

    pub(super) fn note(self, note: &Note) -> &str {
        match self {
            Self::Lv => &note.lv,
            Self::En => &note.en,
        }
    }
}

pub(super) struct Texts {
    pub(super) title: &'static str,
    pub(super) lead: &'static str,
    pub(super) cancel: &'static str,
    pub(super) code: &'static str,
    pub(super) wrong_request: &'static str,
    pub(super) wrong_request_text: &'static str,
    pub(super) signed_out: &'static str,
    pub(super) signed_out_text: &'static str,
    groups: [&'static str; 3],
}

impl Texts {
    pub(super) fn group(&self, group: PersonaGroup) -> &'static str {
        match group {
            PersonaGroup::Resident => self.groups[0],
            PersonaGroup::Representative => self.groups[1],
            PersonaGroup::Agency => self.groups[2],
        }
    }
}

static LV: Texts = Texts {
    title: "Izvēlieties, kas būsiet",
    lead: "Šī ir demonstrācijas pieteikšanās. Visi cilvēki, personas kodi un uzņēmumi ir izdomāti. \
           Īstā vidē šeit pieslēgtos ar eID karti, eParakstu vai internetbanku.",
    cancel: "Atcelt pieteikšanos",
    code: "Personas kods",
    wrong_request: "Pieteikšanās saite nav derīga",
    wrong_request_text: "Atgriezieties portālā un sāciet pieteikšanos no jauna.",
    signed_out: "Jūs esat izgājis",
    signed_out_text: "Varat aizvērt šo lapu.",
    groups: ["Iedzīvotāji", "Uzņēmumu pārstāvji", "Iestāžu darbinieki"],
};

static EN: Texts = Texts {
    title: "Choose who you will be",
    lead: "This is the sign-in of a demonstration. All people, personal codes and companies are made up. \
           In a real installation you would use your eID card, eParaksts or internet bank here.",
    cancel: "Cancel sign-in",
    code: "Personal code",
    wrong_request: "The sign-in link is not valid",
    wrong_request_text: "Go back to the portal and sign in again.",
    signed_out: "You are signed out",
    signed_out_text: "You can close this page.",
    groups: ["Residents", "Company representatives", "Agency staff"],
};

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(None, Lang::Lv)]
    #[case(Some("en"), Lang::En)]
    #[case(Some("de en-GB lv"), Lang::En)]
    #[case(Some("lv en"), Lang::Lv)]
    #[case(Some("de"), Lang::Lv)]
    fn speaks_the_first_language_it_knows(#[case] locales: Option<&str>, #[case] expected: Lang) {
        assert_eq!(Lang::of_locales(locales), expected);
    }
}
