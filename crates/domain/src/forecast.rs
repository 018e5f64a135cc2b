//! When a running case will probably end, told from how long similar ones took. Quantiles, never means: a few very long
//! cases would draw a mean far beyond what most clients live to see.

mod evaluation;
mod life_table;
mod recency;
mod stay;

use forms::Date;
use serde::{Deserialize, Serialize};

pub use evaluation::{Evaluation, EventLog, Quality, Variant};
use life_table::quantile;
pub use life_table::{LifeTable, Sample};
pub use recency::Recency;
pub use stay::Stay;

use crate::{Deadlines, StepProgress, Timeline, WorkingCalendar};

/// The whole way speaks as loud as so many cases of the step: of a step that few cases were in one knows more from the
/// service than from them. On two real logs of permit cases 1 to 20 did about equally well, and better than none.
const DRAWN: f64 = 5.0;
/// Cases similar enough that must have been decided before anything is forecast. Of fewer, the ninth in ten is two or
/// three cases and says more about them than about the next one.
pub const ENOUGH: u32 = 30;
/// The share of similar cases that is decided by the "most likely" day.
pub const LIKELY: f64 = 0.5;
/// The share of similar cases that is decided by the "almost certain" day.
pub const ALMOST_CERTAIN: f64 = 0.9;

/// How long similar cases took: from the step a case is in, and from the submission.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct History {
    /// From entering the step.
    pub step: LifeTable,
    /// From the submission.
    pub whole: LifeTable,
}

/// How long a case has taken, in working days on which the clock ran.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Age {
    /// Since it entered its step.
    pub in_step: f64,
    /// Since it was submitted.
    pub whole: f64,
}

/// How much longer a case takes, in working days.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Remaining {
    /// Half of similar cases.
    pub likely: f64,
    /// Nine of ten.
    pub almost_certain: f64,
    /// How many cases were similar.
    pub similar: u32,
}

/// How long a service really takes from submission to decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct RealDuration {
    /// Half of the cases are decided within so many working days.
    pub half_within: u32,
    /// Nine of ten are decided within so many.
    pub nine_of_ten_within: u32,
    /// How many cases submitted in the last 12 months and decided since this rests on.
    pub cases: u32,
}

/// When a running case will probably end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Forecast {
    /// What it rests on, and what that tells.
    #[serde(flatten)]
    pub basis: ForecastBasis,
    /// The last day the law allows comes sooner than the case will almost certainly end.
    pub legal_at_risk: bool,
    /// The agency waits for the client: everything holds if the client answers today.
    pub if_answered_today: bool,
}

/// What a forecast rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "basis", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum ForecastBasis {
    /// On similar cases.
    SimilarCases {
        /// Half of them ended by then.
        #[serde(rename = "likelyBy")]
        likely_by: Date,
        /// Nine of ten ended by then.
        #[serde(rename = "almostCertainlyBy")]
        almost_certainly_by: Date,
        /// How many cases submitted in the last 12 months and decided since are similar.
        #[serde(rename = "similarCases")]
        similar_cases: u32,
    },
    /// On what the agency has declared for the steps that are left, since too few similar cases have ended.
    DeclaredTimes {
        /// Working days left by that; 0 when the time declared is used up.
        #[serde(rename = "workingDays")]
        working_days: u32,
    },
}

impl LifeTable {
    /// How long it takes from the beginning, in whole days; silent when history is thin.
    pub fn real_duration(&self) -> Option<RealDuration> {
        let cases = self.similar(0.0);
        let within = |share| self.remaining(0.0, share).map(|days| whole_days(days).into());
        let real = RealDuration {
            half_within: within(LIKELY)?,
            nine_of_ten_within: within(ALMOST_CERTAIN)?,
            cases,
        };
        (cases >= ENOUGH).then_some(real)
    }
}

impl History {
    /// How much longer a case takes that has come so far; silent when history is thin.
    pub fn remaining(&self, age: Age) -> Option<Remaining> {
        let similar = self.step.similar(age.in_step).max(self.whole.similar(age.whole));
        let chances = self.chances(age);
        let remaining = Remaining {
            likely: quantile(&chances, LIKELY)?,
            almost_certain: quantile(&chances, ALMOST_CERTAIN)?,
            similar,
        };
        (similar >= ENOUGH).then_some(remaining)
    }

    /// Chances by the step, drawn towards those by the whole way, the more so the fewer cases were in the step as long.
    fn chances(&self, age: Age) -> Vec<(f64, f64)> {
        let near = f64::from(self.step.similar(age.in_step));
        let far = if self.whole.similar(age.whole) > 0 { DRAWN } else { 0.0 };
        if near + far == 0.0 {
            return vec![];
        }
        let parts = [
            (self.step.chances(age.in_step), near / (near + far)),
            (self.whole.chances(age.whole), far / (near + far)),
        ];
        let scaled =
            |(chances, part): (Vec<(f64, f64)>, f64)| chances.into_iter().map(move |(days, c)| (days, c * part));
        let mut chances: Vec<(f64, f64)> = parts.into_iter().flat_map(scaled).collect();
        chances.sort_by(|a, b| a.0.total_cmp(&b.0));
        chances
    }

    /// The time within which a share is decided, or where that is not known the longest time that is.
    fn best_guess(&self, age: Age, share: f64) -> f64 {
        let longest = || self.step.longest(age.in_step).max(self.whole.longest(age.whole));
        quantile(&self.chances(age), share).unwrap_or_else(longest)
    }
}

impl Age {
    /// Of a running case, from its stays.
    pub fn of(stays: &[Stay]) -> Self {
        let days = |stay: Option<&Stay>| stay.map_or(0.0, |stay| stay.working_days as f64);
        Self {
            in_step: days(stays.last()),
            whole: days(stays.first()),
        }
    }
}

impl Forecast {
    /// For a running case, as of `today`; none for one that has ended.
    pub fn of(
        history: &History,
        age: Age,
        timeline: &Timeline,
        deadlines: Deadlines,
        calendar: &WorkingCalendar,
        today: Date,
    ) -> Option<Self> {
        if timeline.ended.is_some() {
            return None;
        }
        let in_days = |days| calendar.same_or_next_working_day(calendar.add_working_days(today, days));
        let (basis, last) = match history.remaining(age) {
            Some(told) => {
                let (likely_by, almost_certainly_by) = (
                    in_days(whole_days(told.likely)),
                    in_days(whole_days(told.almost_certain)),
                );
                let similar_cases = told.similar;
                let basis = ForecastBasis::SimilarCases {
                    likely_by,
                    almost_certainly_by,
                    similar_cases,
                };
                (basis, almost_certainly_by)
            }
            None => {
                let working_days = declared(timeline);
                let last = in_days(u16::try_from(working_days).unwrap_or(u16::MAX));
                (ForecastBasis::DeclaredTimes { working_days }, last)
            }
        };
        let moved = match timeline.clock_stopped_since {
            Some(asked) => deadlines.after_waiting(asked, today, calendar),
            None => deadlines,
        };
        Some(Self {
            basis,
            legal_at_risk: moved.legal_by.is_some_and(|legal| legal < last),
            if_answered_today: timeline.clock_stopped_since.is_some(),
        })
    }
}

/// Working days that the agency has declared for what is left: the rest of the present step and the steps to come.
fn declared(timeline: &Timeline) -> u32 {
    let left = timeline.steps.iter().map(|step| {
        let expected = i64::from(step.expected_working_days);
        match step.progress {
            StepProgress::Current { working_days, .. } => (expected - working_days).max(0),
            StepProgress::ToCome => expected,
            StepProgress::Done { .. } | StepProgress::Skipped => 0,
        }
    });
    u32::try_from(left.sum::<i64>()).unwrap_or(u32::MAX)
}

/// A time in whole days, rounded up: "by" a day must include it.
fn whole_days(days: f64) -> u16 {
    days.ceil() as u16
}

#[cfg(test)]
mod tests;
