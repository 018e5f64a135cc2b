//! Personal tokens: with one a person's own program signs in to the API.

use std::sync::Arc;

use domain::{Action, Actor, Assurance, AuditAction, MandateId, Scope, Scopes, Timestamp, Token, TokenId};
use serde::{Deserialize, Serialize};
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

/// A token to make.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TokenRequest {
    /// What to call it.
    #[cfg_attr(
        feature = "openapi",
        schema(min_length = 1, max_length = 100, example = "Grāmatvedība")
    )]
    pub name: String,
    /// What it may be used for; when left out, only to read one's own matters.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Scope>, min_items = 1))]
    #[serde(default = "least")]
    pub scopes: Scopes,
    /// For how many days it works; when left out, for 90.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 366))]
    #[serde(default = "usual_days")]
    pub days: u16,
}

fn least() -> Scopes {
    [Scope::OwnRead].into_iter().collect()
}

fn usual_days() -> u16 {
    90
}

/// The longest name of a token, in characters.
const MAX_NAME: usize = 100;
/// Seconds of a day.
const DAY: i64 = 24 * 60 * 60;
/// The most tokens of one person that work at a time.
const MOST: usize = 50;

impl Tokens {
    /// Makes a token. One that a program makes works no longer than the program's own.
    ///
    /// # Errors
    /// [`PortalError::Invalid`] when the name is empty or too long, nothing is allowed or more than the asking program
    /// may do itself, or the time too long; [`PortalError::Conflict`] when there are too many.
    pub async fn create(&self, actor: &Actor, request: TokenRequest) -> Result<NewToken, PortalError> {
        let grant = actor.may(Action::ManageOwnAccess)?;
        let maker = actor.person().ok_or(PortalError::NotAllowed)?;
        let person = maker.person;
        let until = maker.until;
        let TokenRequest { name, scopes, days } = checked(request, maker.scopes)?;
        let now = self.core.now();
        let secret = self.core.ids.secret();
        let token = Token {
            id: self.core.ids.id(now),
            person,
            name,
            scopes,
            created_at: now,
            expires_at: until
                .into_iter()
                .fold(now.plus_seconds(i64::from(days) * DAY), Timestamp::min),
            last_used_at: None,
        };
        let mut tx = self.core.db.begin().await?;
        store::parties::lock(&mut tx, person).await?;
        if store::tokens::of_person(&mut tx, person, now).await?.len() >= MOST {
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

    /// The person's tokens that were not ended: those that work, newest first, then those whose time was over within the
    /// last month.
    ///
    /// # Errors
    /// [`PortalError::SignInFirst`] when nobody is signed in.
    pub async fn list(&self, actor: &Actor) -> Result<Vec<Token>, PortalError> {
        actor.may(Action::ManageOwnAccess)?;
        let person = actor.person().ok_or(PortalError::NotAllowed)?.person;
        let (mut reader, now) = (self.core.db.read().await?, self.core.now());
        let mut tokens = store::tokens::of_person(&mut reader, person, now).await?;
        tokens.extend(store::tokens::over(&mut reader, person, now).await?);
        Ok(tokens)
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
        let found = store::tokens::by_secret(&mut reader, &SecretHash::of(secret)).await?;
        let Some(token) = found.filter(|token| token.is_live(now)) else {
            return Ok(None);
        };
        let mut person = self
            .core
            .person_actor(&mut reader, token.person, mandate, Assurance::Substantial)
            .await?;
        drop(reader);
        (person.scopes, person.until) = (token.scopes, Some(token.expires_at));
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

/// A program cannot make a token that may do more than the program itself.
fn checked(request: TokenRequest, own: Scopes) -> Result<TokenRequest, PortalError> {
    let name = input::line("name", &request.name, MAX_NAME)?;
    if request.scopes.is_empty() {
        let (lv, en) = ("Izvēlieties vismaz vienu atļauju.", "Choose at least one permission.");
        return Err(PortalError::invalid("scopes", lv, en));
    }
    if !own.cover(request.scopes) {
        let lv = "Atslēga nevar atļaut vairāk, nekā atļauts tās izveidotājai programmai.";
        let en = "A token cannot allow more than the program that makes it may do.";
        return Err(PortalError::invalid("scopes", lv, en));
    }
    if !(1..=Token::MOST_DAYS).contains(&request.days) {
        let (lv, en) = ("Norādiet no 1 līdz 366 dienām.", "Give 1 to 366 days.");
        return Err(PortalError::invalid("days", lv, en));
    }
    Ok(TokenRequest { name, ..request })
}
