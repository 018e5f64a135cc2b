//! The draft as the API gives and takes it.

use forms::{Answers, CodeLists, Date, FormDefinition, WorkingDays};
use gloo_net::http::{Request, Response};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Run;

/// What the runner reads of a draft.
#[derive(Deserialize)]
pub struct DraftState {
    /// Grows with each save.
    pub version: i64,
    /// All answers so far.
    pub answers: Answers,
    /// The version of the form that it is on.
    #[serde(rename = "formVersion")]
    pub form_version: String,
}

/// A draft with its form, as read.
#[derive(Deserialize)]
struct DraftView {
    draft: DraftState,
}

#[derive(Deserialize)]
struct FormVersion {
    definition: FormDefinition,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SaveDraft<'a> {
    version: i64,
    answers: &'a Answers,
    page: &'a str,
    form_version: &'a str,
}

/// How a save ended.
pub enum Saved {
    /// Kept; the draft as it is now.
    Kept(DraftState),
    /// Somebody, most often another tab, saved meanwhile.
    Stale,
    /// This very page was answered otherwise in another window: the person has to choose.
    Differs,
    /// Not kept: no connection, or the session is over.
    Failed,
}

async fn get<T: DeserializeOwned>(url: &str) -> Option<T> {
    let response = Request::get(url).send().await.ok().filter(Response::ok)?;
    answer(response).await
}

/// What was answered. JSON is parsed before it is understood: a parser for each type of a definition would be a sixth
/// of all that the browser has to load.
async fn answer<T: DeserializeOwned>(response: Response) -> Option<T> {
    let value: Value = response.json().await.ok()?;
    T::deserialize(value).ok()
}

/// The form.
pub async fn definition(run: &Run) -> Option<FormDefinition> {
    get::<FormVersion>(&run.definition)
        .await
        .map(|version| version.definition)
}

/// The lists that choices name.
pub async fn code_lists() -> Option<CodeLists> {
    get("/api/v1/code-lists").await
}

/// A day that departs from the Monday to Friday week.
#[derive(Deserialize)]
struct SpecialDay {
    date: Date,
    kind: String,
}

/// The working calendar.
pub async fn working_days() -> Option<WorkingDays> {
    let days: Vec<SpecialDay> = get("/api/v1/special-days").await?;
    Some(WorkingDays::new(
        days.iter().map(|day| (day.date, day.kind == "working")),
    ))
}

/// The draft as it is now.
pub async fn read(run: &Run) -> Option<DraftState> {
    get::<DraftView>(&url(run)).await.map(|view| view.draft)
}

/// Keeps the answers, if the draft still has the version.
pub async fn save(run: &Run, version: i64, answers: &Answers) -> Saved {
    let body = SaveDraft {
        version,
        answers,
        page: &run.page,
        form_version: run.form_version(),
    };
    let Ok(request) = Request::put(&url(run)).json(&body) else {
        return Saved::Failed;
    };
    match request.send().await {
        Ok(response) if response.ok() => match answer::<DraftState>(response).await {
            Some(draft) => Saved::Kept(draft),
            None => Saved::Failed,
        },
        Ok(response) if response.status() == 409 => Saved::Stale,
        _ => Saved::Failed,
    }
}

fn url(run: &Run) -> String {
    format!("/api/v1/drafts/{}", run.draft)
}
