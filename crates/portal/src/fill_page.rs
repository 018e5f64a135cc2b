//! Filling one page of a draft as a browser without script posts it.

use std::sync::Arc;

use domain::{Actor, Cursor, DraftId, FormVersion, FormVersionId, Limit, Slug};
use forms::{Answers, Evaluation, FormDefinition, PageAction, PostError};

use crate::drafts::{DraftSummary, DraftView, Drafts, SaveDraft};
use crate::error::PortalError;

/// The name of the hidden input that tells on which version of the form a page was drawn.
pub const DRAWN_ON: &str = "_form";

/// How often a page is filled anew when another tab saved in between.
const TRIES: usize = 4;

/// A draft after one page was filled.
#[derive(Debug, Clone)]
pub struct FilledPage {
    /// The draft as saved.
    pub view: DraftView,
    /// What the engine says about it now.
    pub evaluation: Evaluation,
    /// Which button was pressed.
    pub action: PageAction,
}

impl Drafts {
    /// Takes over what was posted from one page, right or wrong, and saves it. Answers of other pages stay, so two tabs
    /// on different pages lose nothing.
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
        let form = older.as_ref().unwrap_or(&view.form);
        let mut answers = view.draft.answers.clone();
        let action = forms::apply_post(&form.definition, page, &mut answers, pairs)
            .map_err(|PostError::UnknownPage| PortalError::NotFound)?;
        match &action {
            PageAction::AddItem(group) => answers.add_item(group),
            PageAction::RemoveItem(group, index) => answers.remove_item(group, *index),
            PageAction::Continue | PageAction::Back | PageAction::Save => {}
        }
        let mut moved = None;
        if let Some(older) = &older {
            (answers, moved) = self.brought_over(&view, older, &answers).await?;
        }
        let page = view.form.definition.page(page).map(|page| page.id.to_string());
        let save = SaveDraft {
            version: view.draft.version,
            answers,
            page,
            form_version: None,
        };
        // Also when the last day for drafts of this version has passed: the page was open then, and what was typed on it
        // is not lost.
        let form = view.form.clone();
        self.keep(&grant, &mut view.draft, &form.definition, save, moved)
            .await?;
        let evaluation = self.evaluate(&view).await?;
        Ok(FilledPage {
            view,
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
        before: &Answers,
        mut answers: Answers,
    ) -> Result<Answers, PortalError> {
        let facts = self.core.outside_facts().await?;
        forms::keep_read_only(form, before, &mut answers, &facts.context());
        Ok(answers)
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
