//! A person's sessions: where they are signed in, and ending what they do not know.

use domain::{Action, Actor, AuditAction, Session, SessionId};
use serde::Serialize;
use store::SecretHash;

use crate::error::PortalError;
use crate::identity::Sessions;

/// A session in the list of a person's sessions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ListedSession {
    /// The session.
    #[serde(flatten)]
    pub session: Session,
    /// Whether it is the one that asks.
    pub current: bool,
}

impl Sessions {
    /// The person's sessions that still live, newest first; `current` is the one that asks, when a browser does.
    ///
    /// # Errors
    /// [`PortalError::SignInFirst`] when nobody is signed in.
    pub async fn list(&self, actor: &Actor, current: Option<SessionId>) -> Result<Vec<ListedSession>, PortalError> {
        actor.may(Action::ManageOwnAccess)?;
        let person = actor.person().ok_or(PortalError::NotAllowed)?.person;
        let now = self.core.now();
        let since = now.plus_seconds(-Session::IDLE_SECONDS);
        let found = store::sessions::of_person(&mut *self.core.db.read().await?, person, since).await?;
        let live = found
            .into_iter()
            .map(|found| found.session)
            .filter(|session| session.is_live(now));
        Ok(live
            .map(|session| ListedSession {
                current: current == Some(session.id),
                session,
            })
            .collect())
    }

    /// Seconds after which the session of a secret ends unless it is used; none when it has ended. Asking is no use.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn remaining(&self, secret: &str) -> Result<Option<i64>, PortalError> {
        let now = self.core.now();
        let found = store::sessions::by_secret(&mut *self.core.db.read().await?, &SecretHash::of(secret)).await?;
        let live = found.map(|found| found.session).filter(|session| session.is_live(now));
        Ok(live.map(|session| session.ends_at().seconds_since(now)))
    }

    /// Ends one of the person's sessions: its browser is asked to sign in again.
    ///
    /// # Errors
    /// [`PortalError::NotFound`] when the person has no such session.
    pub async fn end(&self, actor: &Actor, id: SessionId) -> Result<(), PortalError> {
        let grant = actor.may(Action::ManageOwnAccess)?;
        let person = actor.person().ok_or(PortalError::NotAllowed)?.person;
        let mut tx = self.core.db.begin().await?;
        store::sessions::end(&mut tx, person, id).await?;
        let entry = self
            .core
            .audit(&grant, AuditAction::EndSession, format!("session:{id}"), Some(person));
        store::audit::record(&mut tx, &entry).await?;
        Ok(tx.commit().await?)
    }

    /// Ends all sessions of the person but the one that asks, and says how many.
    ///
    /// # Errors
    /// [`PortalError::SignInFirst`] when nobody is signed in.
    pub async fn end_others(&self, actor: &Actor, current: Option<SessionId>) -> Result<u64, PortalError> {
        let grant = actor.may(Action::ManageOwnAccess)?;
        let person = actor.person().ok_or(PortalError::NotAllowed)?.person;
        let mut tx = self.core.db.begin().await?;
        let ended = store::sessions::end_others(&mut tx, person, current).await?;
        let entry = self.core.audit(
            &grant,
            AuditAction::EndSession,
            "session:others".to_owned(),
            Some(person),
        );
        store::audit::record(&mut tx, &entry).await?;
        tx.commit().await?;
        Ok(ended)
    }
}
