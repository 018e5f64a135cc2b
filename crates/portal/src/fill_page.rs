//! Filling one page of a draft as a browser without script posts it.

use std::sync::Arc;

use domain::{Actor, Cursor, Draft, DraftId, FormVersion, FormVersionId, Limit, PartyId, Slug};
use forms::{Answers, Evaluation, FieldId, FormDefinition, Merged, PageAction, PostError, Seen, names};

use crate::drafts::{DraftSummary, DraftView, Drafts, SaveDraft};
use crate::error::PortalError;
use crate::first_answers::{first_answers, has_first_answers};

/// The name of the hidden input that tells on which version of the form a page was drawn.
pub const DRAWN_ON: &str = "_form";

/// How often a page is filled anew when another tab saved in between.
const TRIES: usize = 4;

/// A draft after one page was filled.
#[derive(Debug, Clone)]
pub struct FilledPage {
    /// The draft as saved; not saved, with the answers that were posted, when some are [`differing`](Self::differing).
    pub view: DraftView,
    /// The questions of the page that were answered otherwise in another window meanwhile. Nothing was saved then: the
    /// person has to say which answers to keep.
    pub differing: Vec<FieldId>,
    /// What the engine says about it now.
    pub evaluation: Evaluation,
    /// Which button was pressed.
    pub action: PageAction,
}

impl Drafts {
    /// Takes over what was posted from one page, right or wrong, and saves it. Answers of other pages stay, and those of
    /// this page that were changed in another window only, so two tabs lose nothing. Who has left cannot be asked: of a
    /// question answered in two ways the answer saved first stays.
    ///
    /// # Errors
    /// [`PortalError::NotFound`] when there is no such draft or page, [`PortalError::Conflict`] when it was submitted.
    pub async fn fill_page(
        &self,
        actor: &Actor,
        id: DraftId,
        page: &str,
        pairs: &[(String, String)],
    ) -> Result<FilledPage, PortalError> {
        let mut tries = TRIES;
        loop {
            match self.try_fill_page(actor, id, page, pairs).await {
                Err(PortalError::Stale) if tries > 1 => tries -= 1,
                filled => return filled,
            }
        }
    }

    async fn try_fill_page(
        &self,
        actor: &Actor,
        id: DraftId,
        page: &str,
        pairs: &[(String, String)],
    ) -> Result<FilledPage, PortalError> {
        let (mut view, grant) = self.open(actor, id).await?;
        let older = self.drawn_on(&view, pairs).await?;
        let (action, mut merged) = posted(older.as_ref().unwrap_or(&view.form), &view.draft.answers, page, pairs)?;
        if older.is_some() {
            // What the newer version does not ask, nobody has to choose about: it is set aside as it was typed last.
            merged
                .differing
                .retain(|field| view.form.definition.field(field.as_str()).is_some());
        }
        if has_left(pairs) {
            keep_stored(&mut merged, &view.draft.answers);
        }
        if merged.differing.is_empty() {
            let mut moved = None;
            if let Some(older) = &older {
                (merged.answers, moved) = self.brought_over(&view, older, &merged.answers).await?;
            }
            let page = view.form.definition.page(page).map(|page| page.id.to_string());
            let save = SaveDraft {
                version: view.draft.version,
                answers: merged.answers,
                page,
                form_version: None,
            };
            // Also when the last day for drafts of this version has passed: the page was open then, and what was typed on
            // it is not lost.
            let form = view.form.clone();
            self.keep(&grant, &mut view.draft, &form.definition, save, moved)
                .await?;
        } else {
            view.draft.answers = merged.answers;
        }
        let evaluation = self.evaluate(&view).await?;
        Ok(FilledPage {
            view,
            differing: merged.differing,
            evaluation,
            action,
        })
    }

    /// The version that a page was drawn on, when the draft has moved since.
    async fn drawn_on(
        &self,
        view: &DraftView,
        pairs: &[(String, String)],
    ) -> Result<Option<Arc<FormVersion>>, PortalError> {
        let named = pairs.iter().find(|(name, _)| name == DRAWN_ON);
        let named = named.and_then(|(_, id)| id.parse::<FormVersionId>().ok());
        let Some(id) = named.filter(|id| *id != view.form.id) else {
            return Ok(None);
        };
        let version = self.forms.version(id).await?;
        Ok(Some(version).filter(|version| version.form == view.form.form))
    }

    /// What the engine says about a draft today.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn evaluate(&self, view: &DraftView) -> Result<Evaluation, PortalError> {
        let facts = self.core.outside_facts().await?;
        let (form, answers) = (&view.form.definition, &view.draft.answers);
        Ok(forms::evaluate(form, answers, &facts.context()))
    }

    /// The new answers, with the old ones where the form only shows them.
    pub(crate) async fn without_locked_changes(
        &self,
        form: &FormDefinition,
        draft: &Draft,
        mut answers: Answers,
    ) -> Result<Answers, PortalError> {
        let facts = self.core.outside_facts().await?;
        let mut before = self.first_answers(form, draft.applicant).await?;
        for (field, answer) in draft.answers.iter() {
            before.set(field.clone(), answer.clone());
        }
        forms::keep_read_only(form, &before, &mut answers, &facts.context());
        Ok(answers)
    }

    /// What the form need not ask whoever it is filled for.
    pub(crate) async fn first_answers(
        &self,
        form: &FormDefinition,
        applicant: PartyId,
    ) -> Result<Answers, PortalError> {
        if !has_first_answers(form) {
            return Ok(Answers::EMPTY);
        }
        let applicant = store::parties::find(&mut *self.core.db.read().await?, applicant).await?;
        Ok(first_answers(form, &applicant))
    }

    /// The draft the actor has begun for a service in this capacity, if there is one among the last hundred.
    ///
    /// # Errors
    /// [`PortalError::SignInFirst`] when nobody is signed in.
    pub async fn unfinished(&self, actor: &Actor, service: &Slug) -> Result<Option<DraftSummary>, PortalError> {
        let most = Limit::new(Limit::MAX).unwrap_or_default();
        let begun = self.list(actor, None::<&Cursor>, most).await?;
        Ok(begun.items.into_iter().find(|draft| draft.service_slug == *service))
    }
}

/// What the page posts, joined with what is stored.
fn posted(
    form: &FormVersion,
    stored: &Answers,
    page: &str,
    pairs: &[(String, String)],
) -> Result<(PageAction, Merged), PortalError> {
    let form = &form.definition;
    let mut answers = stored.clone();
    let action =
        forms::apply_post(form, page, &mut answers, pairs).map_err(|PostError::UnknownPage| PortalError::NotFound)?;
    match &action {
        PageAction::AddItem(group) => answers.add_item(group),
        PageAction::RemoveItem(group, index) => answers.remove_item(group, *index),
        PageAction::Continue | PageAction::Back | PageAction::Save => {}
    }
    let seen = pairs.iter().find(|(name, _)| name == names::SEEN);
    let seen = seen.and_then(|(_, text)| text.parse::<Seen>().ok());
    let merged = match (form.page(page), seen) {
        (Some(page), Some(seen)) => forms::merge(page, &seen, &answers, stored),
        _ => Merged {
            answers,
            differing: Vec::new(),
        },
    };
    Ok((action, merged))
}

/// Whether the browser sent this on its own while the person left the page.
fn has_left(pairs: &[(String, String)]) -> bool {
    pairs.iter().any(|(name, _)| name == names::LEFT)
}

fn keep_stored(merged: &mut Merged, stored: &Answers) {
    for field in merged.differing.drain(..) {
        match stored.get(field.as_str()) {
            Some(answer) => merged.answers.set(field, answer.clone()),
            None => drop(merged.answers.remove(field.as_str())),
        }
    }
}
