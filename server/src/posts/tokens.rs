//! Posts of the access tokens: make one, end one.

use app::actions::{ACTION, TokenAction};
use app::app::{Page, language_of};
use app::posted::Posted;
use app::workspace::TOKEN_SECRET;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::post;
use domain::Scope;
use portal::{PortalError, TokenRequest};

use super::{Pairs, PostRoute, refused};
use crate::pages::{Drawn, draw};
use crate::state::{AppState, Caller};

/// The page of the tokens.
pub fn routes() -> Vec<PostRoute> {
    vec![PostRoute {
        paths: ("/lv/darba-vieta/piekluves-atslegas", "/en/workspace/access-tokens"),
        operations: &["createToken", "endToken"],
        handler: post(act),
    }]
}

async fn act(State(state): State<AppState>, caller: Caller, sent: Pairs) -> Response {
    match sent.value(ACTION).and_then(TokenAction::parse) {
        Some(TokenAction::Create) => create(&state, &caller, &sent).await,
        Some(TokenAction::End) => end(&state, &caller, &sent).await,
        None => refused(&state, &caller, &sent, PortalError::NotFound).await,
    }
}

/// The secret is on the page that answers the post and nowhere else: not in an address, and not there when the page
/// is opened again.
async fn create(state: &AppState, caller: &Caller, sent: &Pairs) -> Response {
    match state.portal.tokens.create(&caller.actor, request(sent)).await {
        Ok(made) => {
            let posted = Posted {
                values: vec![(TOKEN_SECRET.to_owned(), made.secret)],
                errors: Vec::new(),
            };
            let status = StatusCode::CREATED;
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
        Err(error) => refused(state, caller, sent, error).await,
    }
}

/// What the form asks for. A browser that sends strange values is told so like anybody else.
fn request(sent: &Pairs) -> TokenRequest {
    TokenRequest {
        name: sent.value("name").unwrap_or_default().to_owned(),
        scopes: sent.all("scopes").filter_map(Scope::parse).collect(),
        days: sent
            .value("days")
            .and_then(|days| days.parse().ok())
            .unwrap_or_default(),
    }
}

async fn end(state: &AppState, caller: &Caller, sent: &Pairs) -> Response {
    let result = match sent.value("token").and_then(|id| id.parse().ok()) {
        Some(id) => state.portal.tokens.end(&caller.actor, id).await,
        None => Err(PortalError::NotFound),
    };
    match result {
        Ok(()) => Redirect::to(&Page::Tokens.path(language_of(sent.uri.path()))).into_response(),
        Err(error) => refused(state, caller, sent, error).await,
    }
}
