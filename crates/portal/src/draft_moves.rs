//! Drafts of a form that has a newer version: moved, left where they are, or begun anew.

use std::sync::Arc;

use domain::{
    Actor, AuditAction, Date, Draft, DraftId, DraftMove, FormVersion, FormVersionId, Grant, LastDay, MovedAnswer,
    Passage,
};
use forms::versions::{Difference, Outcome, Plan, differences, plan};
use forms::{FieldPath, Problem};
use serde::{Deserialize, Serialize};

use crate::drafts::{DraftView, Drafts, usable};
use crate::error::PortalError;

/// The newer version that the form of a draft has, and what that means for the draft.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct DraftUpdate {
    /// The newest version of the form.
    pub form_version: FormVersionId,
    /// Its number.
    pub number: i64,
    /// What it means for this draft.
    pub passage: Passage,
    /// The last day on which the draft can be submitted as it is; without one it may stay.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// What is different between the draft's version and the newest.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Object>))]
    pub differences: Vec<Difference>,
    /// What a move would do to answers; those not named stay as they are.
    pub answers: Vec<MovedAnswer>,
    /// What must be answered on the newest version and need not be now.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>))]
    pub questions: Vec<FieldPath>,
    /// The newest version itself. Programs fetch it by `formVersion`.
    #[serde(skip)]
    pub form: Arc<FormVersion>,
    #[serde(skip)]
    plan: Plan,
}

impl DraftUpdate {
    /// What is wrong on the newest version with an answer that was in order before.
    pub fn problems(&self, path: &FieldPath) -> &[Problem] {
        let same = self.plan.decisions.iter().filter(|decision| decision.path == *path);
        let mut wrong = same.filter_map(|decision| match &decision.outcome {
            Outcome::NoLongerFits { problems } => Some(problems.as_slice()),
            _ => None,
        });
        wrong.next().unwrap_or_default()
    }

    /// The last day as a rule.
    pub fn last_day(&self) -> LastDay {
        LastDay(self.until)
    }
}

/// The wish to move a draft to the newest version of its form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MoveDraft {
    /// The draft's version as seen.
    pub version: i64,
    /// The version of the form to move to, as seen; another one means that one more was published meanwhile.
    pub form_version: FormVersionId,
}

/// The wish to begin anew on the newest version of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RenewDraft {
    /// Whether the answers that fit are carried over.
    pub carry: bool,
}

impl Drafts {
    /// How a draft stands to the versions of its form, and how it came to its own.
    pub(crate) async fn versions(
        &self,
        draft: &Draft,
        form: &FormVersion,
    ) -> Result<(Option<Box<DraftUpdate>>, Vec<DraftMove>), PortalError> {
        let mut reader = self.core.db.read().await?;
        let (newest, last_day) = store::form_versions::newest(&mut reader, form.id).await?;
        let moves = store::draft_moves::of_draft(&mut reader, draft.id).await?;
        drop(reader);
        if newest == form.id {
            return Ok((None, moves));
        }
        let newest = self.forms.version(newest).await?;
        Ok((Some(Box::new(self.update(draft, form, newest, last_day).await?)), moves))
    }

    async fn update(
        &self,
        draft: &Draft,
        form: &FormVersion,
        newest: Arc<FormVersion>,
        last_day: LastDay,
    ) -> Result<DraftUpdate, PortalError> {
        let facts = self.core.outside_facts().await?;
        let (old, new) = (&form.definition, &newest.definition);
        let plan = plan(old, new, &draft.answers, &facts.context());
        Ok(DraftUpdate {
            form_version: newest.id,
            number: newest.number,
            passage: Passage::of(plan.effect, last_day, facts.today),
            until: last_day.0,
            differences: differences(old, new),
            answers: plan.decisions.iter().map(MovedAnswer::from).collect(),
            questions: plan.questions.clone(),
            form: newest,
            plan,
        })
    }

    /// Moves a draft of which no answer is touched. A program that may only read sees it as it is; when somebody saves
    /// it at the same moment, it moves the next time.
    pub(crate) async fn move_by_itself(&self, actor: &Actor, view: DraftView) -> Result<DraftView, PortalError> {
        let (Ok(grant), Some(update)) = (usable(actor, &view.draft), &view.update) else {
            return Ok(view);
        };
        match self.go(&grant, &view, update).await {
            Ok(()) | Err(PortalError::Stale) => self.load(actor, view.draft.id).await,
            Err(error) => Err(error),
        }
    }

    /// Moves a draft to the newest version of its form, as the client has seen it and wants it.
    ///
    /// # Errors
    /// [`PortalError::Stale`] when the draft or the form is another one than was seen; [`PortalError::Conflict`] when
    /// there is no newer version, or the draft has to stay on its own.
    pub async fn go_to_newest(&self, actor: &Actor, id: DraftId, seen: MoveDraft) -> Result<DraftView, PortalError> {
        let (view, grant) = self.open(actor, id).await?;
        let Some(update) = &view.update else {
            return Err(PortalError::Conflict("the draft is on the newest version of its form"));
        };
        if seen.version != view.draft.version || seen.form_version != update.form_version {
            return Err(PortalError::Stale);
        }
        match update.passage {
            Passage::Moves | Passage::Asks => self.go(&grant, &view, update).await?,
            Passage::Stays | Passage::Closed => {
                return Err(PortalError::Conflict(
                    "answers of this draft would lose their meaning on the newest version: begin anew",
                ));
            }
        }
        self.load(actor, id).await
    }

    async fn go(&self, grant: &Grant, view: &DraftView, update: &DraftUpdate) -> Result<(), PortalError> {
        let mut draft = view.draft.clone();
        draft.form_version = update.form.id;
        draft.answers = update.plan.answers.clone();
        draft.page = draft.page.filter(|page| update.form.definition.page(page).is_some());
        let moved = self.moved(view, &update.form, draft.version + 1, update.answers.clone());
        let mut tx = self.core.db.begin().await?;
        store::drafts::save(&mut tx, grant, &mut draft).await?;
        store::draft_moves::record(&mut tx, grant, draft.id, &moved).await?;
        let entry = self.core.audit_draft(grant, AuditAction::MoveDraft, &draft);
        store::audit::record(&mut tx, &entry).await?;
        Ok(tx.commit().await?)
    }

    fn moved(&self, view: &DraftView, to: &FormVersion, draft_version: i64, answers: Vec<MovedAnswer>) -> DraftMove {
        DraftMove {
            from: view.form.id,
            to: to.id,
            draft_version,
            moved_at: self.core.now(),
            answers,
        }
    }

    /// Begins anew on the newest version, empty or with the answers that fit there; or gives the draft that is begun on
    /// it already. The old draft stays to be read until its owner deletes it.
    ///
    /// # Errors
    /// [`PortalError::Conflict`] when the draft itself can be gone on with.
    pub async fn renew(&self, actor: &Actor, id: DraftId, wish: RenewDraft) -> Result<DraftView, PortalError> {
        let (old, _) = self.open(actor, id).await?;
        let (mut new, grant) = self.blank(actor, &old.service_slug).await?;
        let update = old.update.as_ref().filter(|update| {
            let stays = matches!(update.passage, Passage::Stays | Passage::Closed);
            stays && update.form_version == new.form_version
        });
        let Some(update) = update else {
            return Err(PortalError::Conflict(
                "this draft can be gone on with: there is no need to begin anew",
            ));
        };
        if wish.carry {
            new.answers = update.plan.fitting();
        }
        let mut tx = self.core.db.begin().await?;
        let id = match store::drafts::unfinished(&mut tx, &new).await? {
            Some(begun) => begun.id,
            None => {
                self.insert(&mut tx, &grant, &new).await?;
                if wish.carry {
                    let moved = self.moved(&old, &update.form, new.version, update.answers.clone());
                    store::draft_moves::record(&mut tx, &grant, new.id, &moved).await?;
                }
                new.id
            }
        };
        tx.commit().await?;
        self.load(actor, id).await
    }

    /// What was answered on a page of an older version, brought to the version that the draft has moved to since the page
    /// was drawn; and what of it is left out there.
    pub(crate) async fn brought_over(
        &self,
        view: &DraftView,
        older: &FormVersion,
        answers: &domain::Answers,
    ) -> Result<(domain::Answers, Option<DraftMove>), PortalError> {
        let facts = self.core.outside_facts().await?;
        let plan = plan(&older.definition, &view.form.definition, answers, &facts.context());
        // What the draft had already has been decided about when it moved.
        let is_known = |moved: &MovedAnswer| view.moves.iter().any(|earlier| earlier.answers.contains(moved));
        let is_new = |moved: &MovedAnswer| {
            view.draft.answers.at(&moved.path) != Some(&moved.answer) && !moved.answer.is_blank() && !is_known(moved)
        };
        let told: Vec<MovedAnswer> = plan.decisions.iter().map(MovedAnswer::from).filter(is_new).collect();
        let moved = (!told.is_empty()).then(|| DraftMove {
            from: older.id,
            ..self.moved(view, &view.form, view.draft.version + 1, told)
        });
        Ok((plan.answers, moved))
    }
}
