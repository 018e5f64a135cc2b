//! What people see of cases: pages and the API render these and ask for nothing more.

use std::sync::Arc;

use bytes::Bytes;
use domain::{
    Agency, Answers, Case, CaseNumber, CaseResult, CaseState, Contest, Date, Feedback, Forecast, FormVersion,
    LocalText, Message, Outcome, PageOf, Party, Slug, Step, Timeline, Timestamp, WaitingFor,
};
use serde::Serialize;

/// A case with everything that its page shows.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct CaseView {
    /// The case itself.
    pub case: Case,
    /// Name of its service in addresses.
    pub service_slug: Slug,
    /// Title of the service as it was at submission.
    pub service_title: LocalText,
    /// Who handles it.
    pub agency: Agency,
    /// Whom it is for.
    pub applicant: Party,
    /// Name of the person who submitted it.
    pub submitted_by_name: String,
    /// Name of the official who has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub official_name: Option<String>,
    /// The path of the service as it was at submission.
    pub steps: Vec<Step>,
    /// What is done, what happens now, what comes, and how long it took.
    pub timeline: Timeline,
    /// When it will probably end; absent once it has ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forecast: Option<Forecast>,
    /// The dates the case is held to.
    pub deadlines: CaseDeadlines,
    /// The form version answered; the page renders the answers with it. Programs fetch it by `case.formVersion`.
    #[serde(skip)]
    pub form: Option<Arc<FormVersion>>,
    /// What was answered.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub answers: Answers,
    /// What was written, oldest first.
    pub messages: Vec<MessageView>,
    /// What the client received in the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<CaseResult>,
    /// How, where and until when the result can be contested, as the service said at submission.
    pub contest: Contest,
    /// How the client rated it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feedback: Option<Feedback>,
    /// What the reader can do with it now.
    pub can: Can,
}

/// The promised and the legal last day, and whether they have passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct CaseDeadlines {
    /// Promised by the agency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promised_by: Option<Date>,
    /// Allowed by law.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal_by: Option<Date>,
    /// The case still runs, nobody waits for the client, and the promised (or, without a promise, the legal) day has
    /// passed.
    pub overdue: bool,
    /// The same for the legal day.
    pub legal_overdue: bool,
}

/// A message with the name of who wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct MessageView {
    /// The message.
    #[serde(flatten)]
    pub message: Message,
    /// Name of the person who wrote it.
    pub author_name: String,
}

/// What the reader of a case can do with it now; each is a button, or none.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Can {
    /// The client: answer what was asked.
    pub answer: bool,
    /// Both sides: write.
    pub message: bool,
    /// The client: take it back.
    pub withdraw: bool,
    /// The client: rate how it went.
    pub rate: bool,
    /// The official: take it on.
    pub take: bool,
    /// The official: move it to one of these steps.
    pub advance: Vec<Step>,
    /// The official: ask the client.
    pub ask: bool,
    /// The official: end it with one of these outcomes.
    pub close: Vec<Outcome>,
}

/// A case as one line of the client's list.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct CaseSummary {
    /// Its number.
    pub number: CaseNumber,
    /// Name of its service in addresses.
    pub service_slug: Slug,
    /// Title of the service.
    pub service_title: LocalText,
    /// Name of the agency.
    pub agency_name: LocalText,
    /// Where it stands.
    pub state: CaseState,
    /// Name of the step it is in.
    pub step_title: LocalText,
    /// When it was submitted.
    pub submitted_at: Timestamp,
    /// When it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<Timestamp>,
    /// The day the agency promised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promised_by: Option<Date>,
    /// The last day the law allows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal_by: Option<Date>,
    /// Who must act.
    pub waiting_for: WaitingFor,
    /// Whether the client has rated it.
    pub rated: bool,
}

/// Which of the client's cases to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CaseFilter {
    /// Those that run, or those that have ended.
    pub running: bool,
}

/// Which cases of an agency to list; several conditions must all hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QueueFilter {
    /// Only cases in this state.
    pub state: Option<CaseState>,
    /// Only those the official has.
    pub mine: bool,
    /// Only those nobody has.
    pub unassigned: bool,
    /// Only those past their day.
    pub overdue: bool,
    /// Those that run (sorted by deadline), or those that have ended (newest first).
    pub open: bool,
}

impl Default for QueueFilter {
    fn default() -> Self {
        Self {
            state: None,
            mine: false,
            unassigned: false,
            overdue: false,
            open: true,
        }
    }
}

/// A page of an agency's queue.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct QueuePage {
    /// The lines.
    #[serde(flatten)]
    pub page: PageOf<QueueItem>,
    /// How many there are of each sort, whatever the filter.
    pub counts: QueueCounts,
}

/// How many running cases an agency has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct QueueCounts {
    /// All that run.
    pub open: i64,
    /// Of these, those the official has.
    pub mine: i64,
    /// Of these, those nobody has.
    pub unassigned: i64,
    /// Of these, those past their day.
    pub overdue: i64,
}

/// A case as one line of an agency's queue.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct QueueItem {
    /// Its number.
    pub number: CaseNumber,
    /// Title of the service.
    pub service_title: LocalText,
    /// Name of the one it is for.
    pub applicant_name: String,
    /// Where it stands.
    pub state: CaseState,
    /// Name of the step it is in.
    pub step_title: LocalText,
    /// Name of the official who has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub official_name: Option<String>,
    /// The day the agency promised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promised_by: Option<Date>,
    /// The last day the law allows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal_by: Option<Date>,
    /// Whether its day has passed.
    pub overdue: bool,
    /// When it was submitted.
    pub submitted_at: Timestamp,
    /// The version to name when changing it.
    pub version: i64,
}

/// How an official ends a case.
#[derive(Debug, Clone)]
pub struct Close {
    /// How it ends.
    pub outcome: Outcome,
    /// The decision or answer in words.
    pub text: String,
    /// What is handed over.
    pub files: Vec<NewFile>,
}

/// A file as uploaded.
#[derive(Debug, Clone)]
pub struct NewFile {
    /// Name as given.
    pub name: String,
    /// Media type as told.
    pub media_type: String,
    /// The content.
    pub bytes: Bytes,
}
