//! A post that was not done: the same page again, with everything typed and every error named.

use app::form::of_answers;
use app::loaded::{failure, fault_of};
use app::posted::{FieldError, Posted};
use app::refusals;
use axum::http::StatusCode;
use axum::response::Response;
use forms::Language;
use portal::PortalError;

use super::pairs::Pairs;
use super::parking::{park, park_again};
use crate::pages::{Drawn, draw};
use crate::request_id::RequestId;
use crate::state::{AppState, Caller};

/// Answers a post that failed. Nothing typed is lost: it is on the page again, or kept until the person has signed in.
pub async fn refused(state: &AppState, caller: &Caller, sent: &Pairs, error: PortalError) -> Response {
    let language = app::app::language_of(sent.uri.path());
    let (status, errors) = match error {
        PortalError::SignInFirst => return park(state, sent).await,
        PortalError::NotFound if sent.resumed => return park_again(state, sent).await,
        PortalError::Invalid(problems) => {
            let error = |problem: portal::FieldProblem| FieldError {
                message: problem.message.get(language).to_owned(),
                field: problem.field,
                item: None,
            };
            (
                StatusCode::UNPROCESSABLE_ENTITY,
                problems.into_iter().map(error).collect(),
            )
        }
        PortalError::Refused(refusal) => (
            StatusCode::CONFLICT,
            vec![whole_page(refusals::of_case(refusal, language))],
        ),
        PortalError::Stale => (
            StatusCode::CONFLICT,
            vec![whole_page(refusals::changed_meanwhile(language))],
        ),
        PortalError::Conflict(_) => (StatusCode::CONFLICT, vec![whole_page(refusals::conflict(language))]),
        fault => return failed(state, caller, sent, &fault).await,
    };
    let posted = Posted {
        values: sent.pairs.clone(),
        errors,
    };
    draw(
        state,
        caller,
        &sent.uri,
        Drawn {
            posted: Some(posted),
            status,
            ..Drawn::default()
        },
    )
    .await
}

/// The page of a failure in place of the page posted to.
async fn failed(state: &AppState, caller: &Caller, sent: &Pairs, error: &PortalError) -> Response {
    let failure = match error {
        // No page is being drawn yet that could tell the name of the request.
        fault @ (PortalError::Unavailable(_) | PortalError::Internal(_)) => {
            fault_of(fault, RequestId::current().as_str().to_owned())
        }
        other => failure(other),
    };
    let status = StatusCode::from_u16(failure.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    draw(
        state,
        caller,
        &sent.uri,
        Drawn {
            failure: Some(failure),
            status,
            ..Drawn::default()
        },
    )
    .await
}

/// An error that belongs to no field leads to the head of the page.
fn whole_page(message: impl Into<String>) -> FieldError {
    FieldError {
        field: "error-summary".to_owned(),
        message: message.into(),
        item: None,
    }
}

/// Errors of a form's answers as the head of a page lists them.
pub(super) fn answers_errors(
    definition: &forms::FormDefinition,
    problems: &[forms::FieldProblem],
    language: Language,
) -> Vec<FieldError> {
    of_answers(definition, problems, language)
        .into_iter()
        .map(whole_page)
        .collect()
}
