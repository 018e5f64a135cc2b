//! Ratings of a finished case: how easy it was, why, and anything in one's own words.

use serde::{Deserialize, Serialize};

use crate::{CaseId, FeedbackId, PublicServiceId, Timestamp};

/// How easy it was, 1 (hard) to 5 (easy).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = u8, minimum = 1, maximum = 5))]
#[serde(try_from = "u8", into = "u8")]
pub struct Rating(u8);

impl Rating {
    /// Checks the bounds.
    pub const fn new(score: u8) -> Option<Self> {
        if score >= 1 && score <= 5 {
            Some(Self(score))
        } else {
            None
        }
    }

    /// The score.
    pub const fn get(self) -> u8 {
        self.0
    }

    /// From 4 on one is asked what was good, below what was difficult.
    pub const fn is_good(self) -> bool {
        self.0 >= 4
    }
}

impl TryFrom<u8> for Rating {
    type Error = &'static str;
    fn try_from(score: u8) -> Result<Self, Self::Error> {
        Self::new(score).ok_or("a rating is 1 to 5")
    }
}

impl From<Rating> for u8 {
    fn from(rating: Rating) -> Self {
        rating.0
    }
}

macro_rules! reasons {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// All, in the order shown.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stored and transferred code.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// Reads a code.
            pub fn parse(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|reason| reason.code() == code)
            }
        }
    };
}

reasons! {
    /// What was difficult, asked after a rating of 1 to 3.
    Difficulty {
        /// The instructions were unclear.
        UnclearInstructions = "unclear_instructions",
        /// The instructions were incomplete.
        MissingInstructions = "missing_instructions",
        /// One could not tell how far one was.
        UnclearProgress = "unclear_progress",
        /// Things known to the state were asked again.
        AskedKnownThings = "asked_known_things",
        /// Technical faults.
        TechnicalFaults = "technical_faults",
        /// It took too long.
        TookTooLong = "took_too_long",
        /// Something else.
        Other = "other",
    }
}

reasons! {
    /// What was good, asked after a rating of 4 or 5.
    Liking {
        /// The instructions were clear.
        ClearInstructions = "clear_instructions",
        /// The instructions were complete.
        CompleteInstructions = "complete_instructions",
        /// One always knew how far one was.
        ClearProgress = "clear_progress",
        /// Known data were there already.
        KnownDataFilled = "known_data_filled",
        /// No technical faults.
        NoFaults = "no_faults",
        /// It was quick.
        Quick = "quick",
        /// Something else.
        Other = "other",
    }
}

/// A rating as the client gives it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewFeedback {
    /// How easy it was.
    pub rating: Rating,
    /// What was difficult; only with a rating of 1 to 3.
    #[serde(default)]
    pub difficulties: Vec<Difficulty>,
    /// What was good; only with a rating of 4 or 5.
    #[serde(default)]
    pub likings: Vec<Liking>,
    /// In one's own words.
    #[serde(default)]
    pub comment: String,
}

/// Why a rating cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FeedbackError {
    /// Reasons of the other kind than the rating calls for.
    #[error("difficulties go with a rating of 1 to 3, likings with 4 or 5")]
    ReasonsDoNotFit,
    /// The comment is too long.
    #[error("a comment has at most 2,000 characters")]
    CommentTooLong,
}

impl NewFeedback {
    /// The most characters a comment has.
    pub const MAX_COMMENT: usize = 2_000;

    /// Checks that reasons and rating fit and sorts out repeated reasons.
    ///
    /// # Errors
    /// [`FeedbackError`] says what does not fit.
    pub fn checked(mut self) -> Result<Self, FeedbackError> {
        let fits = if self.rating.is_good() {
            self.difficulties.is_empty()
        } else {
            self.likings.is_empty()
        };
        if !fits {
            return Err(FeedbackError::ReasonsDoNotFit);
        }
        self.comment = forms::many_lines(&self.comment);
        if self.comment.chars().count() > Self::MAX_COMMENT {
            return Err(FeedbackError::CommentTooLong);
        }
        self.difficulties.sort_unstable();
        self.difficulties.dedup();
        self.likings.sort_unstable();
        self.likings.dedup();
        Ok(self)
    }
}

/// A rating on record: one per case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Feedback {
    /// Identity.
    pub id: FeedbackId,
    /// The case rated.
    pub case: CaseId,
    /// Its service.
    pub service: PublicServiceId,
    /// What was said.
    #[serde(flatten)]
    pub content: NewFeedback,
    /// When.
    pub created_at: Timestamp,
}

/// The public average of a service's ratings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct RatingSummary {
    /// How many ratings.
    pub count: i64,
    /// Their sum, from which the average follows without loss.
    pub sum: i64,
}

impl RatingSummary {
    /// The average in tenths, rounded half up: 43 means 4.3. Absent without ratings.
    pub fn average_tenths(self) -> Option<i64> {
        (self.count > 0).then(|| (self.sum * 20 + self.count) / (self.count * 2))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn feedback(rating: u8) -> NewFeedback {
        NewFeedback {
            rating: Rating::new(rating).unwrap(),
            difficulties: vec![],
            likings: vec![],
            comment: "  ok ".into(),
        }
    }

    #[test]
    fn reasons_fit_the_rating() {
        let hard = NewFeedback {
            difficulties: vec![Difficulty::Other, Difficulty::TookTooLong, Difficulty::Other],
            ..feedback(3)
        };
        assert_eq!(
            hard.checked().unwrap().difficulties,
            [Difficulty::TookTooLong, Difficulty::Other]
        );
        let wrong = NewFeedback {
            difficulties: vec![Difficulty::Other],
            ..feedback(4)
        };
        assert_eq!(wrong.checked(), Err(FeedbackError::ReasonsDoNotFit));
        let wrong = NewFeedback {
            likings: vec![Liking::Quick],
            ..feedback(1)
        };
        assert_eq!(wrong.checked(), Err(FeedbackError::ReasonsDoNotFit));
        assert_eq!(feedback(5).checked().unwrap().comment, "ok");
        let long = NewFeedback {
            comment: "ā".repeat(2_001),
            ..feedback(5)
        };
        assert_eq!(long.checked(), Err(FeedbackError::CommentTooLong));
    }

    #[rstest::rstest]
    #[case(0, 0, None)]
    #[case(2, 9, Some(45))]
    #[case(3, 13, Some(43))]
    #[case(3, 14, Some(47))]
    #[case(4, 17, Some(43))]
    fn averages(#[case] count: i64, #[case] sum: i64, #[case] tenths: Option<i64>) {
        assert_eq!(RatingSummary { count, sum }.average_tenths(), tenths);
    }
}
