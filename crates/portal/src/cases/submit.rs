//! From a draft to a case: checked, numbered, on its way, once.

use domain::{
    Action, Actor, Answers, AuditAction, Case, CaseEventKind, CaseId, CaseNumber, CaseState, Channel, Deadlines, Draft,
    DraftAccess, DraftId, EventActor, FormDefinition, FormVersionId, Grant, PartyId, Scope, Timestamp, WorkingCalendar,
};
use forms::{Answer, FieldKind, OptionSource};
use store::Tx;
use store::case_submission::Submission;

use super::findable::findable;
use super::{Cases, as_client};
use crate::drafts::TOO_LATE;
use crate::error::PortalError;
use crate::snapshot::{AGENCIES, Published, Snapshot};

/// How often a submission is tried when the draft is saved at the very same time.
const TRIES: usize = 5;

impl Cases {
    /// Submits a draft. However often and however many at once do it, one case comes of it, and all get that one.
    ///
    /// # Errors
    /// [`PortalError::Answers`] when answers are wrong or missing: the draft stays as it is.
    /// [`PortalError::NotFound`] when there is no such draft, or it is somebody else's.
    pub async fn submit(&self, actor: &Actor, draft: DraftId) -> Result<Case, PortalError> {
        for _ in 1..TRIES {
            match self.try_submit(actor, draft).await {
                Err(PortalError::Stale) => {}
                result => return result,
            }
        }
        self.try_submit(actor, draft).await
    }

    async fn try_submit(&self, actor: &Actor, id: DraftId) -> Result<Case, PortalError> {
        actor.may(Action::Begin(Scope::OwnWrite))?;
        let mut reader = self.core.db.read().await?;
        let draft = match store::drafts::find(&mut reader, id).await {
            Err(store::StoreError::NotFound) => {
                let case = store::case_submission::of_draft(&mut reader, id)
                    .await?
                    .ok_or(PortalError::NotFound)?;
                as_client(actor, Action::UseDraft(&became(&case)))?;
                return Ok(case);
            }
            draft => draft?,
        };
        let (newest, last_day) = store::form_versions::newest(&mut reader, draft.form_version).await?;
        drop(reader);
        let access = DraftAccess {
            person: draft.person,
            applicant: draft.applicant,
        };
        let grant = as_client(actor, Action::UseDraft(&access))?;
        let snapshot = self.core.snapshot().await?;
        let form = self.forms.version(draft.form_version).await?;
        let facts = self.core.outside_facts().await?;
        if newest != draft.form_version && !last_day.is_open(facts.today) {
            return Err(PortalError::Conflict(TOO_LATE));
        }
        let answers =
            forms::submit(&form.definition, &draft.answers, &facts.context()).map_err(PortalError::Answers)?;
        let case = self.new_case(&snapshot, &draft, &form.definition, &answers)?;
        let mut tx = self.core.db.begin().await?;
        let submitted = store::case_submission::submit(&mut tx, &grant, (id, draft.version), case, &answers).await?;
        let case = match submitted {
            Submission::Existing(case) => return Ok(case),
            Submission::New(case) => case,
        };
        let findable = findable(&form.definition, &answers);
        store::case_answers::index(&mut tx, &grant, case.id, &findable).await?;
        self.record_submission(&mut tx, &grant, &draft, &case).await?;
        tx.commit().await?;
        Ok(case)
    }

    fn new_case(
        &self,
        snapshot: &Snapshot,
        draft: &Draft,
        form: &FormDefinition,
        answers: &Answers,
    ) -> Result<Case, PortalError> {
        let now = self.core.now();
        let published = snapshot.service_by_id(draft.service)?;
        let new = NewCase {
            id: self.core.ids.id(now),
            published,
            form: (draft.form_version, form),
            answers,
            applicant: draft.applicant,
            submitted_by: draft.person,
            now,
        };
        new.open(snapshot, &self.core.calendar())
    }

    async fn record_submission(
        &self,
        tx: &mut Tx,
        grant: &Grant,
        draft: &Draft,
        case: &Case,
    ) -> Result<(), PortalError> {
        let now: Timestamp = case.submitted_at;
        let by = EventActor::Client { person: draft.person };
        let filled_minutes = Some(minutes_between(draft.created_at, now));
        self.append(
            tx,
            grant,
            case,
            by.clone(),
            CaseEventKind::Submitted { filled_minutes },
            now,
        )
        .await?;
        self.append(
            tx,
            grant,
            case,
            by,
            CaseEventKind::StepEntered {
                step: case.step.clone(),
            },
            now,
        )
        .await?;
        store::registry::count_use(tx, grant, case.service).await?;
        let entry = self.core.audit_case(grant, AuditAction::SubmitCase, case);
        Ok(store::audit::record(tx, &entry).await?)
    }
}

/// What a case is made of when it is submitted.
pub(crate) struct NewCase<'a> {
    pub id: CaseId,
    pub published: &'a Published,
    pub form: (FormVersionId, &'a FormDefinition),
    pub answers: &'a Answers,
    pub applicant: PartyId,
    pub submitted_by: PartyId,
    pub now: Timestamp,
}

impl NewCase<'_> {
    /// The case in its first step, at the agency it is addressed to, with its deadlines.
    pub(crate) fn open(&self, snapshot: &Snapshot, calendar: &WorkingCalendar) -> Result<Case, PortalError> {
        let Published { service, version } = self.published;
        let content = &version.content;
        let opening = Case::opening_step(&content.steps)
            .ok_or_else(|| PortalError::internal("a service without steps cannot have cases"))?;
        let deadlines = Deadlines::at_submission(self.now.date(), content, calendar);
        Ok(Case {
            id: self.id,
            // The store gives the number in the transaction.
            number: CaseNumber::new(self.now.date().year().into(), 0),
            service: service.id,
            service_version: version.id,
            form_version: Some(self.form.0),
            agency: addressed(snapshot, self.published, self.form.1, self.answers),
            applicant: self.applicant,
            submitted_by: self.submitted_by,
            channel: Channel::Online,
            state: CaseState::Submitted,
            step: opening.id.clone(),
            official: None,
            submitted_at: self.now,
            closed_at: None,
            promised_by: deadlines.promised_by,
            legal_by: deadlines.legal_by,
            version: 1,
        })
    }
}

/// What decides about the draft that a case was.
pub(crate) fn became(case: &Case) -> DraftAccess {
    DraftAccess {
        person: case.submitted_by,
        applicant: case.applicant,
    }
}

/// Rounded to the nearest minute.
fn minutes_between(start: Timestamp, end: Timestamp) -> i64 {
    (end.seconds_since(start).max(0) + 30) / 60
}

/// The agency the case goes to: the service's own, or where any can be addressed the one chosen in the form.
fn addressed(snapshot: &Snapshot, published: &Published, form: &FormDefinition, answers: &Answers) -> domain::AgencyId {
    let service = &published.service;
    let chosen = || {
        let mut fields = form
            .pages
            .iter()
            .flat_map(|page| &page.sections)
            .flat_map(|section| &section.fields);
        let field = fields.find(|field| match &field.kind {
            FieldKind::OneOf(one) => matches!(&one.options, OptionSource::CodeList(name) if name == AGENCIES),
            _ => false,
        })?;
        let slug = answers.get(field.id.as_str()).and_then(Answer::as_text)?.parse().ok()?;
        snapshot.agency(&slug).ok().map(|agency| agency.id)
    };
    service.any_agency.then(chosen).flatten().unwrap_or(service.agency)
}
