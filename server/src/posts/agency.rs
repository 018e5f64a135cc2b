//! Posts of the official's page of a case: take it, move it, ask, write, finish.

use app::actions::{ACTION, AgencyAction, Missing};
use app::app::Page;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::response::Response;
use axum::routing::post;
use domain::{Case, CaseNumber, Outcome};
use portal::{Close, MAX_FILE_BYTES, MAX_FILES, PortalError};

use super::cases::{done, version};
use super::upload::Upload;
use super::{PostRoute, refused};
use crate::state::{AppState, Caller};

/// The most that may be sent: as many files as may be attached, and the text.
const BODY_LIMIT: usize = MAX_FILES * MAX_FILE_BYTES + 1024 * 1024;
/// The page has two forms with a text; this is the name of the one that is not the result.
const NOTE: &str = "note";

/// The page of a case.
pub fn routes() -> Vec<PostRoute> {
    vec![PostRoute {
        paths: ("/lv/iestade/pieteikumi/{number}", "/en/agency/cases/{number}"),
        operations: &["takeCase", "advanceCase", "askClient", "sendCaseMessage", "closeCase"],
        handler: post(act).layer(DefaultBodyLimit::max(BODY_LIMIT)),
    }]
}

async fn act(State(state): State<AppState>, caller: Caller, Path(number): Path<String>, upload: Upload) -> Response {
    let wanted = (
        number.parse::<CaseNumber>().ok(),
        upload.sent.value(ACTION).and_then(AgencyAction::parse),
    );
    let result = match wanted {
        _ if upload.too_large => Err(Missing::SmallerFiles.refusal()),
        (Some(number), Some(action)) => handle(&state, &caller, &number, action, &upload)
            .await
            .map(|case| (case, action)),
        _ => Err(PortalError::NotFound),
    };
    match result {
        Ok((case, action)) => done(
            &Page::AgencyCase {
                number: case.number.to_string(),
            },
            action.code(),
            &upload.sent,
        ),
        Err(error) => refused(&state, &caller, &upload.sent, error).await,
    }
}

async fn handle(
    state: &AppState,
    caller: &Caller,
    number: &CaseNumber,
    action: AgencyAction,
    upload: &Upload,
) -> Result<Case, PortalError> {
    let (cases, actor, sent) = (&state.portal.cases, &caller.actor, &upload.sent);
    let (version, text) = (version(sent), |name| sent.value(name).unwrap_or_default());
    match action {
        AgencyAction::Take => cases.take(actor, number, version).await,
        AgencyAction::Advance => {
            let step = text("step").parse().map_err(|_| Missing::Step.refusal())?;
            cases
                .advance(actor, number, version, step, Some(text("message").to_owned()))
                .await
        }
        AgencyAction::Ask => cases.ask(actor, number, version, text("question")).await,
        AgencyAction::Message => cases
            .message(actor, number, text(NOTE))
            .await
            .map_err(|error| at(error, NOTE)),
        AgencyAction::Close => {
            let outcome = Outcome::parse(text("outcome")).ok_or_else(|| Missing::Outcome.refusal())?;
            let close = Close {
                outcome,
                text: text("text").to_owned(),
                files: upload.files.clone(),
            };
            cases.close(actor, number, version, close).await
        }
    }
}

/// The same refusal at the field that this page has.
fn at(error: PortalError, field: &str) -> PortalError {
    match error {
        PortalError::Invalid(mut problems) => {
            problems.iter_mut().for_each(|problem| problem.field = field.to_owned());
            PortalError::Invalid(problems)
        }
        other => other,
    }
}
