//! What the files of the demonstration's history say.

use std::collections::BTreeMap;

use domain::{Outcome, RegistrationNumber, Slug, StepId};
use serde::Deserialize;

/// How something measured is spread; from one of these values to the next all are equally likely.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Spread {
    pub fastest: f64,
    /// A quarter is below.
    pub quarter: f64,
    /// Half is below.
    pub half: f64,
    /// Three quarters are below.
    pub three_quarters: f64,
    /// 95 of 100 are below.
    pub most: f64,
    pub slowest: f64,
}

impl Spread {
    /// Shares and the values below which they lie.
    pub fn points(&self) -> [(f64, f64); 6] {
        [
            (0.0, self.fastest),
            (0.25, self.quarter),
            (0.5, self.half),
            (0.75, self.three_quarters),
            (0.95, self.most),
            (1.0, self.slowest),
        ]
    }
}

/// `plan.toml`: what all services share.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Plan {
    /// The same number gives the same history.
    pub seed: u64,
    /// Cases in all, those of personas not counted.
    pub cases: u32,
    /// Months before today in which they were submitted.
    pub months: u16,
    /// How many times more come in at the end than at the beginning.
    pub growth: f64,
    /// Made-up residents.
    pub persons: u32,
    /// Made-up companies.
    pub companies: u32,
    pub office: Office,
    /// How much is submitted on each weekday from Monday, against each other.
    pub weekdays: [f64; 7],
    /// How much clients do in each hour of the day, against each other.
    pub hours: [f64; 24],
    /// Times of the year when agencies are slow.
    #[serde(default)]
    pub slow: Vec<Slow>,
    /// How slow a whole case is: all its times are multiplied by this.
    pub pace: Spread,
    pub withdrawal: Withdrawal,
    pub rating: RatingPlan,
    /// Comments for services that have none of their own.
    pub comments: Vec<Comments>,
    pub officials: Vec<Officials>,
    pub personas: Vec<PersonaCase>,
}

/// Office hours.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Office {
    pub opens: u8,
    pub closes: u8,
}

/// A slow time of the year.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Slow {
    /// Month and day.
    pub from: (u8, u8),
    /// Month and day, that day included.
    pub to: (u8, u8),
    pub factor: f64,
}

/// When clients take cases back.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Withdrawal {
    pub share: f64,
    /// After how many days.
    pub days: Spread,
}

/// How clients rate.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RatingPlan {
    /// How many rate at all.
    pub share: f64,
    /// How many of them write a comment.
    pub comments: f64,
    /// After how many days.
    pub days: Spread,
    /// Ratings 1 to 5 against each other: of what came in time, of what came late, and of refusals.
    pub in_time: [f64; 5],
    pub late: [f64; 5],
    pub refused: [f64; 5],
}

/// Comments that go with some ratings.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Comments {
    pub ratings: Vec<u8>,
    pub texts: Vec<String>,
}

/// Officials of an agency beside the personas: given and family names.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Officials {
    pub agency: Slug,
    pub names: Vec<(String, String)>,
}

/// A case of a persona.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PersonaCase {
    pub persona: String,
    /// The company it is for.
    pub company: Option<RegistrationNumber>,
    pub service: Slug,
    /// How many days ago it was submitted.
    pub days_ago: u16,
    /// Whether it still runs.
    pub running: bool,
}

/// `people.toml`: what names and addresses are made of.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NameLists {
    pub women: Vec<String>,
    pub men: Vec<String>,
    /// Family names of men and of women.
    pub families: Vec<(String, String)>,
    /// First and second words of companies' names.
    pub company_first: Vec<String>,
    pub company_second: Vec<String>,
    pub streets: Vec<String>,
    /// Places and their postal codes.
    pub places: Vec<(String, String)>,
}

/// A file of a service: how much of it there is and how it goes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ServicePlan {
    pub service: Slug,
    /// How many of all cases, against the other services.
    pub share: f64,
    /// How much comes in each month from January, against each other.
    pub months: [f64; 12],
    /// How many applicants are companies.
    #[serde(default)]
    pub companies: f64,
    /// Minutes to fill the form.
    pub minutes: Spread,
    /// Working days until somebody takes it on.
    pub taken: Spread,
    pub steps: Vec<StepPlan>,
    #[serde(default)]
    pub question: Option<Questions>,
    #[serde(default)]
    pub talk: Option<Talk>,
    pub ends: Vec<End>,
    /// Replaces that of the plan.
    #[serde(default)]
    pub comments: Vec<Comments>,
    /// What everybody answers; `{word}` stands for something made up for the case.
    pub answers: toml::Table,
    /// Groups of alternatives: one of each is put over the answers, in the order of the groups' names.
    #[serde(default)]
    pub vary: BTreeMap<String, Vec<Alternative>>,
}

/// How long a step takes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StepPlan {
    pub id: StepId,
    pub working_days: Spread,
    /// How many cases go without it.
    #[serde(default)]
    pub skipped: f64,
}

/// Cases returned to the client.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Questions {
    pub share: f64,
    /// In which step.
    pub step: StepId,
    /// After how many days the client answers.
    pub days: Spread,
    /// How many never do.
    pub unanswered: f64,
    /// Question and answer.
    pub texts: Vec<(String, String)>,
    /// What the agency writes when no answer came.
    pub left: Vec<String>,
}

/// Messages without a question: the client writes, the agency answers.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Talk {
    pub share: f64,
    pub texts: Vec<(String, String)>,
}

/// A way to end.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct End {
    pub outcome: Outcome,
    pub share: f64,
    /// The step in which it is decided; the last when absent.
    #[serde(default)]
    pub step: Option<StepId>,
    pub texts: Vec<String>,
}

/// Answers that some give.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Alternative {
    pub share: f64,
    /// Given by companies or by residents only; by both when absent.
    #[serde(default)]
    pub company: Option<bool>,
    pub answers: toml::Table,
}
