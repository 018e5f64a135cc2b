//! The draft as the API gives and takes it.

use forms::{Answers, CodeLists, Date, FormDefinition, WorkingDays};
use serde::Deserialize;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, RequestInit, Response};

use super::run::Run;
use crate::json::{self, Json};

/// What the runner reads of a draft.
pub struct DraftState {
    /// Grows with each save.
    pub version: i64,
    /// All answers so far.
    pub answers: Answers,
    /// The version of the form that it is on.
    pub form_version: String,
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

/// The form.
pub async fn definition(run: &Run) -> Option<FormDefinition> {
    get(&run.definition).await?.get("definition")?.read()
}

/// The lists that choices name.
pub async fn code_lists() -> Option<CodeLists> {
    get("/api/v1/code-lists").await?.read()
}

/// A day that departs from the Monday to Friday week.
#[derive(Deserialize)]
struct SpecialDay {
    date: Date,
    kind: String,
}

/// The working calendar.
pub async fn working_days() -> Option<WorkingDays> {
    let days: Vec<SpecialDay> = get("/api/v1/special-days").await?.read()?;
    Some(WorkingDays::new(
        days.iter().map(|day| (day.date, day.kind == "working")),
    ))
}

/// The draft as it is now.
pub async fn read(run: &Run) -> Option<DraftState> {
    draft(get(&url(run)).await?.get("draft")?)
}

fn draft(draft: &Json) -> Option<DraftState> {
    Some(DraftState {
        version: draft.get("version")?.read()?,
        answers: draft.get("answers")?.read()?,
        form_version: draft.get("formVersion")?.read()?,
    })
}

/// Keeps the answers, if the draft still has the version.
pub async fn save(run: &Run, version: i64, answers: &Answers) -> Saved {
    let body = format!(
        r#"{{"version":{version},"answers":{},"page":{},"formVersion":{}}}"#,
        json::answers(answers),
        json::quoted(&run.page),
        json::quoted(run.form_version())
    );
    match put(&url(run), &body).await {
        Some(response) if response.status() == 409 => Saved::Stale,
        Some(response) => {
            let kept = content(&response).await;
            kept.as_ref().and_then(draft).map_or(Saved::Failed, Saved::Kept)
        }
        None => Saved::Failed,
    }
}

async fn get(url: &str) -> Option<Json> {
    content(&send(url, &RequestInit::new()).await?).await
}

async fn put(url: &str, body: &str) -> Option<Response> {
    let headers = Headers::new().ok()?;
    headers.set("content-type", "application/json").ok()?;
    let request = RequestInit::new();
    request.set_method("PUT");
    request.set_body(&body.into());
    request.set_headers(&headers);
    send(url, &request).await
}

async fn send(url: &str, request: &RequestInit) -> Option<Response> {
    let promise = web_sys::window()?.fetch_with_str_and_init(url, request);
    JsFuture::from(promise).await.ok()?.dyn_into().ok()
}

/// What was answered, if it is an answer and no refusal.
async fn content(response: &Response) -> Option<Json> {
    if !response.ok() {
        return None;
    }
    let text = JsFuture::from(response.text().ok()?).await.ok()?;
    Json::parse(&text.as_string()?)
}

fn url(run: &Run) -> String {
    format!("/api/v1/drafts/{}", run.draft)
}
