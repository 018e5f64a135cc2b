//! A case put together for its page.

use std::collections::HashMap;

use domain::{
    Age, Answers, Case, CaseCommand, CaseEvent, CaseResult, Date, Deadlines, Forecast, Grant, Limit, Message, Outcome,
    PartyId, Stay, Step, Timeline,
};
use store::Conn;

use super::views::{Can, CaseDeadlines, CaseView, MessageView};
use super::{Cases, Side, wording};
use crate::error::PortalError;
use crate::snapshot::Snapshot;

/// The most messages shown, in pages of a hundred.
const MESSAGE_PAGES: usize = 10;

impl Cases {
    /// Everything the page of a case shows to somebody who comes from this side.
    pub(super) async fn view(
        &self,
        snapshot: &Snapshot,
        conn: &mut Conn,
        case: Case,
        side: Side,
        grant: &Grant,
    ) -> Result<CaseView, PortalError> {
        let version = wording(snapshot, conn, case.service, case.service_version).await?;
        let steps = version.content.steps.clone();
        let events = store::case_events::of_case(conn, case.id).await?;
        let timeline = Timeline::of(&steps, &events, &self.core.calendar(), self.core.today())
            .ok_or_else(|| PortalError::internal("a case without events"))?;
        let feedback = store::feedback::of_case(conn, case.id).await?;
        let mut names = Names::default();
        Ok(CaseView {
            service_slug: snapshot.service_by_id(case.service)?.service.slug.clone(),
            service_title: version.content.title.clone(),
            agency: snapshot.agency_by_id(case.agency)?.clone(),
            applicant: store::parties::find(conn, case.applicant).await?,
            submitted_by_name: names.of(conn, case.submitted_by).await?,
            official_name: match case.official {
                Some(official) => Some(names.of(conn, official).await?),
                None => None,
            },
            forecast: self.forecast(conn, &case, &events, &timeline).await?,
            timeline,
            deadlines: deadlines(&case, self.core.today()),
            form: None,
            answers: store::cases::answers(conn, case.id).await?.unwrap_or(Answers::EMPTY),
            messages: messages(conn, &case, &mut names).await?,
            result: result(conn, &case).await?,
            contest: version.content.contest.clone(),
            can: can(&case, &steps, side, grant, feedback.is_some()),
            feedback,
            steps,
            case,
        })
    }

    /// When a running case will probably end; nothing is read of one that has ended.
    async fn forecast(
        &self,
        conn: &mut Conn,
        case: &Case,
        events: &[CaseEvent],
        timeline: &Timeline,
    ) -> Result<Option<Forecast>, PortalError> {
        if case.state.is_closed() {
            return Ok(None);
        }
        let history = store::forecast::history(conn, case.service, &case.step).await?;
        let (calendar, today) = (self.core.calendar(), self.core.today());
        let age = Age::of(&Stay::all(events, &calendar, today));
        let deadlines = Deadlines {
            promised_by: case.promised_by,
            legal_by: case.legal_by,
        };
        Ok(Forecast::of(&history, age, timeline, deadlines, &calendar, today))
    }

    /// The view with the form that was answered. Apart, since it may need a connection of its own.
    pub(super) async fn with_form(&self, view: CaseView) -> Result<CaseView, PortalError> {
        let form = match view.case.form_version {
            Some(form) => Some(self.forms.version(form).await?),
            None => None,
        };
        Ok(CaseView { form, ..view })
    }
}

/// Names of persons, each looked up once.
#[derive(Default)]
pub(super) struct Names(HashMap<PartyId, String>);

impl Names {
    pub(super) async fn of(&mut self, conn: &mut Conn, party: PartyId) -> Result<String, PortalError> {
        if let Some(name) = self.0.get(&party) {
            return Ok(name.clone());
        }
        let name = store::parties::find(conn, party).await?.name();
        self.0.insert(party, name.clone());
        Ok(name)
    }
}

/// The messages, oldest first.
async fn messages(conn: &mut Conn, case: &Case, names: &mut Names) -> Result<Vec<MessageView>, PortalError> {
    let limit = Limit::new(Limit::MAX).unwrap_or_default();
    let mut newest_first: Vec<Message> = Vec::new();
    let mut cursor = None;
    for _ in 0..MESSAGE_PAGES {
        let page = store::messages::of_case(conn, case.id, cursor.as_ref(), limit).await?;
        newest_first.extend(page.items);
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    let mut views = Vec::with_capacity(newest_first.len());
    for message in newest_first.into_iter().rev() {
        let author_name = names.of(conn, message.person).await?;
        views.push(MessageView { message, author_name });
    }
    Ok(views)
}

pub(super) async fn result(conn: &mut Conn, case: &Case) -> Result<Option<CaseResult>, PortalError> {
    if !case.state.is_closed() {
        return Ok(None);
    }
    Ok(store::results::of_case(conn, case.id).await?.pop())
}

/// Whether a day has passed on which a case was due. While the client is waited for the clock stands.
pub(super) fn is_late(case: &Case, day: Option<Date>, today: Date) -> bool {
    let running = !case.state.is_closed() && case.state != domain::CaseState::WaitingForClient;
    running && day.is_some_and(|day| day < today)
}

/// The day that counts in the queue: the earlier of the two.
pub(super) fn due(case: &Case) -> Option<Date> {
    case.promised_by.into_iter().chain(case.legal_by).min()
}

fn deadlines(case: &Case, today: Date) -> CaseDeadlines {
    CaseDeadlines {
        promised_by: case.promised_by,
        legal_by: case.legal_by,
        overdue: is_late(case, due(case), today),
        legal_overdue: is_late(case, case.legal_by, today),
    }
}

/// What the domain's rules allow from this side now.
fn can(case: &Case, steps: &[Step], side: Side, grant: &Grant, rated: bool) -> Can {
    let allowed = |command: CaseCommand| case.decide(steps, &command).is_ok();
    match side {
        Side::Client => Can {
            answer: allowed(CaseCommand::Answer),
            message: allowed(CaseCommand::Message),
            withdraw: allowed(CaseCommand::Withdraw),
            rate: case.state.is_closed() && !rated,
            ..Can::default()
        },
        Side::Agency => Can {
            message: allowed(CaseCommand::Message),
            take: grant
                .person()
                .is_some_and(|official| allowed(CaseCommand::Take { official })),
            advance: if allowed(CaseCommand::Ask) {
                case.next_steps(steps).into_iter().cloned().collect()
            } else {
                Vec::new()
            },
            ask: allowed(CaseCommand::Ask),
            close: Outcome::BY_OFFICIAL
                .into_iter()
                .filter(|o| allowed(CaseCommand::Close { outcome: *o }))
                .collect(),
            ..Can::default()
        },
    }
}
