//! The people of the demonstration, their roles and the companies they act for.

use domain::{
    Date, LocalText, Mandate, MandateScope, Organisation, Party, Person, PersonalCode, RegistrationNumber, Role,
    RoleKind, Slug,
};
use serde::Deserialize;
use store::Tx;

use super::{SeedError, SeedFiles, read, refused};
use crate::core::{Core, Portal};
use crate::error::PortalError;

/// A person of the demonstration whom a visitor can be.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Persona {
    /// Name in the sandbox sign-in; becomes the subject.
    pub key: String,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// A made personal code, impossible outside the demonstration.
    pub personal_code: PersonalCode,
    /// Which group of the list it stands in.
    pub group: PersonaGroup,
    /// What one can try as this person.
    pub note: LocalText,
    /// Roles held.
    #[serde(default)]
    pub roles: Vec<PersonaRole>,
    /// Companies represented.
    #[serde(default)]
    pub mandates: Vec<OrganisationFile>,
}

/// Group of personas in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonaGroup {
    /// Residents.
    Resident,
    /// People who act for companies.
    Representative,
    /// Staff of agencies.
    Agency,
}

/// A role of a persona.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonaRole {
    /// What.
    pub kind: RoleKind,
    /// Where.
    pub agency: Slug,
}

/// A made company.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrganisationFile {
    /// A number no register has given out.
    pub registration_number: RegistrationNumber,
    /// Name.
    pub name: String,
}

/// `personas.toml`.
#[derive(Deserialize)]
pub(super) struct Personas {
    pub persona: Vec<Persona>,
    #[serde(default)]
    pub organisation: Vec<OrganisationFile>,
}

impl SeedFiles {
    /// The people of the demonstration.
    ///
    /// # Errors
    /// [`SeedError::File`] when the file cannot be read.
    pub fn personas(&self) -> Result<Vec<Persona>, SeedError> {
        read::<Personas>("personas.toml", self.personas).map(|file| file.persona)
    }
}

impl Portal {
    pub(super) async fn seed_personas(&self, files: &SeedFiles) -> Result<(), SeedError> {
        let Personas { persona, organisation } = read("personas.toml", files.personas)?;
        self.core
            .put_personas(&persona, &organisation)
            .await
            .map_err(refused("personas".to_owned()))
    }
}

impl Core {
    async fn put_personas(&self, personas: &[Persona], organisations: &[OrganisationFile]) -> Result<(), PortalError> {
        let snapshot = self.snapshot().await?;
        let mut tx = self.db.begin().await?;
        for file in organisations {
            store::parties::put(&mut tx, &self.organisation(file)).await?;
        }
        for persona in personas {
            let person = Person {
                id: self.id(),
                personal_code: Some(persona.personal_code.clone()),
                given_name: persona.given_name.clone(),
                family_name: persona.family_name.clone(),
            };
            let person = store::parties::put(&mut tx, &Party::Person(person)).await?;
            for role in &persona.roles {
                let agency = snapshot.agency(&role.agency)?.id;
                store::roles::give(
                    &mut tx,
                    person,
                    &Role {
                        id: self.id(),
                        kind: role.kind,
                        agency,
                    },
                )
                .await?;
            }
            for company in &persona.mandates {
                self.put_mandate(&mut tx, person, company).await?;
            }
        }
        Ok(tx.commit().await?)
    }

    fn organisation(&self, file: &OrganisationFile) -> Party {
        let (registration_number, name) = (file.registration_number.clone(), file.name.clone());
        Party::Organisation(Organisation {
            id: self.id(),
            registration_number,
            name,
        })
    }

    async fn put_mandate(
        &self,
        tx: &mut Tx,
        representative: domain::PartyId,
        company: &OrganisationFile,
    ) -> Result<(), PortalError> {
        let represented = store::parties::put(tx, &self.organisation(company)).await?;
        let valid_from = Date::new(self.today().year() - 1, 1, 1).unwrap_or(Date::MIN);
        let mandate = Mandate {
            id: self.id(),
            representative,
            represented,
            scope: MandateScope::Full,
            valid_from,
            valid_to: None,
            revoked_at: None,
        };
        Ok(store::mandates::insert(tx, &mandate).await?)
    }
}
