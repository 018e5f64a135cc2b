//! What officials do with their agency's cases.

use domain::{
    Action, Actor, AgencyId, AuditAction, Case, CaseCommand, CaseNumber, CaseResult, Cursor, Limit, PageOf, Scope,
    ServiceVersion, StepId,
};
use store::case_queue::{Holder, QueueLine};

use super::change::Change;
use super::client::Wordings;
use super::files::check;
use super::view::{due, is_late};
use super::views::{CaseView, Close, QueueCounts, QueueFilter, QueueItem, QueuePage};
use super::{Cases, MAX_TEXT, Side};
use crate::error::PortalError;
use crate::input;

impl Cases {
    /// The cases of an agency: those that run by their deadline, those that have ended newest first.
    ///
    /// # Errors
    /// [`PortalError::NotAllowed`] when the actor is no official of the agency.
    pub async fn queue(
        &self,
        actor: &Actor,
        agency: AgencyId,
        filter: QueueFilter,
        cursor: Option<&Cursor>,
        limit: Limit,
    ) -> Result<QueuePage, PortalError> {
        let grant = actor.may(Action::ReadQueue(agency))?;
        let official = actor.person().ok_or(PortalError::NotAllowed)?.person;
        let today = self.core.today();
        let wanted = store::case_queue::QueueFilter {
            state: filter.state,
            holder: match (filter.mine, filter.unassigned) {
                (true, _) => Some(Holder::Official(official)),
                (false, true) => Some(Holder::Nobody),
                (false, false) => None,
            },
            due_before: filter.overdue.then_some(today),
            ..Default::default()
        };
        let open = filter.state.map_or(filter.open, |state| !state.is_closed());
        let snapshot = self.core.snapshot().await?;
        let mut reader = self.core.db.read().await?;
        let lines = if open {
            store::case_queue::open(&mut reader, agency, &wanted, cursor, limit).await?
        } else {
            store::case_queue::closed(&mut reader, agency, &wanted, cursor, limit).await?
        };
        let counts = store::case_queue::counts(&mut reader, agency, official, today).await?;
        let mut versions = Wordings::default();
        let mut items = Vec::with_capacity(lines.items.len());
        for line in lines.items {
            let version = versions.of(&snapshot, &mut reader, &line.case).await?;
            items.push(self.queue_item(line, &version));
        }
        drop(reader);
        let mut tx = self.core.db.begin().await?;
        let entry = self
            .core
            .audit(&grant, AuditAction::ReadQueue, format!("agency:{agency}"), None);
        store::audit::record(&mut tx, &entry).await?;
        tx.commit().await?;
        let page = PageOf {
            items,
            next: lines.next,
        };
        let counts = QueueCounts {
            open: counts.open,
            mine: counts.mine,
            unassigned: counts.untaken,
            overdue: counts.overdue,
        };
        Ok(QueuePage { page, counts })
    }

    fn queue_item(&self, line: QueueLine, version: &ServiceVersion) -> QueueItem {
        let QueueLine {
            case,
            applicant,
            official,
        } = line;
        let step = version.content.steps.iter().find(|step| step.id == case.step);
        QueueItem {
            service_title: version.content.title.clone(),
            applicant_name: applicant,
            state: case.state,
            step_title: step.map(|step| step.title.clone()).unwrap_or_default(),
            official_name: official,
            promised_by: case.promised_by,
            legal_by: case.legal_by,
            overdue: is_late(&case, due(&case), self.core.today()),
            submitted_at: case.submitted_at,
            version: case.version,
            number: case.number,
        }
    }

    /// A case for the agency that handles it. Looking leaves a row in the audit trail.
    ///
    /// # Errors
    /// [`PortalError::NotFound`] when there is none at this agency, [`PortalError::NotAllowed`] when the official is
    /// a party to it.
    pub async fn get_as_agency(&self, actor: &Actor, number: &CaseNumber) -> Result<CaseView, PortalError> {
        actor.may(Action::Begin(Scope::AgencyRead))?;
        let snapshot = self.core.snapshot().await?;
        let mut reader = self.core.db.read().await?;
        let case = store::cases::by_number(&mut reader, number).await?;
        let grant = self
            .as_agency(&mut reader, actor, &case, Action::ReadAsAgency(&case.access()))
            .await?;
        let view = self.view(&snapshot, &mut reader, case, Side::Agency, &grant).await?;
        drop(reader);
        let view = self.with_form(view).await?;
        self.record_look(&grant, &view.case).await?;
        Ok(view)
    }

    /// The official takes the case on.
    ///
    /// # Errors
    /// [`PortalError::Refused`] when somebody has it, [`PortalError::Stale`] when it changed meanwhile.
    pub async fn take(&self, actor: &Actor, number: &CaseNumber, version: i64) -> Result<Case, PortalError> {
        let official = actor.person().ok_or(PortalError::SignInFirst)?.person;
        self.change(
            actor,
            number,
            Change::new(Side::Agency, Some(version), CaseCommand::Take { official }),
        )
        .await
    }

    /// The official moves the case to another step, with a message if there is something to say.
    ///
    /// # Errors
    /// [`PortalError::Refused`] when the case cannot go there now, [`PortalError::Stale`] when it changed meanwhile.
    pub async fn advance(
        &self,
        actor: &Actor,
        number: &CaseNumber,
        version: i64,
        step: StepId,
        message: Option<String>,
    ) -> Result<Case, PortalError> {
        let message = message.filter(|text| !text.trim().is_empty());
        let message = message
            .map(|text| input::prose("message", &text, MAX_TEXT))
            .transpose()?;
        let change = Change::new(Side::Agency, Some(version), CaseCommand::Advance { step }).saying(message);
        self.change(actor, number, change).await
    }

    /// The official asks the client; the clock stands until the answer.
    ///
    /// # Errors
    /// [`PortalError::Refused`] when the case cannot wait now, [`PortalError::Stale`] when it changed meanwhile.
    pub async fn ask(
        &self,
        actor: &Actor,
        number: &CaseNumber,
        version: i64,
        question: &str,
    ) -> Result<Case, PortalError> {
        let question = input::prose("question", question, MAX_TEXT)?;
        let change = Change::new(Side::Agency, Some(version), CaseCommand::Ask).saying(Some(question));
        self.change(actor, number, change).await
    }

    /// The official ends the case and hands over the result. Files are kept before anything is recorded, and removed
    /// again if the case is sure not to have ended.
    ///
    /// # Errors
    /// [`PortalError::Invalid`] when the text or a file will not do, [`PortalError::Refused`] when the case cannot end
    /// so, [`PortalError::Stale`] when it changed meanwhile.
    pub async fn close(
        &self,
        actor: &Actor,
        number: &CaseNumber,
        version: i64,
        close: Close,
    ) -> Result<Case, PortalError> {
        let text = input::prose("text", &close.text, MAX_TEXT)?;
        let files = check(close.files)?;
        let mut change = Change::new(
            Side::Agency,
            Some(version),
            CaseCommand::Close { outcome: close.outcome },
        );
        let case = self.would_change(actor, number, &change).await?;
        let kept = self.keep(case.id, files).await?;
        let ids: Vec<_> = kept.iter().map(|file| file.id).collect();
        let issued_at = self.core.now();
        change.result = Some(CaseResult {
            id: self.core.ids.id(issued_at),
            case: case.id,
            text,
            files: kept,
            issued_at,
        });
        let result = self.change(actor, number, change).await;
        // When it is not certain what happened, the files stay: the sweep removes what no record names.
        if result.as_ref().is_err_and(PortalError::changed_nothing) {
            self.discard(&ids).await;
        }
        result
    }

    /// The case, if the change would be done now; nothing is changed.
    async fn would_change(&self, actor: &Actor, number: &CaseNumber, change: &Change) -> Result<Case, PortalError> {
        let snapshot = self.core.snapshot().await?;
        let mut reader = self.core.db.read().await?;
        let (case, _, _) = self.decide(&snapshot, &mut reader, actor, number, change).await?;
        Ok(case)
    }
}
