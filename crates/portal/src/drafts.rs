//! Forms being filled: begun, kept at every page, left, found again.

use std::sync::Arc;

use domain::{
    Action, Actor, Answers, AuditAction, Case, CaseNumber, Cursor, Draft, DraftAccess, DraftId, DraftMove,
    FormDefinition, FormVersion, FormVersionId, Grant, Limit, LocalText, PageOf, Passage, Scope, Slug, Start,
    Timestamp,
};
use forms::{FieldProblem, Problem, ProblemCode, UnknownPart};
use serde::{Deserialize, Serialize};
use store::{StoreError, Tx};

use crate::cases::became;
use crate::core::Core;
use crate::draft_moves::DraftUpdate;
use crate::error::PortalError;
use crate::form_versions::FormVersions;
use crate::input;

/// The most that the answers of one draft may take, in bytes of JSON.
const MAX_ANSWERS: usize = 1024 * 1024;
/// Why a draft on an older version of its form takes nothing more.
pub(crate) const TOO_LATE: &str = "the form has a newer version, and the last day for drafts on the older one has passed: \
                                   read the draft, it says how to go on";
/// The longest name of a page, in characters.
const MAX_PAGE: usize = 100;

/// Drafts.
#[derive(Clone)]
pub struct Drafts {
    pub(crate) core: Arc<Core>,
    pub(crate) forms: FormVersions,
}

/// A draft with everything that the form's page shows.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct DraftView {
    /// The draft; of a submitted one, what was submitted.
    pub draft: Draft,
    /// The form being filled. Programs fetch it by `draft.formVersion`.
    #[serde(skip)]
    pub form: Arc<FormVersion>,
    /// Name of the service in addresses.
    pub service_slug: Slug,
    /// Title of the service.
    pub service_title: LocalText,
    /// Name of the agency that answers for the service.
    pub agency_name: LocalText,
    /// The case it became when it was submitted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub submitted_case: Option<CaseNumber>,
    /// The newer version that its form has, and what that means for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub update: Option<Box<DraftUpdate>>,
    /// How it came from older versions of its form to this one, with what was left out on the way.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub moves: Vec<DraftMove>,
}

/// A draft as one line of the workspace.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct DraftSummary {
    /// Identity.
    pub id: DraftId,
    /// Name of the service in addresses.
    pub service_slug: Slug,
    /// Title of the service.
    pub service_title: LocalText,
    /// The page last shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// Which page of the form that is, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page_number: Option<usize>,
    /// How many pages the form has, those included that not everybody sees.
    pub pages_total: usize,
    /// When it was last saved.
    pub updated_at: Timestamp,
}

/// What is saved at a page of the form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SaveDraft {
    /// The version seen; another one means that somebody else saved meanwhile.
    pub version: i64,
    /// All answers so far, right or wrong.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub answers: Answers,
    /// The page to return to.
    #[serde(default)]
    pub page: Option<String>,
    /// The form version that the answers are for; another one than the draft's means that the draft has moved.
    #[serde(default)]
    pub form_version: Option<FormVersionId>,
}

impl Drafts {
    /// Begins a draft for a service, or gives the one already begun for it in this capacity.
    ///
    /// # Errors
    /// [`PortalError::NotFound`] when there is no such service, [`PortalError::Conflict`] when it has no form here or is
    /// not for whom the person acts for.
    pub async fn start(&self, actor: &Actor, service: &Slug) -> Result<DraftView, PortalError> {
        let (new, grant) = self.blank(actor, service).await?;
        let mut tx = self.core.db.begin().await?;
        let mut begun = store::drafts::unfinished(&mut tx, &new).await?;
        if begun.is_none() {
            begun = store::drafts::unfinished_on_another_version(&mut tx, &new).await?;
        }
        if begun.is_none() {
            self.insert(&mut tx, &grant, &new).await?;
        }
        tx.commit().await?;
        self.get(actor, begun.unwrap_or(new).id).await
    }

    /// A draft of a service as it would be begun now, and the right to begin it.
    pub(crate) async fn blank(&self, actor: &Actor, service: &Slug) -> Result<(Draft, Grant), PortalError> {
        let grant = actor.may(Action::StartDraft)?;
        let person = actor.person().ok_or(PortalError::NotAllowed)?;
        let snapshot = self.core.snapshot().await?;
        let published = snapshot.service(service)?;
        let Start::Form(form) = &published.version.content.start else {
            return Err(PortalError::Conflict("this service is not started by a form here"));
        };
        if !published.version.content.is_for(person.represents.is_some()) {
            return Err(PortalError::Conflict(
                "this service is not for whom you act for: change the capacity",
            ));
        }
        let now = self.core.now();
        let form_version = self.forms.current(form).await?;
        let answers = self
            .first_answers(&form_version.version.definition, person.applicant())
            .await?;
        let draft = Draft {
            id: self.core.ids.id(now),
            service: published.service.id,
            service_version: published.version.id,
            form_version: form_version.version.id,
            person: person.person,
            applicant: person.applicant(),
            answers,
            page: None,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        Ok((draft, grant))
    }

    /// Records a draft that is begun.
    pub(crate) async fn insert(&self, tx: &mut Tx, grant: &Grant, draft: &Draft) -> Result<(), PortalError> {
        store::drafts::insert(tx, grant, draft).await?;
        let entry = self.core.audit_draft(grant, AuditAction::StartDraft, draft);
        Ok(store::audit::record(tx, &entry).await?)
    }

    /// A draft, or what became of it. When its form has a newer version to which it can go without touching an answer,
    /// it goes there now.
    ///
    /// # Errors
    /// [`PortalError::NotFound`] when there is none, or it is somebody else's.
    pub async fn get(&self, actor: &Actor, id: DraftId) -> Result<DraftView, PortalError> {
        let view = self.load(actor, id).await?;
        match &view.update {
            Some(update) if update.passage == Passage::Moves => self.move_by_itself(actor, view).await,
            _ => Ok(view),
        }
    }

    /// A draft as it is, or what became of it.
    pub(crate) async fn load(&self, actor: &Actor, id: DraftId) -> Result<DraftView, PortalError> {
        actor.may(Action::UseWorkspace)?;
        let mut reader = self.core.db.read().await?;
        let (mut draft, case) = match store::drafts::find(&mut reader, id).await {
            Ok(draft) => (draft, None),
            Err(StoreError::NotFound) => {
                let case = store::case_submission::of_draft(&mut reader, id)
                    .await?
                    .ok_or(PortalError::NotFound)?;
                (submitted(id, &case)?, Some(case))
            }
            Err(error) => return Err(error.into()),
        };
        let grant = readable(actor, &draft)?;
        if let Some(case) = &case {
            let answers = store::cases::answers(&mut reader, case.id).await?;
            draft.answers = answers.unwrap_or(Answers::EMPTY);
        }
        drop(reader);
        if let Some(case) = &case {
            let mut tx = self.core.db.begin().await?;
            let entry = self.core.audit_case(&grant, AuditAction::ReadCase, case);
            store::audit::record(&mut tx, &entry).await?;
            tx.commit().await?;
        }
        self.view(draft, case.map(|case| case.number)).await
    }

    async fn view(&self, draft: Draft, submitted_case: Option<CaseNumber>) -> Result<DraftView, PortalError> {
        let snapshot = self.core.snapshot().await?;
        let published = snapshot.service_by_id(draft.service)?;
        let form = self.forms.version(draft.form_version).await?;
        let (update, moves) = match submitted_case {
            Some(_) => (None, Vec::new()),
            None => self.versions(&draft, &form).await?,
        };
        Ok(DraftView {
            form,
            service_slug: published.service.slug.clone(),
            service_title: published.version.content.title.clone(),
            agency_name: snapshot.agency_by_id(published.service.agency)?.name.clone(),
            draft,
            submitted_case,
            update,
            moves,
        })
    }

    /// A draft that is not submitted, and the right to change it.
    pub(crate) async fn open(&self, actor: &Actor, id: DraftId) -> Result<(DraftView, Grant), PortalError> {
        actor.may(Action::Begin(Scope::OwnWrite))?;
        let view = self.load(actor, id).await?;
        let grant = usable(actor, &view.draft)?;
        match view.submitted_case {
            Some(_) => Err(PortalError::Conflict("the draft has been submitted")),
            None => Ok((view, grant)),
        }
    }

    /// Saves what has been answered so far, right or wrong.
    ///
    /// # Errors
    /// [`PortalError::Stale`] when it was saved elsewhere meanwhile, [`PortalError::Conflict`] when it was submitted,
    /// [`PortalError::Answers`] when an answer belongs to no question, [`PortalError::Invalid`] when there is too much.
    pub async fn save(&self, actor: &Actor, id: DraftId, save: SaveDraft) -> Result<Draft, PortalError> {
        let (view, grant) = self.open(actor, id).await?;
        let DraftView { mut draft, form, .. } = view;
        if save.version != draft.version || save.form_version.is_some_and(|version| version != form.id) {
            return Err(PortalError::Stale);
        }
        if view
            .update
            .is_some_and(|update| !update.last_day().is_open(self.core.today()))
        {
            return Err(PortalError::Conflict(TOO_LATE));
        }
        self.keep(&grant, &mut draft, &form.definition, save, None).await?;
        Ok(draft)
    }

    /// Keeps answers that are for the draft's own version, with how they came to it if they did.
    pub(crate) async fn keep(
        &self,
        grant: &Grant,
        draft: &mut Draft,
        form: &FormDefinition,
        save: SaveDraft,
        moved: Option<DraftMove>,
    ) -> Result<(), PortalError> {
        let unknown = forms::unknown_answers(form, &save.answers);
        if !unknown.is_empty() {
            let problem = Problem::error(ProblemCode::UnknownField);
            let problems = unknown.into_iter().map(|path| FieldProblem {
                path,
                problem: problem.clone(),
            });
            return Err(PortalError::Answers(problems.collect()));
        }
        let unknown = forms::unknown_parts(form, &save.answers);
        if !unknown.is_empty() {
            return Err(PortalError::Invalid(unknown.iter().map(no_such_part).collect()));
        }
        if serde_json::to_vec(&save.answers).map_err(PortalError::internal)?.len() > MAX_ANSWERS {
            return Err(PortalError::invalid(
                "answers",
                "Atbildes ir par garu.",
                "The answers are too long.",
            ));
        }
        draft.page = match save.page {
            Some(page) => input::optional_line("page", &page, MAX_PAGE)?,
            None => draft.page.take(),
        };
        draft.answers = self.without_locked_changes(form, draft, save.answers).await?;
        draft.updated_at = self.core.now();
        let mut tx = self.core.db.begin().await?;
        store::drafts::save(&mut tx, grant, draft).await?;
        if let Some(moved) = moved {
            store::draft_moves::record(&mut tx, grant, draft.id, &moved).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Deletes a draft with all its answers.
    ///
    /// # Errors
    /// [`PortalError::Conflict`] when it was submitted.
    pub async fn delete(&self, actor: &Actor, id: DraftId) -> Result<(), PortalError> {
        let (DraftView { draft, .. }, grant) = self.open(actor, id).await?;
        let mut tx = self.core.db.begin().await?;
        store::drafts::delete(&mut tx, &grant, id).await?;
        let entry = self.core.audit_draft(&grant, AuditAction::DeleteDraft, &draft);
        store::audit::record(&mut tx, &entry).await?;
        Ok(tx.commit().await?)
    }

    /// What the person has begun in this capacity, last saved first.
    ///
    /// # Errors
    /// [`PortalError::SignInFirst`] when nobody is signed in.
    pub async fn list(
        &self,
        actor: &Actor,
        cursor: Option<&Cursor>,
        limit: Limit,
    ) -> Result<PageOf<DraftSummary>, PortalError> {
        actor.may(Action::UseWorkspace)?;
        let person = actor.person().ok_or(PortalError::NotAllowed)?;
        let snapshot = self.core.snapshot().await?;
        let mut reader = self.core.db.read().await?;
        let page = store::drafts::of_person(&mut reader, person.person, person.applicant(), cursor, limit).await?;
        drop(reader);
        let mut items = Vec::with_capacity(page.items.len());
        for line in page.items {
            let published = snapshot.service_by_id(line.service)?;
            let form = self.forms.version(line.form_version).await?;
            let pages = &form.definition.pages;
            let place = line
                .page
                .as_deref()
                .and_then(|page| pages.iter().position(|p| p.id.as_str() == page));
            items.push(DraftSummary {
                id: line.id,
                service_slug: published.service.slug.clone(),
                service_title: published.version.content.title.clone(),
                page_number: place.map(|index| index + 1),
                page: line.page,
                pages_total: pages.len(),
                updated_at: line.updated_at,
            });
        }
        Ok(PageOf { items, next: page.next })
    }
}

fn no_such_part(unknown: &UnknownPart) -> crate::error::FieldProblem {
    let (part, known) = (&unknown.part, unknown.known.join(", "));
    let lv = format!("Šādai atbildei nav daļas „{part}”; tās daļas ir {known}.");
    let en = format!("Such an answer has no part \"{part}\"; its parts are {known}.");
    crate::error::FieldProblem {
        field: format!("answers.{}.{part}", unknown.path),
        message: LocalText::new(lv, en),
    }
}

/// The right to change a draft; others learn nothing, not even that it exists.
pub(crate) fn usable(actor: &Actor, draft: &Draft) -> Result<Grant, PortalError> {
    let grant = actor.may(Action::UseDraft(&access(draft)));
    grant.map_err(|denied| PortalError::from(denied).hidden())
}

/// The right to read a draft; others learn nothing, not even that it exists.
fn readable(actor: &Actor, draft: &Draft) -> Result<Grant, PortalError> {
    let grant = actor.may(Action::ReadDraft(&access(draft)));
    grant.map_err(|denied| PortalError::from(denied).hidden())
}

fn access(draft: &Draft) -> DraftAccess {
    DraftAccess {
        person: draft.person,
        applicant: draft.applicant,
    }
}

/// The draft that a case was, as far as the case itself knows: without the answers.
fn submitted(id: DraftId, case: &Case) -> Result<Draft, PortalError> {
    let DraftAccess { person, applicant } = became(case);
    Ok(Draft {
        id,
        service: case.service,
        service_version: case.service_version,
        form_version: case.form_version.ok_or(PortalError::NotFound)?,
        person,
        applicant,
        answers: Answers::EMPTY,
        page: None,
        version: 0,
        created_at: case.submitted_at,
        updated_at: case.submitted_at,
    })
}
