//! A case with everything its pages are drawn from.

use domain::{CaseNumber, Date, Language};
use forms::SummaryPage;
use portal::{Actor, CaseView, Portal, PortalError};

/// A case as one side sees it, with its answers in words.
#[derive(Debug, Clone)]
pub struct ShownCase {
    /// The case.
    pub view: CaseView,
    /// What was answered, page by page.
    pub answered: Vec<SummaryPage>,
    /// The date now.
    pub today: Date,
}

impl ShownCase {
    /// Loads a case for its client.
    ///
    /// # Errors
    /// As [`portal::Cases::get`]; a number that is none is not found.
    pub async fn for_client(
        portal: &Portal,
        actor: &Actor,
        number: &str,
        language: Language,
    ) -> Result<Self, PortalError> {
        let view = portal.cases.get(actor, &parsed(number)?).await?;
        Self::of(portal, view, language, false).await
    }

    /// Loads a case for the agency that handles it.
    ///
    /// # Errors
    /// As [`portal::Cases::get_as_agency`]; a number that is none is not found.
    pub async fn for_agency(
        portal: &Portal,
        actor: &Actor,
        number: &str,
        language: Language,
    ) -> Result<Self, PortalError> {
        let view = portal.cases.get_as_agency(actor, &parsed(number)?).await?;
        Self::of(portal, view, language, true).await
    }

    async fn of(portal: &Portal, view: CaseView, language: Language, official: bool) -> Result<Self, PortalError> {
        // Judged as on the day it was submitted, so that the same answers always read the same.
        let facts = portal.forms.outside_facts().await?.on(view.case.submitted_at.date());
        let summarise = if official {
            forms::summary_for_officials
        } else {
            forms::summary
        };
        let summary =
            |form: &domain::FormVersion| summarise(&form.definition, &view.answers, &facts.context(), language);
        let answered = view.form.as_deref().map(summary).unwrap_or_default();
        Ok(Self {
            view,
            answered,
            today: portal.today(),
        })
    }

    /// The number, as text.
    pub fn number(&self) -> String {
        self.view.case.number.to_string()
    }
}

fn parsed(number: &str) -> Result<CaseNumber, PortalError> {
    number.parse().map_err(|_| PortalError::NotFound)
}
