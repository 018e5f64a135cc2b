//! What a personal token may be used for: a program gets no more of its person's rights than it needs.

use serde::{Deserialize, Serialize};

/// A part of a person's rights, given to a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Read one's own drafts, cases, messages and notices, in any capacity one has.
    OwnRead,
    /// Fill, submit, answer, withdraw and rate; holds `own_read` too.
    OwnWrite,
    /// Read the cases of one's agency.
    AgencyRead,
    /// Handle the cases of one's agency; holds `agency_read` too.
    AgencyWrite,
    /// Publish forms of one's agency.
    PublishForms,
    /// Change the registry.
    ManageRegistry,
    /// Make and end tokens, end sessions.
    ManageAccess,
}

impl Scope {
    /// Every scope, in the order in which people are shown them.
    pub const ALL: [Self; 7] = [
        Self::OwnRead,
        Self::OwnWrite,
        Self::AgencyRead,
        Self::AgencyWrite,
        Self::PublishForms,
        Self::ManageRegistry,
        Self::ManageAccess,
    ];

    /// The code in the API, in forms and in the store.
    pub const fn code(self) -> &'static str {
        match self {
            Self::OwnRead => "own_read",
            Self::OwnWrite => "own_write",
            Self::AgencyRead => "agency_read",
            Self::AgencyWrite => "agency_write",
            Self::PublishForms => "publish_forms",
            Self::ManageRegistry => "manage_registry",
            Self::ManageAccess => "manage_access",
        }
    }

    /// Reads a code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.code() == code)
    }

    /// The scope that holds this one too.
    const fn wider(self) -> Option<Self> {
        match self {
            Self::OwnRead => Some(Self::OwnWrite),
            Self::AgencyRead => Some(Self::AgencyWrite),
            _ => None,
        }
    }
}

/// Several scopes; in JSON a list, in the store their codes with spaces between.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = Vec<Scope>))]
#[serde(from = "Vec<Scope>", into = "Vec<Scope>")]
pub struct Scopes(u8);

impl Scopes {
    /// All of them: what a person has who has signed in with a browser.
    pub const ALL: Self = Self((1 << Scope::ALL.len()) - 1);

    /// Whether a use case that needs `scope` may be done.
    pub fn allow(self, scope: Scope) -> bool {
        self.contains(scope) || scope.wider().is_some_and(|wider| self.contains(wider))
    }

    /// Whether everything that `other` allows is allowed here too.
    pub fn cover(self, other: Self) -> bool {
        other.iter().all(|scope| self.allow(scope))
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// One after the other.
    pub fn iter(self) -> impl Iterator<Item = Scope> {
        Scope::ALL.into_iter().filter(move |scope| self.contains(*scope))
    }

    /// The stored text.
    pub fn codes(self) -> String {
        self.iter().map(Scope::code).collect::<Vec<_>>().join(" ")
    }

    /// Reads the stored text; what is no scope any more allows nothing.
    pub fn of_codes(codes: &str) -> Self {
        codes.split_whitespace().filter_map(Scope::parse).collect()
    }

    const fn contains(self, scope: Scope) -> bool {
        self.0 & (1 << scope as u8) != 0
    }
}

impl FromIterator<Scope> for Scopes {
    fn from_iter<I: IntoIterator<Item = Scope>>(scopes: I) -> Self {
        Self(scopes.into_iter().fold(0, |bits, scope| bits | 1 << scope as u8))
    }
}

impl From<Vec<Scope>> for Scopes {
    fn from(scopes: Vec<Scope>) -> Self {
        scopes.into_iter().collect()
    }
}

impl From<Scopes> for Vec<Scope> {
    fn from(scopes: Scopes) -> Self {
        scopes.iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writing_holds_reading_and_nothing_else() {
        let writer: Scopes = [Scope::OwnWrite].into_iter().collect();
        let allowed: Vec<Scope> = Scope::ALL.into_iter().filter(|scope| writer.allow(*scope)).collect();
        assert_eq!(allowed, [Scope::OwnRead, Scope::OwnWrite]);
        assert!(Scopes::ALL.cover(writer) && !writer.cover(Scopes::ALL));
        assert!(writer.cover([Scope::OwnRead].into_iter().collect()));
    }

    #[test]
    fn codes_lead_back() {
        for scope in Scope::ALL {
            let scopes: Scopes = [scope].into_iter().collect();
            assert_eq!(Scopes::of_codes(&scopes.codes()), scopes);
        }
        assert_eq!(Scopes::of_codes(&Scopes::ALL.codes()), Scopes::ALL);
        assert!(Scopes::of_codes("everything").is_empty());
    }
}
