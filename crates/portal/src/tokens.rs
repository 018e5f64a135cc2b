//! Personal tokens: with one a person's own program signs in to the API.

use std::sync::Arc;

use domain::{Action, Actor, Assurance, AuditAction, MandateId, Token, TokenId};
use serde::Serialize;
use store::SecretHash;

use crate::core::Core;
use crate::error::PortalError;
use crate::input;

/// Personal tokens.
#[derive(Clone)]
pub struct Tokens {
    pub(crate) core: Arc<Core>,
}

/// A new token with its secret, told this once; only the hash is stored.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct NewToken {
    /// The token.
    pub token: Token,
    /// What the program sends as its bearer token.
    pub secret: String,
}

/// The longest name of a token, in characters.
const MAX_NAME: usize = 100;
/// The most tokens one person has at a time.
const MOST: usize = 50;

impl Tokens {
    /// Makes a token.
    ///
    /// # Errors
    /// [`PortalError::Invalid`] when the name is empty or too long, [`PortalError::Conflict`] when there are too many.
    pub async fn create(&self, actor: &Actor, name: &str) -> Result<NewToken, PortalError> {
        let grant = actor.may(Action::ManageOwnAccess)?;
        let person = actor.person().ok_or(PortalError::NotAllowed)?.person;
        let name = input::line("name", name, MAX_NAME)?;
        let now = self.core.now();
        let secret = self.core.ids.secret();
        let token = Token {
            id: self.core.ids.id(now),
            person,
            name,
            created_at: now,
            last_used_at: None,
        };
        let mut tx = self.core.db.begin().await?;
        store::parties::lock(&mut tx, person).await?;
        if store::tokens::of_person(&mut tx, person).await?.len() >= MOST {
            return Err(PortalError::Conflict("too many tokens: end one first"));
        }
        store::tokens::insert(&mut tx, &grant, &SecretHash::of(&secret), &token).await?;
        let entry = self.core.audit(
            &grant,
            AuditAction::CreateToken,
            format!("token:{}", token.id),
            Some(person),
        );
        store::audit::record(&mut tx, &entry).await?;
        tx.commit().await?;
        Ok(NewToken { token, secret })
    }

    /// The person's tokens that still work, newest first.
    ///
    /// # Errors
    /// [`PortalError::SignInFirst`] when nobody is signed in.
    pub async fn list(&self, actor: &Actor) -> Result<Vec<Token>, PortalError> {
        actor.may(Action::ManageOwnAccess)?;
        let person = actor.person().ok_or(PortalError::NotAllowed)?.person;
        Ok(store::tokens::of_person(&mut *self.core.db.read().await?, person).await?)
    }

    /// Ends a token: programs that hold it are refused from now on.
    ///
    /// # Errors
    /// [`PortalError::NotFound`] when the person has no such token.
    pub async fn end(&self, actor: &Actor, id: TokenId) -> Result<(), PortalError> {
        let grant = actor.may(Action::ManageOwnAccess)?;
        let person = actor.person().ok_or(PortalError::NotAllowed)?.person;
        let mut tx = self.core.db.begin().await?;
        store::tokens::end(&mut tx, &grant, person, id, self.core.now()).await?;
        let entry = self
            .core
            .audit(&grant, AuditAction::EndToken, format!("token:{id}"), Some(person));
        store::audit::record(&mut tx, &entry).await?;
        Ok(tx.commit().await?)
    }

    /// The person whose program sends this secret, acting as themself.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn actor(&self, secret: &str) -> Result<Option<Actor>, PortalError> {
        self.actor_for(secret, None).await
    }

    /// The person whose program sends this secret, acting by a mandate if one is named.
    ///
    /// # Errors
    /// [`PortalError::NotAllowed`] when the mandate is not theirs, or does not hold today.
    pub async fn actor_for(&self, secret: &str, mandate: Option<MandateId>) -> Result<Option<Actor>, PortalError> {
        let now = self.core.now();
        let mut reader = self.core.db.read().await?;
        let Some(token) = store::tokens::by_secret(&mut reader, &SecretHash::of(secret)).await? else {
            return Ok(None);
        };
        let person = self
            .core
            .person_actor(&mut reader, token.person, mandate, Assurance::Substantial)
            .await?;
        drop(reader);
        if mandate.is_some() && person.represents.is_none() {
            return Err(PortalError::NotAllowed);
        }
        if store::tokens::is_stale(&token, now) {
            let mut tx = self.core.db.begin().await?;
            store::tokens::touch(&mut tx, token.id, now).await?;
            tx.commit().await?;
        }
        Ok(Some(Actor::Person(person)))
    }
}
