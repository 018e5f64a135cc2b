//! Forms and their published versions.

use std::sync::Arc;

use domain::{
    Action, Actor, AgencyId, AuditAction, Cursor, Date, Form, FormDefinition, FormVersion, FormVersionId, Limit,
    PageOf, Slug,
};
use forms::CodeLists;
use moka::future::Cache;
use serde::{Deserialize, Serialize};
use store::generation::Changed;

use crate::core::Core;
use crate::error::PortalError;
use crate::input;
use crate::outside_facts::OutsideFacts;
use crate::snapshot::Snapshot;

/// Versions are immutable, so those in use are kept in memory; a definition is some tens of kilobytes.
const KEPT_VERSIONS: u64 = 500;

/// Forms.
#[derive(Clone)]
pub struct FormVersions {
    pub(crate) core: Arc<Core>,
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
    /// The last day on which drafts on older versions may be submitted as they are; without one they may stay.
    #[serde(default)]
    pub older_until: Option<Date>,
    /// The version that this one was made from: refused when another has been published meanwhile.
    #[serde(default)]
    pub replaces: Option<FormVersionId>,
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

    /// What rules may know of the world now.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn outside_facts(&self) -> Result<OutsideFacts, PortalError> {
        self.core.outside_facts().await
    }

    /// Publishes a form or a further version of it; new drafts use it from then on.
    ///
    /// # Errors
    /// When the actor is no editor of the agency; [`PortalError::Findings`] when the definition has faults;
    /// [`PortalError::Conflict`] when the form belongs to another agency or is not there to be replaced;
    /// [`PortalError::Stale`] when another version was published meanwhile.
    pub async fn publish(&self, actor: &Actor, new: NewForm) -> Result<FormVersion, PortalError> {
        let snapshot = self.core.snapshot().await?;
        let agency = snapshot
            .agency(&new.agency)
            .map_err(|_| PortalError::invalid("agency", "Šādas iestādes nav.", "There is no such agency."))?
            .id;
        let grant = actor.may(Action::PublishForm(agency))?;
        self.check_new(&new, &snapshot)?;
        let mut tx = self.core.db.begin().await?;
        let known = store::form_versions::by_slug(&mut tx, &new.slug).await?;
        may_follow(known.as_ref(), agency, new.replaces)?;
        let id = known.map_or_else(|| self.core.id(), |form| form.id);
        let number = store::form_versions::newest_number(&mut tx, id).await? + 1;
        let version = FormVersion {
            id: self.core.id(),
            form: id,
            number,
            published_at: self.core.now(),
            older_until: new.older_until,
            definition: new.definition,
        };
        let form = Form {
            id,
            slug: new.slug,
            agency,
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

    /// Whether a version is fit to be published in the world as it is.
    fn check_new(&self, new: &NewForm, snapshot: &Snapshot) -> Result<(), PortalError> {
        input::storable(&new.definition)?;
        if new.older_until.is_some_and(|last| last < self.core.today()) {
            return Err(PortalError::invalid(
                "olderUntil",
                "Šī diena jau ir pagājusi.",
                "This day has passed already.",
            ));
        }
        let mut findings = forms::check_in(&new.definition, &snapshot.world());
        if forms::is_publishable(&findings) {
            return Ok(());
        }
        findings.retain(|finding| finding.severity == forms::Severity::Error);
        Err(PortalError::Findings(findings))
    }
}

/// Whether a version may follow what is known of its form.
fn may_follow(known: Option<&Form>, agency: AgencyId, replaces: Option<FormVersionId>) -> Result<(), PortalError> {
    match (known, replaces) {
        (Some(form), _) if form.agency != agency => {
            Err(PortalError::Conflict("a form of this name belongs to another agency"))
        }
        (Some(form), Some(seen)) if form.current != seen => Err(PortalError::Stale),
        (None, Some(_)) => Err(PortalError::Conflict("there is no form of this name to replace")),
        _ => Ok(()),
    }
}
