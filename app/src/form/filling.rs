//! A draft with its form, judged: what every page of filling is drawn from.

use forms::{
    Answers, Context, Evaluation, FieldKind, FieldPath, FieldProblem, FormDefinition, Language, PageId, Part, Problem,
    names,
};
use portal::{Actor, DraftView, OutsideFacts, Portal, PortalError};

use super::problems::in_words;
use crate::posted::FieldError;

/// A draft with its form and what the engine says about it now.
pub struct Filling {
    /// The draft and the service it is for.
    pub view: DraftView,
    /// The engine's judgement.
    pub evaluation: Evaluation,
    /// What rules may know of the world.
    pub facts: OutsideFacts,
    /// The versions of the form that the draft came from, one for each of its moves.
    pub older_forms: Vec<FormDefinition>,
}

impl Filling {
    /// Loads a draft of the actor and judges it.
    ///
    /// # Errors
    /// As [`portal::Drafts::get`].
    pub async fn load(portal: &Portal, actor: &Actor, id: &str) -> Result<Self, PortalError> {
        let id = id.parse().map_err(|_| PortalError::NotFound)?;
        let view = portal.drafts.get(actor, id).await?;
        let facts = portal.forms.outside_facts().await?;
        let evaluation = forms::evaluate(&view.form.definition, &view.draft.answers, &facts.context());
        let mut older_forms = Vec::with_capacity(view.moves.len());
        for moved in &view.moves {
            older_forms.push(portal.forms.version(moved.from).await?.definition.clone());
        }
        Ok(Self {
            view,
            evaluation,
            facts,
            older_forms,
        })
    }

    /// The same draft as it would be with other answers.
    #[must_use]
    pub fn with(mut self, answers: Answers) -> Self {
        self.evaluation = forms::evaluate(self.definition(), &answers, &self.context());
        self.view.draft.answers = answers;
        self
    }

    /// The form.
    pub fn definition(&self) -> &FormDefinition {
        &self.view.form.definition
    }

    /// What was answered.
    pub fn answers(&self) -> &Answers {
        &self.view.draft.answers
    }

    /// What evaluations need to know beside form and answers.
    pub fn context(&self) -> Context<'_> {
        self.facts.context()
    }

    /// Place of a page on the way through the form, from 1, and how many pages the way has now.
    pub fn place(&self, page: &PageId) -> Option<(u32, u32)> {
        let place = self.evaluation.visible_pages().position(|state| state.id == *page)?;
        Some((place as u32 + 1, self.evaluation.visible_pages().count() as u32))
    }

    /// Where to go on: the page last shown if it is still on the way, else the first.
    pub fn resume_page(&self) -> Option<&PageId> {
        let last = self.view.draft.page.as_deref();
        let on_way = || self.evaluation.visible_pages();
        on_way()
            .find(|state| last == Some(state.id.as_str()))
            .or_else(|| on_way().next())
            .map(|state| &state.id)
    }
}

/// The errors of a page as its summary lists them, one for each input.
pub fn errors_of(definition: &FormDefinition, problems: &[FieldProblem], language: Language) -> Vec<FieldError> {
    let mut errors: Vec<FieldError> = Vec::new();
    for FieldProblem { path, problem } in problems.iter().filter(|found| found.problem.is_error()) {
        let field = input_id(definition, path, problem);
        if errors.iter().all(|known| known.field != field) {
            errors.push(FieldError {
                field,
                message: in_words(definition, path, problem, language),
                item: definition.item_name(path, language),
            });
        }
    }
    errors
}

/// The id of the input that a problem is about: of the part meant, or the field's first input.
pub fn input_id(definition: &FormDefinition, path: &FieldPath, problem: &Problem) -> String {
    let part = match field_kind(definition, path) {
        // The first box of a date has the name of the whole as its id.
        Some(FieldKind::Date(_)) | None => problem.part.filter(|part| *part != Part::Day),
        // The code of an address that was looked up has no box of its own.
        Some(FieldKind::Address(_)) if problem.part == Some(Part::AddressCode) => Some(Part::Street),
        Some(kind) => problem.part.or(kind.parts().first().copied()),
    };
    names::of(path, part)
}

/// The kind of the field at a path, also inside a group.
pub(super) fn field_kind<'d>(definition: &'d FormDefinition, path: &FieldPath) -> Option<&'d FieldKind> {
    definition.field_at(path).map(|field| &field.kind)
}
