//! Posts of the client's page of a case: answer, write, take back.

use app::actions::{ACTION, ClientAction, DONE, VERSION};
use app::app::{Page, language_of};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::post;
use domain::CaseNumber;
use portal::PortalError;

use super::{Pairs, PostRoute, refused};
use crate::state::{AppState, Caller};

/// The page of a case.
pub fn routes() -> Vec<PostRoute> {
    vec![PostRoute {
        paths: ("/lv/pieteikumi/{number}", "/en/cases/{number}"),
        operations: &["answerCase", "sendCaseMessage", "withdrawCase"],
        handler: post(act),
    }]
}

async fn act(State(state): State<AppState>, caller: Caller, Path(number): Path<String>, sent: Pairs) -> Response {
    let wanted = (
        number.parse::<CaseNumber>().ok(),
        sent.value(ACTION).and_then(ClientAction::parse),
    );
    let (Some(number), Some(action)) = wanted else {
        return refused(&state, &caller, &sent, PortalError::NotFound).await;
    };
    let (cases, actor, text) = (
        &state.portal.cases,
        &caller.actor,
        sent.value("text").unwrap_or_default(),
    );
    let result = match action {
        ClientAction::Answer => cases.answer(actor, &number, version(&sent), text).await,
        ClientAction::Message => cases.message(actor, &number, text).await,
        ClientAction::Withdraw => cases.withdraw(actor, &number, version(&sent)).await,
    };
    match result {
        Ok(case) => done(
            &Page::Case {
                number: case.number.to_string(),
            },
            action.code(),
            &sent,
        ),
        Err(error) => refused(&state, &caller, &sent, error).await,
    }
}

/// The version that the reader saw. None that was ever seen is like one of long ago.
pub(super) fn version(sent: &Pairs) -> i64 {
    sent.value(VERSION)
        .and_then(|text| text.parse().ok())
        .unwrap_or_default()
}

/// On to a page that says what was done.
pub(super) fn done(page: &Page, action: &str, sent: &Pairs) -> Response {
    let path = page.path(language_of(sent.uri.path()));
    Redirect::to(&format!("{path}?{DONE}={action}")).into_response()
}
