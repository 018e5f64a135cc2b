//! Filling one page of a draft as a browser without script posts it.

use domain::{Actor, Cursor, DraftId, Limit, Slug};
use forms::{Answers, CodeLists, Context, Evaluation, FormDefinition, PageAction, PostError};

use crate::drafts::{DraftSummary, DraftView, Drafts, SaveDraft};
use crate::error::PortalError;

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
        let mut view = self.get(actor, id).await?;
        let mut answers = view.draft.answers.clone();
        let action = forms::apply_post(&view.form.definition, page, &mut answers, pairs)
            .map_err(|PostError::UnknownPage| PortalError::NotFound)?;
        match &action {
            PageAction::AddItem(group) => answers.add_item(group),
            PageAction::RemoveItem(group, index) => answers.remove_item(group, *index),
            PageAction::Continue | PageAction::Back | PageAction::Save => {}
        }
        let save = SaveDraft {
            version: view.draft.version,
            answers,
            page: Some(page.to_owned()),
        };
        view.draft = self.save(actor, id, save).await?;
        let evaluation = self.evaluate(&view).await?;
        Ok(FilledPage {
            view,
            evaluation,
            action,
        })
    }

    /// What the engine says about a draft today.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn evaluate(&self, view: &DraftView) -> Result<Evaluation, PortalError> {
        let code_lists = self.forms.code_lists().await?;
        let (form, answers) = (&view.form.definition, &view.draft.answers);
        Ok(forms::evaluate(form, answers, &self.context(&code_lists)))
    }

    /// The new answers, with the old ones where the form only shows them.
    pub(crate) async fn without_locked_changes(
        &self,
        form: &FormDefinition,
        before: &Answers,
        mut answers: Answers,
    ) -> Result<Answers, PortalError> {
        let code_lists = self.forms.code_lists().await?;
        forms::keep_read_only(form, before, &mut answers, &self.context(&code_lists));
        Ok(answers)
    }

    fn context<'a>(&self, code_lists: &'a CodeLists) -> Context<'a> {
        Context {
            demo_codes: self.core.settings.demo,
            ..Context::new(self.core.today(), code_lists)
        }
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
