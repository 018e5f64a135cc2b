//! Cases as the officials of their agency see and handle them.

use axum::Json;
use axum::extract::{DefaultBodyLimit, State};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use domain::{Case, CaseNumber, CaseState, Outcome, Slug, StepId};
use portal::{CaseView, Close, MAX_FILE_BYTES, MAX_FILES, NewFile, Portal, QueueFilter, QueuePage};
use serde::de::Error;
use serde::{Deserialize, Deserializer};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouterExt};
use utoipa_axum::routes;

use super::Answer;
use super::cases::SeenVersion;
use super::paging::{PageQuery, Paging, not_listed};
use super::signed_in::{Official, SignedIn};
use crate::extract::{ApiJson, ApiPath, ApiQuery};
use crate::security::BODY_LIMIT;
use crate::state::AppState;

/// The path that takes files.
pub const CLOSE_PATH: &str = "/agency-cases/{number}/close";
/// The largest body there: all files in base64, and the rest.
pub const CLOSE_LIMIT: usize = MAX_FILES * MAX_FILE_BYTES / 3 * 4 + BODY_LIMIT;

/// Operations of officials.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::default()
        .routes(routes!(list))
        .routes(routes!(get))
        .routes(routes!(take))
        .routes(routes!(advance))
        .routes(routes!(ask))
        .routes(routes!(close).layer(DefaultBodyLimit::max(CLOSE_LIMIT)))
}

/// Which cases of the agency; all conditions must hold.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Which {
    /// Only cases in this state.
    #[param(inline)]
    state: Option<CaseState>,
    /// Only those that the caller has.
    #[serde(default)]
    #[param(default = false)]
    mine: bool,
    /// Only those that nobody has.
    #[serde(default)]
    #[param(default = false)]
    unassigned: bool,
    /// Only those past their day.
    #[serde(default)]
    #[param(default = false)]
    overdue: bool,
    /// Those that run, by deadline; or those that have ended, newest first.
    #[param(default = true)]
    open: Option<bool>,
}

impl From<Which> for QueueFilter {
    fn from(which: Which) -> Self {
        let Which {
            state,
            mine,
            unassigned,
            overdue,
            open,
        } = which;
        Self {
            state,
            mine,
            unassigned,
            overdue,
            open: open.unwrap_or(true),
        }
    }
}

/// Where a case goes next.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct NextStep {
    /// The version of the case that was read.
    version: i64,
    /// The step to enter, one of `can.advance`.
    step: StepId,
    /// What to tell the client with it.
    #[serde(default)]
    #[schema(max_length = 10_000)]
    message: Option<String>,
}

/// A question to the client.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Question {
    /// The version of the case that was read.
    version: i64,
    /// What the client is to answer.
    #[schema(min_length = 1, max_length = 10_000)]
    question: String,
}

/// How a case ends.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Ending {
    /// The version of the case that was read.
    version: i64,
    /// How it ends, one of `can.close`.
    outcome: Outcome,
    /// The decision or answer in words.
    #[schema(min_length = 1, max_length = 10_000)]
    text: String,
    /// What is handed over.
    #[serde(default)]
    #[schema(max_items = 10)]
    files: Vec<FileToHandOver>,
}

/// A file to hand over, at most 10 MB.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct FileToHandOver {
    /// Its name.
    #[schema(example = "lēmums.pdf")]
    name: String,
    /// Its media type.
    #[schema(example = "application/pdf")]
    media_type: String,
    /// Its bytes in base64.
    #[serde(deserialize_with = "from_base64")]
    #[schema(value_type = String, format = Byte)]
    content: Bytes,
}

impl Ending {
    fn split(self) -> (i64, Close) {
        let file = |file: FileToHandOver| NewFile {
            name: file.name,
            media_type: file.media_type,
            bytes: file.content,
        };
        let files = self.files.into_iter().map(file).collect();
        (
            self.version,
            Close {
                outcome: self.outcome,
                text: self.text,
                files,
            },
        )
    }
}

fn from_base64<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Bytes, D::Error> {
    let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
    STANDARD
        .decode(text.as_bytes())
        .map(Bytes::from)
        .map_err(|_| D::Error::custom("must be base64"))
}

/// List the cases of an agency
///
/// For its officials, with counts of each sort. Looking is recorded.
#[utoipa::path(get, path = "/agencies/{slug}/cases", operation_id = "listAgencyCases", tag = "agency cases",
    params(("slug" = Slug, Path, description = "Name of the agency in addresses.", example = "pmlp"), Which, PageQuery),
    responses((status = 200, description = "A page of cases.", body = QueuePage)))]
async fn list(
    State(portal): State<Portal>,
    SignedIn { actor, .. }: SignedIn,
    ApiPath(slug): ApiPath<Slug>,
    ApiQuery(which): ApiQuery<Which>,
    paging: Paging,
) -> Answer<QueuePage> {
    let agency = portal.registry.agency(&slug).await?.agency.id;
    let page = portal
        .cases
        .queue(&actor, agency, which.into(), paging.after.as_ref(), paging.limit)
        .await;
    Ok(Json(page.map_err(not_listed)?))
}

/// Get a case as its agency
///
/// Everything the official sees, and in `can` what may be done now. Looking is recorded.
#[utoipa::path(get, path = "/agency-cases/{number}", operation_id = "getAgencyCase", tag = "agency cases",
    params(("number" = CaseNumber, Path, description = "Number of the case.", example = "2026-000001-Z")),
    responses((status = 200, description = "The case.", body = CaseView)))]
async fn get(
    State(portal): State<Portal>,
    SignedIn { actor, .. }: SignedIn,
    ApiPath(number): ApiPath<CaseNumber>,
) -> Answer<CaseView> {
    Ok(Json(portal.cases.get_as_agency(&actor, &number).await?))
}

/// Take a case
///
/// The official takes it on.
#[utoipa::path(post, path = "/agency-cases/{number}/take", operation_id = "takeCase", tag = "agency cases",
    params(("number" = CaseNumber, Path, description = "Number of the case.")),
    request_body = SeenVersion,
    responses((status = 200, description = "The case as it is then.", body = Case)))]
async fn take(
    State(portal): State<Portal>,
    SignedIn { actor, .. }: SignedIn,
    ApiPath(number): ApiPath<CaseNumber>,
    ApiJson(seen): ApiJson<SeenVersion>,
) -> Answer<Case> {
    Ok(Json(portal.cases.take(&actor, &number, seen.version).await?))
}

/// Move a case to another step
#[utoipa::path(post, path = "/agency-cases/{number}/advance", operation_id = "advanceCase", tag = "agency cases",
    params(("number" = CaseNumber, Path, description = "Number of the case.")),
    request_body = NextStep,
    responses((status = 200, description = "The case as it is then.", body = Case)))]
async fn advance(
    State(portal): State<Portal>,
    SignedIn { actor, .. }: SignedIn,
    ApiPath(number): ApiPath<CaseNumber>,
    ApiJson(next): ApiJson<NextStep>,
) -> Answer<Case> {
    Ok(Json(
        portal
            .cases
            .advance(&actor, &number, next.version, next.step, next.message)
            .await?,
    ))
}

/// Ask the client
///
/// The clock stands until the answer.
#[utoipa::path(post, path = "/agency-cases/{number}/ask", operation_id = "askClient", tag = "agency cases",
    params(("number" = CaseNumber, Path, description = "Number of the case.")),
    request_body = Question,
    responses((status = 200, description = "The case as it is then.", body = Case)))]
async fn ask(
    State(portal): State<Portal>,
    SignedIn { actor, .. }: SignedIn,
    ApiPath(number): ApiPath<CaseNumber>,
    ApiJson(question): ApiJson<Question>,
) -> Answer<Case> {
    Ok(Json(
        portal
            .cases
            .ask(&actor, &number, question.version, &question.question)
            .await?,
    ))
}

/// Finish a case
///
/// With its outcome and what the client receives: a text and up to ten files, each at most 10 MB.
#[utoipa::path(post, path = "/agency-cases/{number}/close", operation_id = "closeCase", tag = "agency cases",
    params(("number" = CaseNumber, Path, description = "Number of the case.")),
    request_body = Ending,
    responses((status = 200, description = "The case as it is then.", body = Case)))]
async fn close(
    State(portal): State<Portal>,
    Official { actor }: Official,
    ApiPath(number): ApiPath<CaseNumber>,
    ApiJson(ending): ApiJson<Ending>,
) -> Answer<Case> {
    let (version, close) = ending.split();
    Ok(Json(portal.cases.close(&actor, &number, version, close).await?))
}
