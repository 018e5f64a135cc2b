//! Who is signed in: sign-in and sessions.

use std::sync::Arc;

use domain::{Action, Actor, Assurance, AuditAction, Grant, Party, PartyId, Person, PersonalCode, Session, Timestamp};
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::sessions::SignedInSession;
use store::{SecretHash, Tx};

use crate::core::Core;
use crate::error::PortalError;
use crate::input;

/// Sign-in, sessions and capacities.
#[derive(Clone)]
pub struct Sessions {
    pub(crate) core: Arc<Core>,
}

/// A person as the sign-in provider told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The provider.
    pub issuer: String,
    /// The provider's name for the person; unique together with `issuer`.
    pub subject: String,
    /// Given names.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// Personal code; absent for people from other countries.
    pub personal_code: Option<PersonalCode>,
    /// How sure the sign-in was.
    pub assurance: Assurance,
    /// The identity token as it came: the provider wants to see it again at sign-out.
    pub id_token: Option<String>,
}

/// A new session with the secret that the browser is to hold; only its hash is stored.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// The session.
    pub session: Session,
    /// The secret, told this once.
    pub secret: String,
}

/// Seconds for which a sign-in under way is remembered.
const SIGN_IN_SECONDS: i64 = 10 * 60;
/// How often a sign-in is tried when the same person signs in for the first time elsewhere at the very same moment.
const TRIES: usize = 5;
/// The longest name of a device that is kept, in characters.
const MAX_DEVICE: usize = 60;

impl Sessions {
    /// Remembers what a sign-in needs when the browser comes back, and says by which secret.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn remember_sign_in<T: Serialize + Sync>(&self, pending: &T) -> Result<String, PortalError> {
        let secret = self.core.ids.secret();
        let expires = self.core.now().plus_seconds(SIGN_IN_SECONDS);
        let mut tx = self.core.db.begin().await?;
        store::sign_ins::remember(&mut tx, &SecretHash::of(&secret), pending, expires).await?;
        tx.commit().await?;
        Ok(secret)
    }

    /// What was remembered; only once, and only while it is fresh.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn take_sign_in<T: DeserializeOwned + Send + Sync + Unpin + 'static>(
        &self,
        secret: &str,
    ) -> Result<Option<T>, PortalError> {
        let mut tx = self.core.db.begin().await?;
        let pending = store::sign_ins::take(&mut tx, &SecretHash::of(secret), self.core.now()).await?;
        tx.commit().await?;
        Ok(pending)
    }

    /// Begins a session for a person the provider vouches for; records the person, or their present name. `device` is
    /// what the browser says it is, for the list of sessions.
    ///
    /// # Errors
    /// [`PortalError::Invalid`] when the provider told no usable name.
    pub async fn sign_in(&self, identity: Identity, device: &str) -> Result<SignedIn, PortalError> {
        let identity = checked(identity)?;
        for _ in 1..TRIES {
            match self.try_sign_in(&identity, device).await {
                Err(PortalError::Stale) => {}
                result => return result,
            }
        }
        self.try_sign_in(&identity, device).await
    }

    async fn try_sign_in(&self, identity: &Identity, device: &str) -> Result<SignedIn, PortalError> {
        let now = self.core.now();
        let secret = self.core.ids.secret();
        let mut tx = self.core.db.begin().await?;
        let person = self.recognise(&mut tx, identity).await?;
        let session = Session {
            id: self.core.ids.id(now),
            person,
            mandate: None,
            created_at: now,
            last_seen_at: now,
            device: device.chars().take(MAX_DEVICE).collect(),
            expires_at: now.plus_seconds(Session::ABSOLUTE_SECONDS),
        };
        let signed_in = SignedInSession {
            session: session.clone(),
            assurance: identity.assurance,
            issuer: identity.issuer.clone(),
            subject: identity.subject.clone(),
            id_token: identity.id_token.clone(),
        };
        store::sessions::insert(&mut tx, &SecretHash::of(&secret), &signed_in).await?;
        let actor = self
            .core
            .person_actor(&mut tx, person, None, identity.assurance)
            .await?;
        let grant = Actor::Person(actor).may(Action::ManageOwnAccess)?;
        self.record(&mut tx, &grant, AuditAction::SignIn, &session).await?;
        tx.commit().await?;
        Ok(SignedIn { session, secret })
    }

    /// The person of an identity: by personal code, else by the provider's own name for them. Whoever came without a code
    /// and now has one stays the same person, unless the code has made them known as another one.
    async fn recognise(&self, tx: &mut Tx, identity: &Identity) -> Result<PartyId, PortalError> {
        let Identity { issuer, subject, .. } = identity;
        let known = store::identities::find(tx, issuer, subject).await?;
        if let (Some(id), Some(code)) = (known, &identity.personal_code) {
            store::parties::add_personal_code(tx, id, code).await?;
        }
        let known = known.filter(|_| identity.personal_code.is_none());
        let person = Person {
            id: known.unwrap_or_else(|| self.core.id()),
            personal_code: identity.personal_code.clone(),
            given_name: identity.given_name.clone(),
            family_name: identity.family_name.clone(),
        };
        if let Some(id) = known {
            store::parties::rename(tx, &person).await?;
            return Ok(id);
        }
        let id = store::parties::put(tx, &Party::Person(person)).await?;
        if identity.personal_code.is_some() {
            store::identities::link(tx, issuer, subject, id).await?;
            return Ok(id);
        }
        // Of several first sign-ins at the same moment one settles who it is; the others look again and find that.
        let settled = store::identities::settle(tx, issuer, subject, id).await?;
        if settled == id { Ok(id) } else { Err(PortalError::Stale) }
    }

    /// Whose session a secret is: nobody's when it has ended, was idle too long, or never was.
    /// A mandate that no longer holds is left out: the person acts as themself from the next request on.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn actor(&self, secret: &str) -> Result<Option<(Session, Actor)>, PortalError> {
        let now = self.core.now();
        let mut reader = self.core.db.read().await?;
        let Some(mut found) = store::sessions::by_secret(&mut reader, &SecretHash::of(secret)).await? else {
            return Ok(None);
        };
        if !found.session.is_live(now) {
            return Ok(None);
        }
        let person = self
            .core
            .person_actor(
                &mut reader,
                found.session.person,
                found.session.mandate,
                found.assurance,
            )
            .await?;
        drop(reader);
        if store::sessions::is_stale(&found.session, now) {
            self.touch(&mut found.session, now).await?;
        }
        found.session.mandate = person.represents.as_ref().map(|represented| represented.mandate);
        Ok(Some((found.session, Actor::Person(person))))
    }

    async fn touch(&self, session: &mut Session, now: Timestamp) -> Result<(), PortalError> {
        let mut tx = self.core.db.begin().await?;
        store::sessions::touch(&mut tx, session.id, now).await?;
        tx.commit().await?;
        session.last_seen_at = now;
        Ok(())
    }

    /// Ends the session of a secret; one that is gone already is no error. Tells the identity token that it began with.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn sign_out(&self, secret: &str) -> Result<Option<String>, PortalError> {
        let mut tx = self.core.db.begin().await?;
        let Some(found) = store::sessions::by_secret(&mut tx, &SecretHash::of(secret)).await? else {
            return Ok(None);
        };
        let session = found.session;
        let actor = self
            .core
            .person_actor(&mut tx, session.person, session.mandate, found.assurance)
            .await?;
        let grant = Actor::Person(actor).may(Action::ManageOwnAccess)?;
        store::sessions::end(&mut tx, session.person, session.id).await?;
        self.record(&mut tx, &grant, AuditAction::SignOut, &session).await?;
        tx.commit().await?;
        Ok(found.id_token)
    }

    pub(crate) async fn record(
        &self,
        tx: &mut Tx,
        grant: &Grant,
        action: AuditAction,
        session: &Session,
    ) -> Result<(), PortalError> {
        let entry = self
            .core
            .audit(grant, action, format!("session:{}", session.id), Some(session.person));
        Ok(store::audit::record(tx, &entry).await?)
    }
}

/// The name is shown everywhere and must be one; the rest comes from a trusted provider as it is.
fn checked(mut identity: Identity) -> Result<Identity, PortalError> {
    identity.given_name = input::optional_line("givenName", &identity.given_name, 200)?.unwrap_or_default();
    identity.family_name = input::line("familyName", &identity.family_name, 200)?;
    Ok(identity)
}
