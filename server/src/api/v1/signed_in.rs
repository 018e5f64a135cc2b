//! Who has signed in, asked before anything else is read.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use domain::Actor;

use crate::problem::Problem;
use crate::state::{AppState, Caller, CallerSession, is_official};

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

/// An official of some agency, asked for before a large body is read.
pub struct Official {
    /// Who, and for whom they act.
    pub actor: Actor,
}

impl FromRequestParts<AppState> for Official {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let SignedIn { actor, .. } = SignedIn::from_request_parts(parts, state).await?;
        if is_official(&actor) {
            return Ok(Self { actor });
        }
        Err(Problem::forbidden())
    }
}
