//! How long a browser's session lasts still, asked by its pages before they warn that it ends.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::Auth;
use crate::problem::Problem;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Remaining {
    /// Seconds; absent when nobody is signed in any more.
    ends_in: Option<i64>,
}

/// Asking does not count as use, or a forgotten page would keep its session alive.
pub async fn look(State(auth): State<Auth>, headers: HeaderMap) -> Result<Response, Problem> {
    let ends_in = match auth.cookies.session_secret(&headers) {
        Some(secret) => auth.portal.sessions.remaining(secret).await?,
        None => None,
    };
    Ok(answer(ends_in))
}

/// The person wants to stay.
pub async fn stay(State(auth): State<Auth>, headers: HeaderMap) -> Result<Response, Problem> {
    if let Some(secret) = auth.cookies.session_secret(&headers) {
        auth.portal.sessions.actor(secret).await?;
    }
    look(State(auth), headers).await
}

fn answer(ends_in: Option<i64>) -> Response {
    ([(header::CACHE_CONTROL, "no-store")], Json(Remaining { ends_in })).into_response()
}
