//! Forms and their published versions.

use std::sync::Arc;

use domain::{
    Action, Actor, AuditAction, Cursor, Form, FormDefinition, FormVersion, FormVersionId, Limit, PageOf, Slug,
};
use forms::CodeLists;
use moka::future::Cache;
use serde::{Deserialize, Serialize};
use store::generation::Changed;

use crate::core::Core;
use crate::error::{FieldProblem, PortalError};
use crate::input;

/// Versions are immutable, so those in use are kept in memory; a definition is some tens of kilobytes.
const KEPT_VERSIONS: u64 = 500;

/// Forms.
#[derive(Clone)]
pub struct FormVersions {
    core: Arc<Core>,
    kept: Cache<FormVersionId, Arc<FormVersion>>,
}

/// A form with the version that new drafts use.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct FormView {
    /// The form.
    pub form: Form,
    /// Its present version.
    pub version: FormVersion,
}

/// A form version to publish.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewForm {
    /// Name in addresses.
    pub slug: Slug,
    /// The agency whose editors change it.
    pub agency: Slug,
    /// The definition.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub definition: FormDefinition,
}

impl FormVersions {
    pub(crate) fn new(core: Arc<Core>) -> Self {
        Self {
            core,
            kept: Cache::new(KEPT_VERSIONS),
        }
    }

    /// Forms by slug, those after the cursor.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn list(&self, after: Option<&Cursor>, limit: Limit) -> Result<PageOf<Form>, PortalError> {
        let after = after.map_or("", |cursor| cursor.0.as_str());
        if after.contains('\0') {
            return Err(store::StoreError::Cursor.into());
        }
        let wanted = i64::from(limit.get());
        let mut items = store::form_versions::list(&mut *self.core.db.read().await?, after, wanted + 1).await?;
        let more = items.len() > usize::from(limit.get());
        items.truncate(usize::from(limit.get()));
        let next = items.last().filter(|_| more).map(|form| Cursor(form.slug.to_string()));
        Ok(PageOf { items, next })
    }

    /// A form with its present version.
    ///
    /// # Errors
    /// [`PortalError::NotFound`] when there is none of this slug.
    pub async fn current(&self, slug: &Slug) -> Result<FormView, PortalError> {
        let form = store::form_versions::by_slug(&mut *self.core.db.read().await?, slug).await?;
        let form = form.ok_or(PortalError::NotFound)?;
        let version = self.version(form.current).await?;
        Ok(FormView {
            form,
            version: (*version).clone(),
        })
    }

    /// One version; versions never change.
    ///
    /// # Errors
    /// [`PortalError::NotFound`] when there is none of this id.
    pub async fn version(&self, id: FormVersionId) -> Result<Arc<FormVersion>, PortalError> {
        if let Some(kept) = self.kept.get(&id).await {
            return Ok(kept);
        }
        let version = Arc::new(store::form_versions::version(&mut *self.core.db.read().await?, id).await?);
        self.kept.insert(id, version.clone()).await;
        Ok(version)
    }

    /// The code lists that forms choose from.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn code_lists(&self) -> Result<Arc<CodeLists>, PortalError> {
        Ok(self.core.snapshot().await?.code_lists.clone())
    }

    /// Publishes a form or a further version of it; new drafts use it from then on.
    ///
    /// # Errors
    /// When the actor is no editor of the agency, the definition has faults, or the form belongs to another agency.
    pub async fn publish(&self, actor: &Actor, new: NewForm) -> Result<FormVersion, PortalError> {
        let snapshot = self.core.snapshot().await?;
        let agency = snapshot
            .agency(&new.agency)
            .map_err(|_| PortalError::invalid("agency", "Šādas iestādes nav.", "There is no such agency."))?;
        let grant = actor.may(Action::PublishForm(agency.id))?;
        input::storable(&new.definition)?;
        let names = snapshot.code_lists.keys().cloned().collect();
        let findings = forms::check(&new.definition, &names).into_iter();
        let faults: Vec<FieldProblem> = findings
            .filter(|finding| finding.severity == forms::Severity::Error)
            .map(fault)
            .collect();
        if !faults.is_empty() {
            return Err(PortalError::Invalid(faults));
        }
        let mut tx = self.core.db.begin().await?;
        let known = store::form_versions::by_slug(&mut tx, &new.slug).await?;
        if known.as_ref().is_some_and(|form| form.agency != agency.id) {
            return Err(PortalError::Conflict("a form of this name belongs to another agency"));
        }
        let id = known.map_or_else(|| self.core.id(), |form| form.id);
        let number = store::form_versions::newest_number(&mut tx, id).await? + 1;
        let published_at = self.core.now();
        let version = FormVersion {
            id: self.core.id(),
            form: id,
            number,
            published_at,
            definition: new.definition,
        };
        let form = Form {
            id,
            slug: new.slug,
            agency: agency.id,
            current: version.id,
        };
        store::form_versions::publish(&mut tx, &grant, &form, &version).await?;
        let entry = self
            .core
            .audit(&grant, AuditAction::PublishForm, format!("form:{id}"), None);
        store::audit::record(&mut tx, &entry).await?;
        store::generation::bump(&mut tx, Changed::Registry).await?;
        tx.commit().await?;
        self.core.expire_snapshot();
        Ok(version)
    }
}

/// A finding of the checker as a problem of the input, at the page or field it is about.
fn fault(finding: forms::Finding) -> FieldProblem {
    let page = finding.page.map(|page| format!("pages.{page}"));
    let place = [Some("definition".to_owned()), page, finding.field];
    FieldProblem {
        field: place.into_iter().flatten().collect::<Vec<_>>().join("."),
        message: finding.message,
    }
}
