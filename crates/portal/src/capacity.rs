//! For whom a person acts: as themself, or by a mandate for somebody else.

use domain::{
    Action, Actor, Assurance, AuditAction, MandateId, PartyId, PersonActor, RegistrationNumber, Represented, Scopes,
};
use serde::Serialize;
use store::{Conn, SecretHash};

use crate::core::Core;
use crate::error::PortalError;
use crate::identity::{Sessions, SignedIn};

/// Someone the person can act for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Capacity {
    /// By which mandate; absent means as oneself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mandate: Option<MandateId>,
    /// Name of the one acted for.
    pub name: String,
    /// Registration number of an organisation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registration_number: Option<RegistrationNumber>,
}

impl Sessions {
    /// Everybody the person can act for today, themself first.
    ///
    /// # Errors
    /// [`PortalError::SignInFirst`] when nobody is signed in.
    pub async fn capacities(&self, actor: &Actor) -> Result<Vec<Capacity>, PortalError> {
        actor.may(Action::UseWorkspace)?;
        let person = actor.person().ok_or(PortalError::NotAllowed)?;
        let mut reader = self.core.db.read().await?;
        let mut capacities = vec![Capacity {
            mandate: None,
            name: person.name.clone(),
            registration_number: None,
        }];
        for named in store::mandates::of_representative(&mut reader, person.person, self.core.today()).await? {
            capacities.push(Capacity {
                mandate: Some(named.mandate.id),
                name: named.name,
                registration_number: named.registration_number,
            });
        }
        Ok(capacities)
    }

    /// Whoever signs in again in the same browser goes on acting for the same one, if they still may. The session before
    /// may have ended by itself; the session of another person is of no account.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn carry_on(&self, signed_in: &SignedIn, old: &str) -> Result<(), PortalError> {
        let mut tx = self.core.db.begin().await?;
        let session = &signed_in.session;
        let before = store::sessions::by_secret(&mut tx, &SecretHash::of(old)).await?;
        let Some(before) = before.filter(|before| before.session.person == session.person) else {
            return Ok(());
        };
        let mandate = before.session.mandate;
        let actor = self
            .core
            .person_actor(&mut tx, session.person, mandate, before.assurance)
            .await?;
        if actor.represents.is_some() {
            store::sessions::switch(&mut tx, session.id, mandate).await?;
            let grant = Actor::Person(actor).may(Action::ManageOwnAccess)?;
            self.record(&mut tx, &grant, AuditAction::SwitchCapacity, session)
                .await?;
        }
        Ok(tx.commit().await?)
    }

    /// Changes for whom the person acts in this session.
    ///
    /// # Errors
    /// [`PortalError::NotFound`] when the mandate is not theirs, or does not hold today.
    pub async fn switch(&self, actor: &Actor, secret: &str, mandate: Option<MandateId>) -> Result<Actor, PortalError> {
        actor.may(Action::ManageOwnAccess)?;
        let person = actor.person().ok_or(PortalError::NotAllowed)?;
        let mut tx = self.core.db.begin().await?;
        let found = store::sessions::by_secret(&mut tx, &SecretHash::of(secret)).await?;
        let found = found
            .filter(|found| found.session.person == person.person && found.session.is_live(self.core.now()))
            .ok_or(PortalError::SignInFirst)?;
        let changed = self
            .core
            .person_actor(&mut tx, person.person, mandate, found.assurance)
            .await?;
        if mandate.is_some() && changed.represents.is_none() {
            return Err(PortalError::NotFound);
        }
        store::sessions::switch(&mut tx, found.session.id, mandate).await?;
        let changed = Actor::Person(changed);
        let grant = changed.may(Action::ManageOwnAccess)?;
        self.record(&mut tx, &grant, AuditAction::SwitchCapacity, &found.session)
            .await?;
        tx.commit().await?;
        Ok(changed)
    }
}

impl Core {
    /// A person with their roles, in the capacity of a mandate if it holds today.
    pub async fn person_actor(
        &self,
        conn: &mut Conn,
        person: PartyId,
        mandate: Option<MandateId>,
        assurance: Assurance,
    ) -> Result<PersonActor, PortalError> {
        let name = store::parties::find(conn, person).await?.name();
        let roles = store::roles::of_person(conn, person).await?;
        let represents = match mandate {
            Some(mandate) => self.represented(conn, person, mandate).await?,
            None => None,
        };
        Ok(PersonActor {
            person,
            name,
            represents,
            roles,
            assurance,
            scopes: Scopes::ALL,
            until: None,
        })
    }

    async fn represented(
        &self,
        conn: &mut Conn,
        person: PartyId,
        mandate: MandateId,
    ) -> Result<Option<Represented>, PortalError> {
        let valid = store::mandates::of_representative(conn, person, self.today()).await?;
        let named = valid.into_iter().find(|named| named.mandate.id == mandate);
        Ok(named.map(|named| Represented {
            party: named.mandate.represented,
            name: named.name,
            mandate,
        }))
    }
}
