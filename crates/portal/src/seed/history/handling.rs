//! How officials handle a case of the history: taken, brought from step to step, returned to the client, decided.

use domain::{CaseCommand, CaseResult, Outcome, StepActor, Timestamp};

use super::course::{Course, Side, Stop};
use super::plan::{End, Questions, Spread};

impl Course<'_> {
    /// From the desk it lands on to its end.
    pub(super) fn handle(&mut self) -> Result<(), Stop> {
        let plan = self.service.plan;
        let pace = self.chance.of(&self.world.plan.pace);
        let taken = self.work(&plan.taken, pace);
        let official = self.official.person;
        self.act(Side::Agency, taken, &CaseCommand::Take { official }, None)?;
        let end = self.chance.weighted(plan.ends.iter().map(|end| end.share));
        let end = end
            .map(|place| &plan.ends[place])
            .ok_or_else(|| self.service.fault("no end".to_owned()))?;
        let question = plan
            .question
            .as_ref()
            .filter(|question| self.chance.happens(question.share));
        let talks = plan.talk.as_ref().is_some_and(|talk| self.chance.happens(talk.share));
        let mut talks_in = talks.then(|| self.chance.between(0, 1));
        for step in self.service.steps() {
            if step.actor == StepActor::Client {
                continue;
            }
            let part = plan.steps.iter().find(|part| part.id == step.id);
            let part = part.ok_or_else(|| self.service.fault(format!("nothing about step {}", step.id)))?;
            if step.id != self.past.case.step {
                if self.chance.happens(part.skipped) {
                    continue;
                }
                let advance = CaseCommand::Advance { step: step.id.clone() };
                self.act(Side::Agency, self.at.plus_seconds(40), &advance, None)?;
            }
            let done = self.work(&part.working_days, pace);
            let done = match question.filter(|question| question.step == step.id) {
                Some(question) => self.ask(question, done)?,
                None if talks_in == Some(0) => self.talk(done)?,
                None => done,
            };
            talks_in = talks_in.map(|steps| steps - 1);
            if self.past.case.state.is_closed() {
                return Ok(());
            }
            self.reach(done)?;
            if end.step.as_ref() == Some(&step.id) {
                break;
            }
        }
        self.close(end)
    }

    /// When work that is spread like this is done, if it begins now.
    fn work(&mut self, spread: &Spread, pace: f64) -> Timestamp {
        let hours = self.world.hours();
        let days = self.chance.of(spread) * pace * hours.slowness(self.at.date());
        let done = hours.worked(self.at, days).plus_seconds(self.chance.between(5, 55));
        done.max(self.at.plus_seconds(20))
    }

    /// Asks midway, waits, and goes on for what is left; says when that is done. Without an answer it ends.
    fn ask(&mut self, question: &Questions, done: Timestamp) -> Result<Timestamp, Stop> {
        let hours = self.world.hours();
        let (asks, answers) = self.pair(&question.texts)?;
        let half = done.seconds_since(self.at) / 2;
        let asked = hours.worked(self.at.plus_seconds(half), 0.0).plus_seconds(30);
        self.act(Side::Agency, asked, &CaseCommand::Ask, Some(asks))?;
        if self.chance.happens(question.unanswered) {
            let days = self.chance.between(30, 38);
            let left = hours.worked(self.at.plus_seconds(days * 86_400), 0.02);
            let end = End {
                outcome: Outcome::LeftUnexamined,
                share: 1.0,
                step: None,
                texts: question.left.clone(),
            };
            self.reach(left)?;
            self.close(&end)?;
            return Ok(left);
        }
        let days = self.chance.of(&question.days);
        let answered = hours.leisure(&mut self.chance, self.at, days);
        self.act(Side::Client, answered, &CaseCommand::Answer, Some(answers))?;
        let rest = hours.worked(self.at.plus_seconds(half), 0.05);
        Ok(rest)
    }

    /// The client writes, the agency answers, and the work is done no sooner than that.
    fn talk(&mut self, done: Timestamp) -> Result<Timestamp, Stop> {
        let Some(talk) = &self.service.plan.talk else {
            return Ok(done);
        };
        let hours = self.world.hours();
        let (asks, answers) = self.pair(&talk.texts)?;
        let days = done.seconds_since(self.at) as f64 / 86_400.0;
        let written = hours.leisure(&mut self.chance, self.at, days / 3.0);
        self.act(Side::Client, written, &CaseCommand::Message, Some(asks))?;
        let wait = self.chance.between(5, 60) as f64 / 100.0;
        let answered = hours.worked(self.at, wait).plus_seconds(15);
        self.act(Side::Agency, answered, &CaseCommand::Message, Some(answers))?;
        Ok(done.max(self.at.plus_seconds(60)))
    }

    fn close(&mut self, end: &End) -> Result<(), Stop> {
        let text = self.chance.one(&end.texts).cloned().unwrap_or_default();
        let text = self.fill(&text)?;
        let outcome = end.outcome;
        let at = self.at.plus_seconds(self.chance.between(60, 600));
        self.act(Side::Agency, at, &CaseCommand::Close { outcome }, None)?;
        self.past.result = Some(CaseResult {
            id: self.world.ids.id(at),
            case: self.past.case.id,
            text,
            files: vec![],
            issued_at: at,
        });
        Ok(())
    }
}
