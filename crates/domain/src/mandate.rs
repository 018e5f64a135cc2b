//! Mandates: the authority of one person to act for another party (I4).

use forms::Date;
use serde::{Deserialize, Serialize};

use crate::{MandateId, PartyId, Timestamp};

/// An authority to represent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Mandate {
    /// Identity.
    pub id: MandateId,
    /// The person who acts.
    pub representative: PartyId,
    /// The party acted for.
    pub represented: PartyId,
    /// How far it goes.
    pub scope: MandateScope,
    /// First day.
    pub valid_from: Date,
    /// Last day; absent means until revoked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<Date>,
    /// When it was taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoked_at: Option<Timestamp>,
}

impl Mandate {
    /// Whether one may act by it on `today`.
    pub fn is_valid_on(&self, today: Date) -> bool {
        self.revoked_at.is_none() && self.valid_from <= today && self.valid_to.is_none_or(|last| today <= last)
    }
}

/// How far a mandate goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MandateScope {
    /// Everything the represented party may do; official representation from the register of enterprises.
    Full,
}

impl MandateScope {
    /// The stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Full => "full",
        }
    }

    /// Reads a code.
    pub fn parse(code: &str) -> Option<Self> {
        (code == "full").then_some(Self::Full)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn valid_on_both_end_days_and_never_after_revocation() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        let mut mandate = Mandate {
            id: Uuid::nil().into(),
            representative: Uuid::nil().into(),
            represented: Uuid::nil().into(),
            scope: MandateScope::Full,
            valid_from: day("2026-01-01"),
            valid_to: Some(day("2026-12-31")),
            revoked_at: None,
        };
        for (date, valid) in [
            ("2025-12-31", false),
            ("2026-01-01", true),
            ("2026-12-31", true),
            ("2027-01-01", false),
        ] {
            assert_eq!(mandate.is_valid_on(day(date)), valid, "{date}");
        }
        mandate.revoked_at = Some(Timestamp::from_micros(0));
        assert!(!mandate.is_valid_on(day("2026-06-01")));
    }
}
