//! Loads the demonstration through the same use cases that people have.

mod history;
mod personas;

pub use history::{HistoryFiles, HistorySize};
use personas::Personas;
pub use personas::{OrganisationFile, Persona, PersonaGroup, PersonaRole};

use domain::{
    Actor, Agency, FormDefinition, LifeSituation, LifeSituationId, LocalText, RegistrationNumber, ServiceContent, Slug,
    SlugError, Start,
};
use serde::Deserialize;

use crate::core::Portal;
use crate::error::PortalError;
use crate::form_versions::NewForm;
use crate::registry::NewService;

/// The files of the demonstration, as text.
#[derive(Debug, Clone, Copy)]
pub struct SeedFiles {
    /// `agencies.toml`.
    pub agencies: &'static str,
    /// `life_situations.toml`.
    pub life_situations: &'static str,
    /// `personas.toml`.
    pub personas: &'static str,
    /// The files of `services/`.
    pub services: &'static [&'static str],
    /// The files of `forms/`: name without ending, and text.
    pub forms: &'static [(&'static str, &'static str)],
}

/// Why the demonstration cannot be loaded.
#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    /// A file is not as it should be: a fault of this program.
    #[error("{file}: {reason}")]
    File {
        /// Which.
        file: String,
        /// What is wrong.
        reason: String,
    },
    /// A use case refused what a file says.
    #[error("{what}: {error}: {problems:?}")]
    Refused {
        /// What was being loaded.
        what: String,
        /// The refusal.
        #[source]
        error: PortalError,
        /// Its problems, field by field.
        problems: Vec<String>,
    },
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct AgencyFile {
    slug: Slug,
    name: LocalText,
    short_name: LocalText,
    registration_number: RegistrationNumber,
    address: LocalText,
    phone: String,
    email: String,
    e_address: String,
    website: String,
    #[serde(default)]
    social: Vec<String>,
    #[serde(default)]
    municipality: bool,
}

#[derive(Deserialize)]
struct Agencies {
    agency: Vec<AgencyFile>,
}

#[derive(Deserialize)]
struct NeedFile {
    slug: Slug,
    title: LocalText,
}

#[derive(Deserialize)]
struct LifeSituationFile {
    slug: Slug,
    title: LocalText,
    summary: LocalText,
    need: Vec<NeedFile>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct LifeSituations {
    life_situation: Vec<LifeSituationFile>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct ServiceFile {
    number: u16,
    slug: Slug,
    agency: Slug,
    #[serde(default)]
    any_agency: bool,
    needs: Vec<String>,
    content: ServiceContent,
}

impl Portal {
    /// Whether nothing has been registered yet, or a demonstration was broken off while it was loaded: so that it may be
    /// loaded, from the beginning or from where it broke off.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn is_empty(&self) -> Result<bool, PortalError> {
        let broken_off = store::generation::is_loading(&mut *self.core.db.read().await?).await?;
        Ok(broken_off || self.core.snapshot().await?.agencies.is_empty())
    }

    /// Loads the demonstration into an empty portal; what an earlier try has loaded is kept. Sends nothing to anybody.
    ///
    /// # Errors
    /// [`SeedError`] names the file or object that cannot be loaded.
    pub async fn seed(&self, files: &SeedFiles) -> Result<(), SeedError> {
        self.set_loading(true).await?;
        self.seed_agencies(files).await?;
        self.seed_life_situations(files).await?;
        self.seed_forms(files).await?;
        self.seed_services(files).await?;
        self.seed_personas(files).await?;
        self.set_loading(false).await
    }

    async fn seed_agencies(&self, files: &SeedFiles) -> Result<(), SeedError> {
        let Agencies { agency } = read("agencies.toml", files.agencies)?;
        for file in agency {
            let what = format!("agency {}", file.slug);
            let agency = Agency {
                id: self.core.id(),
                slug: file.slug,
                name: file.name,
                short_name: file.short_name,
                registration_number: file.registration_number,
                address: file.address,
                phone: file.phone,
                email: file.email,
                e_address: file.e_address,
                website: file.website,
                social: file.social,
                municipality: file.municipality,
            };
            self.registry
                .put_agency(&Actor::System, agency)
                .await
                .map_err(refused(what))?;
        }
        Ok(())
    }

    async fn seed_life_situations(&self, files: &SeedFiles) -> Result<(), SeedError> {
        let LifeSituations { life_situation } = read("life_situations.toml", files.life_situations)?;
        for (position, file) in (0i64..).zip(life_situation) {
            let what = format!("life situation {}", file.slug);
            let id: LifeSituationId = self.core.id();
            let situation = LifeSituation {
                id,
                slug: file.slug,
                title: file.title,
                summary: file.summary,
                position,
            };
            let needs = file.need.into_iter().map(|need| (need.slug, need.title)).collect();
            let put = self.registry.put_life_situation(&Actor::System, situation, needs);
            put.await.map_err(refused(what))?;
        }
        Ok(())
    }

    /// The agency of a form is that of the service it starts.
    async fn seed_forms(&self, files: &SeedFiles) -> Result<(), SeedError> {
        let services = services(files)?;
        for (name, text) in files.forms {
            if self.is_form_loaded(name).await {
                continue;
            }
            let fault = |reason: String| SeedError::File {
                file: format!("{name}.json"),
                reason,
            };
            let definition: FormDefinition = serde_json::from_str(text).map_err(|error| fault(error.to_string()))?;
            let slug: Slug = name.parse().map_err(|error: SlugError| fault(error.to_string()))?;
            let starts = |file: &&ServiceFile| file.content.start == Start::Form(slug.clone());
            let service = services
                .iter()
                .find(starts)
                .ok_or_else(|| fault("no service starts with it".to_owned()))?;
            let form = NewForm {
                agency: service.agency.clone(),
                slug,
                definition,
                older_until: None,
                replaces: None,
            };
            self.forms
                .publish(&Actor::System, form)
                .await
                .map_err(refused(format!("form {name}")))?;
        }
        Ok(())
    }

    async fn is_form_loaded(&self, name: &str) -> bool {
        let Ok(slug) = name.parse::<Slug>() else { return false };
        self.forms.current(&slug).await.is_ok()
    }

    async fn set_loading(&self, loading: bool) -> Result<(), SeedError> {
        let note = async {
            let mut tx = self.core.db.begin().await?;
            store::generation::set_loading(&mut tx, loading).await?;
            Ok(tx.commit().await?)
        };
        note.await
            .map_err(refused("the note that it is being loaded".to_owned()))
    }

    async fn seed_services(&self, files: &SeedFiles) -> Result<(), SeedError> {
        for file in services(files)? {
            if self.registry.service(&file.slug).await.is_ok() {
                continue;
            }
            let what = format!("service {}", file.slug);
            let ServiceFile {
                slug,
                agency,
                any_agency,
                needs,
                content,
                ..
            } = file;
            let service = NewService {
                slug,
                agency,
                any_agency,
                needs,
                content,
            };
            self.registry
                .publish_service(&Actor::System, service)
                .await
                .map_err(refused(what))?;
        }
        Ok(())
    }
}

fn services(files: &SeedFiles) -> Result<Vec<ServiceFile>, SeedError> {
    let mut services: Vec<ServiceFile> = files
        .services
        .iter()
        .map(|text| read("services/*.toml", text))
        .collect::<Result<_, _>>()?;
    services.sort_by_key(|service| service.number);
    Ok(services)
}

fn read<T: for<'de> Deserialize<'de>>(file: &str, text: &str) -> Result<T, SeedError> {
    toml::from_str(text).map_err(|error| SeedError::File {
        file: file.to_owned(),
        reason: error.to_string(),
    })
}

fn refused(what: String) -> impl FnOnce(PortalError) -> SeedError {
    move |error| {
        let problems = match &error {
            PortalError::Invalid(problems) => problems
                .iter()
                .map(|p| format!("{}: {:?}", p.field, p.message))
                .collect(),
            _ => Vec::new(),
        };
        SeedError::Refused { what, error, problems }
    }
}
