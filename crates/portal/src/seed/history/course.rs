//! The course of one case, from its submission as far as it has come by now.

use domain::{
    Action, Case, CaseCommand, CaseEvent, CaseEventKind, Date, EventActor, FormVersion, Grant, Message, MessageAuthor,
    Step, Timestamp,
};
use forms::Context;
use store::case_history::PastCase;

use super::chance::Chance;
use super::people::{Client, Official};
use super::plan::ServicePlan;
use super::words::Words;
use super::{SeedError, Stage, World, fault, opinion};
use crate::audit::case_entry;
use crate::cases::{NewCase, audit_action, end_waiting, findable};
use crate::snapshot::Published;

/// A service with its part of the plan.
pub(super) struct Service<'a> {
    pub plan: &'a ServicePlan,
    pub published: &'a Published,
    pub form: &'a FormVersion,
}

impl Service<'_> {
    pub fn steps(&self) -> &[Step] {
        &self.published.version.content.steps
    }
}

/// Why a course does not go on.
pub(super) enum Stop {
    /// What comes next has not happened yet.
    Later,
    /// The plan or the program is wrong.
    Fault(SeedError),
}

impl From<SeedError> for Stop {
    fn from(error: SeedError) -> Self {
        Self::Fault(error)
    }
}

/// From which side something is done.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Client,
    Agency,
}

/// A case on its way.
pub(super) struct Course<'a> {
    pub world: &'a World<'a>,
    pub service: &'a Service<'a>,
    client: &'a Client,
    pub official: &'a Official,
    pub chance: Chance,
    words: Words<'a>,
    /// When the last thing happened.
    pub at: Timestamp,
    /// Nothing happens later.
    until: Timestamp,
    asked: Option<Date>,
    pub past: PastCase,
}

impl<'a> Course<'a> {
    /// The case of `client` submitted at `now`, and what has happened to it since.
    pub fn run(
        stage: &'a Stage<'a>,
        (service, client): (&'a Service<'a>, &'a Client),
        now: Timestamp,
        chance: Chance,
    ) -> Result<PastCase, SeedError> {
        let world = stage.world;
        let mut course = Self::open(stage, (service, client), now, chance)?;
        let withdrawal = &world.plan.withdrawal;
        let withdrawn_at = course.chance.happens(withdrawal.share).then(|| {
            let days = course.chance.of(&withdrawal.days);
            world.hours().leisure(&mut course.chance, now, days)
        });
        course.until = withdrawn_at.map_or(world.now, |at| at.min(world.now));
        match course.handle() {
            Ok(()) | Err(Stop::Later) => {}
            Err(Stop::Fault(error)) => return Err(error),
        }
        if let Some(at) = withdrawn_at.filter(|at| *at <= world.now && !course.past.case.state.is_closed()) {
            course.tell(Side::Client, at, &CaseCommand::Withdraw, None)?;
        }
        course.past.feedback = opinion::of(&mut course, service.plan)?;
        Ok(course.past)
    }

    fn open(
        stage: &'a Stage<'a>,
        (service, client): (&'a Service<'a>, &'a Client),
        now: Timestamp,
        mut chance: Chance,
    ) -> Result<Self, SeedError> {
        let world = stage.world;
        let mut words = Words::new(client, stage.lists, now.date());
        let answers = words
            .answers(&mut chance, service.plan)
            .map_err(|reason| service.fault(format!("answers: {reason}")))?;
        let context = Context {
            demo_codes: true,
            working_days: world.calendar.days(),
            ..Context::new(now.date(), &world.snapshot.code_lists)
        };
        let answers = forms::submit(&service.form.definition, &answers, &context)
            .map_err(|problems| service.fault(format!("answers on {}: {problems:?}", now.date())))?;
        let person = client.person.id;
        let new = NewCase {
            id: world.ids.id(now),
            published: service.published,
            form: (service.form.id, &service.form.definition),
            answers: &answers,
            applicant: client.company.as_ref().map_or(person, |company| company.id),
            submitted_by: person,
            now,
        };
        let case = new
            .open(world.snapshot, world.calendar)
            .map_err(super::refused("a case of the history".to_owned()))?;
        let officials = stage.people.officials.get(&case.agency).map_or(&[][..], Vec::as_slice);
        let mut others = officials.iter().filter(|official| official.person != person);
        let first = others
            .next()
            .ok_or_else(|| service.fault("an agency has no officials".to_owned()))?;
        let official = chance
            .one(officials)
            .filter(|one| one.person != person)
            .unwrap_or(first);
        let past = PastCase {
            case,
            findable: findable(&service.form.definition, &answers),
            answers: Some(answers),
            events: vec![],
            messages: vec![],
            result: None,
            feedback: None,
            audit: vec![],
        };
        let mut course = Self {
            world,
            service,
            client,
            official,
            chance,
            words,
            at: now,
            until: now,
            asked: None,
            past,
        };
        course.submit()?;
        Ok(course)
    }

    fn submit(&mut self) -> Result<(), SeedError> {
        let minutes = self.chance.of(&self.service.plan.minutes).round() as i64;
        let filled_minutes = Some(minutes);
        let grant = self.grant(Side::Client)?;
        let step = self.past.case.step.clone();
        for kind in [
            CaseEventKind::Submitted { filled_minutes },
            CaseEventKind::StepEntered { step },
        ] {
            self.record(Side::Client, kind, &grant);
        }
        self.audit(&grant, domain::AuditAction::SubmitCase);
        Ok(())
    }

    /// Time passes, if it has.
    pub fn reach(&mut self, at: Timestamp) -> Result<(), Stop> {
        if at > self.until {
            return Err(Stop::Later);
        }
        self.at = self.at.max(at);
        Ok(())
    }

    /// Somebody does something, if it has happened yet.
    pub fn act(&mut self, side: Side, at: Timestamp, command: &CaseCommand, text: Option<String>) -> Result<(), Stop> {
        self.reach(at)?;
        Ok(self.tell(side, at, command, text)?)
    }

    /// Decided, applied and recorded as it is when people do it; only nobody is told.
    fn tell(
        &mut self,
        side: Side,
        at: Timestamp,
        command: &CaseCommand,
        text: Option<String>,
    ) -> Result<(), SeedError> {
        self.at = self.at.max(at);
        let grant = self.grant(side)?;
        let decided = self.past.case.decide(self.service.steps(), command);
        for kind in decided.map_err(|refusal| self.service.fault(format!("{command:?}: {refusal}")))? {
            match (&kind, self.asked) {
                (CaseEventKind::ClientAsked, _) => self.asked = Some(self.at.date()),
                (CaseEventKind::ClientAnswered, Some(asked)) => {
                    end_waiting(&mut self.past.case, asked, self.at.date(), self.world.calendar);
                }
                _ => {}
            }
            self.past.case.apply(&kind, self.at);
            self.record(side, kind, &grant);
        }
        self.past.case.version += 1;
        if let Some(text) = text {
            self.say(side, text);
        }
        self.audit(&grant, audit_action(command));
        Ok(())
    }

    fn grant(&self, side: Side) -> Result<Grant, SeedError> {
        let access = self.past.case.access();
        let granted = match side {
            Side::Client => self.client.actor.may(Action::ActAsClient(&access)),
            Side::Agency => self.official.actor.may(Action::Handle(&access)),
        };
        granted.map_err(|denied| self.service.fault(denied.to_string()))
    }

    fn person(&self, side: Side) -> domain::PartyId {
        match side {
            Side::Client => self.client.person.id,
            Side::Agency => self.official.person,
        }
    }

    fn record(&mut self, side: Side, kind: CaseEventKind, grant: &Grant) {
        let person = self.person(side);
        let event = CaseEvent {
            case: self.past.case.id,
            sequence: self.past.events.len() as i64 + 1,
            occurred_at: self.at,
            recorded_at: self.at,
            by: match side {
                Side::Client => EventActor::Client { person },
                Side::Agency => EventActor::Agency { person },
            },
            kind,
        };
        self.past.events.push((event, grant.clone()));
    }

    fn say(&mut self, side: Side, text: String) {
        self.past.messages.push(Message {
            id: self.world.ids.id(self.at),
            case: self.past.case.id,
            author: match side {
                Side::Client => MessageAuthor::Client,
                Side::Agency => MessageAuthor::Agency,
            },
            person: self.person(side),
            text,
            sent_at: self.at,
        });
    }

    fn audit(&mut self, grant: &Grant, action: domain::AuditAction) {
        let entry = case_entry(self.world.ids.id(self.at), self.at, grant, action, &self.past.case);
        self.past.audit.push(entry);
    }

    /// Notes in the audit trail that the client rated the case.
    pub fn rated(&mut self, at: Timestamp) -> Result<(), SeedError> {
        self.at = at;
        let grant = self.grant(Side::Client)?;
        self.audit(&grant, domain::AuditAction::Rate);
        Ok(())
    }

    pub fn pair(&mut self, texts: &[(String, String)]) -> Result<(String, String), SeedError> {
        let (asks, answers) = self.chance.one(texts).cloned().unwrap_or_default();
        Ok((self.fill(&asks)?, self.fill(&answers)?))
    }

    pub fn fill(&mut self, text: &str) -> Result<String, SeedError> {
        let filled = self.words.fill(&mut self.chance, text);
        filled.map_err(|word| self.service.fault(format!("unknown word {word}")))
    }

    /// The case as far as it has come.
    pub fn case(&self) -> &Case {
        &self.past.case
    }
}

impl Service<'_> {
    pub fn fault(&self, reason: String) -> SeedError {
        fault(self.plan.service.as_str(), reason)
    }
}
