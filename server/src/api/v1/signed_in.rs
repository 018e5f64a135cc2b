//! Who has signed in, asked before anything else is read.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use domain::Actor;

use crate::problem::Problem;
use crate::state::{AppState, Caller, CallerSession};

/// A caller who has signed in, by token or session.
pub struct SignedIn {
    /// Who, and for whom they act.
    pub actor: Actor,
    /// The session, when a browser asks.
    pub session: Option<CallerSession>,
}

impl FromRequestParts<AppState> for SignedIn {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        match Caller::from_request_parts(parts, state).await? {
            Caller {
                actor: Actor::Anonymous,
                ..
            } => Err(Problem::unauthenticated()),
            Caller { actor, session } => Ok(Self { actor, session }),
        }
    }
}
