//! The made-up people of the demonstration.

/// Somebody one can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Persona {
    /// The provider's name for the person.
    pub subject: String,
    /// Given names.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// A personal code that nobody can have.
    pub personal_code: String,
    /// The heading to stand under.
    pub group: PersonaGroup,
    /// What to try as this person.
    pub note: Note,
}

/// The headings on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PersonaGroup {
    /// People with their own matters.
    Resident,
    /// People who also act for companies.
    Representative,
    /// People who work at an agency.
    Agency,
}

impl PersonaGroup {
    /// In the order of the page.
    pub const ALL: [Self; 3] = [Self::Resident, Self::Representative, Self::Agency];
}

/// A line in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Latvian.
    pub lv: String,
    /// English.
    pub en: String,
}
