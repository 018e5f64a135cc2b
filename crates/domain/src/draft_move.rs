//! Drafts and the versions of their form: which may stay, which move, and what a move does to answers.

use forms::versions::{Decision, Effect, Outcome};
use forms::{Answer, Date, FieldPath};
use serde::{Deserialize, Serialize};

use crate::{FormVersionId, Timestamp};

/// What a newer version of its form means for a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Passage {
    /// It moves by itself as soon as it is opened: nothing that was answered is touched.
    Moves,
    /// It moves when the client has seen what is different and says so.
    Asks,
    /// It stays on its version, and can be filled and submitted there.
    Stays,
    /// It has stayed too long: it can be read, and begun anew.
    Closed,
}

impl Passage {
    /// Decides by what a move would do to the answers and by the last day on the older version.
    pub fn of(effect: Effect, last_day: LastDay, today: Date) -> Self {
        match effect {
            Effect::Safe => Self::Moves,
            Effect::Asks => Self::Asks,
            Effect::Refused if last_day.is_open(today) => Self::Stays,
            Effect::Refused => Self::Closed,
        }
    }
}

/// The last day on which drafts on an older version of a form may be submitted; without one they may stay for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LastDay(pub Option<Date>);

impl LastDay {
    /// Whether a draft may still be filled and submitted as it is.
    pub fn is_open(self, today: Date) -> bool {
        self.0.is_none_or(|last| today <= last)
    }
}

/// A draft that moved from one version of its form to another, or was begun anew with what fitted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct DraftMove {
    /// The version it was on.
    pub from: FormVersionId,
    /// The version it came to.
    pub to: FormVersionId,
    /// The draft's `version` after the move; a greater one has been saved since.
    pub draft_version: i64,
    /// When.
    pub moved_at: Timestamp,
    /// Every answer that did not simply stay as it was, with what was answered.
    pub answers: Vec<MovedAnswer>,
}

/// What a move did to one answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct MovedAnswer {
    /// Where it stood in the older version.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub path: FieldPath,
    /// What was answered there.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub answer: Answer,
    /// What became of it.
    pub fate: Fate,
}

/// What can become of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// It has another shape, and says the same.
    Converted,
    /// It stayed as typed, but must be put right.
    NoLongerFits,
    /// It is asked no longer; it is kept here only.
    SetAside,
    /// The question means something else now; it is kept here only.
    Unreadable,
}

impl MovedAnswer {
    /// Whether the answer is in the draft no longer.
    pub fn is_left_out(&self) -> bool {
        matches!(self.fate, Fate::SetAside | Fate::Unreadable)
    }
}

impl From<&Decision> for MovedAnswer {
    fn from(decision: &Decision) -> Self {
        let fate = match decision.outcome {
            Outcome::Converted { .. } => Fate::Converted,
            Outcome::NoLongerFits { .. } => Fate::NoLongerFits,
            Outcome::SetAside => Fate::SetAside,
            Outcome::Unreadable => Fate::Unreadable,
        };
        Self {
            path: decision.path.clone(),
            answer: decision.answer.clone(),
            fate,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn what_fits_moves_at_any_time() {
        let past = LastDay(Some(day("2026-11-01")));
        for last in [LastDay(None), past] {
            assert_eq!(Passage::of(Effect::Safe, last, day("2026-11-02")), Passage::Moves);
            assert_eq!(Passage::of(Effect::Asks, last, day("2026-11-02")), Passage::Asks);
        }
    }

    #[test]
    fn what_does_not_fit_stays_until_the_last_day_has_ended() {
        let last = LastDay(Some(day("2026-11-30")));
        let on = |today| Passage::of(Effect::Refused, last, day(today));
        assert_eq!(on("2026-11-30"), Passage::Stays);
        assert_eq!(on("2026-12-01"), Passage::Closed);
        assert_eq!(
            Passage::of(Effect::Refused, LastDay(None), day("2036-01-01")),
            Passage::Stays
        );
    }
}
