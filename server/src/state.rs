//! What handlers share, and who is asking.

use std::sync::Arc;

use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use domain::{Actor, MandateId, RoleKind, Session};
use portal::Portal;

use crate::pages::Frame;
use crate::problem::Problem;
use crate::session::Cookies;

/// The header in which a program names the mandate it acts by.
pub const ACTING_FOR: &str = "X-Acting-For";

/// What handlers share.
#[derive(Clone)]
pub struct AppState {
    /// The use cases.
    pub portal: Portal,
    /// How cookies are protected here.
    pub cookies: Cookies,
    /// What is the same for every page.
    pub frame: Arc<Frame>,
}

impl FromRef<AppState> for Portal {
    fn from_ref(state: &AppState) -> Self {
        state.portal.clone()
    }
}

/// Who is asking, by the session cookie or the bearer token of a program.
#[derive(Clone, Debug)]
pub struct Caller {
    /// Who, and for whom they act.
    pub actor: Actor,
    /// The session, when a browser asks.
    pub session: Option<CallerSession>,
}

/// The session of a browser.
#[derive(Clone)]
pub struct CallerSession {
    /// What is known about it.
    pub session: Session,
    /// The secret that the browser holds.
    pub secret: String,
}

impl std::fmt::Debug for CallerSession {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("CallerSession").field(&self.session.id).finish()
    }
}

impl Caller {
    /// Nobody we know.
    pub const ANONYMOUS: Self = Self {
        actor: Actor::Anonymous,
        session: None,
    };

    /// Finds out who is asking. A token that is not valid is an error: its program must learn of it. A session
    /// that has ended is not: the page is then shown as to anybody.
    pub async fn find(state: &AppState, headers: &HeaderMap) -> Result<Self, Problem> {
        if let Some(token) = bearer(headers) {
            let actor = state.portal.tokens.actor_for(token, mandate(headers)?).await?;
            return actor
                .map(|actor| Self { actor, session: None })
                .ok_or(Problem::unauthenticated());
        }
        let Some(secret) = state.cookies.session_secret(headers) else {
            return Ok(Self::ANONYMOUS);
        };
        let found = state.portal.sessions.actor(secret).await?;
        Ok(found.map_or(Self::ANONYMOUS, |(session, actor)| {
            let session = CallerSession {
                session,
                secret: secret.to_owned(),
            };
            Self {
                actor,
                session: Some(session),
            }
        }))
    }
}

impl FromRequestParts<AppState> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        Self::find(state, &parts.headers).await
    }
}

/// Whether somebody handles cases at some agency; whether at the right one is for the use case to say.
pub fn is_official(actor: &Actor) -> bool {
    let roles = actor.person().map_or(&[][..], |person| &person.roles);
    roles.iter().any(|role| role.kind == RoleKind::Official)
}

/// The token of a program.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// The mandate by which a program acts; none means as the person themself.
fn mandate(headers: &HeaderMap) -> Result<Option<MandateId>, Problem> {
    let Some(value) = headers.get(ACTING_FOR) else {
        return Ok(None);
    };
    let mandate = value.to_str().ok().and_then(|text| text.parse().ok());
    let wrong = || Problem::bad_request(format!("{ACTING_FOR} must be the id of a mandate."));
    mandate.ok_or_else(wrong).map(Some)
}
