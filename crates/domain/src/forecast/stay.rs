//! What one case tells a life table: how long it took from each point of its way.

use forms::Date;

use super::{Recency, Sample};
use crate::{CaseEvent, CaseEventKind, Outcome, StepId, WorkingCalendar};

/// The time from one point of a case's way to its end, or so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stay {
    /// The step that was entered; none for the submission, from which the whole way counts.
    pub step: Option<StepId>,
    /// The day it was entered.
    pub entered: Date,
    /// Working days from then on, without those on which the client was waited for.
    pub working_days: i64,
    /// Whether the agency decided in the end. A case that runs, was taken back or left unexamined has only shown that a
    /// decision takes longer than this.
    pub decided: bool,
    /// Whether the case had been in the step before.
    pub again: bool,
}

impl Stay {
    /// The stays of a case, from its events in order of sequence, as of `today`. The last one is that it is in.
    pub fn all(events: &[CaseEvent], calendar: &WorkingCalendar, today: Date) -> Vec<Self> {
        let Some(first) = events.first() else { return vec![] };
        let mut clock = Clock {
            calendar,
            at: first.occurred_at_date(),
            standing: false,
            run: 0,
        };
        let mut entries: Vec<(Option<StepId>, Date, i64)> = vec![];
        let mut outcome = None;
        for event in events {
            let on = event.occurred_at_date();
            clock.run_to(on);
            match &event.kind {
                CaseEventKind::Submitted { .. } => entries.push((None, on, clock.run)),
                CaseEventKind::StepEntered { step } => entries.push((Some(step.clone()), on, clock.run)),
                CaseEventKind::ClientAsked => clock.standing = true,
                CaseEventKind::ClientAnswered => clock.standing = false,
                CaseEventKind::Closed { outcome: how } => outcome = Some(*how),
                CaseEventKind::Taken { .. } | CaseEventKind::MessageSent => {}
            }
            if outcome.is_some() {
                break;
            }
        }
        if outcome.is_none() {
            clock.run_to(today);
        }
        let mut stays: Vec<Self> = Vec::with_capacity(entries.len());
        for (step, entered, before) in entries {
            stays.push(Self {
                again: stays.iter().any(|stay| stay.step == step),
                working_days: clock.run - before,
                decided: matches!(outcome, Some(Outcome::Granted | Outcome::Refused)),
                step,
                entered,
            });
        }
        stays
    }

    /// As a sample of a life table.
    pub fn sample(&self, recency: Recency) -> Sample {
        Sample {
            days: self.working_days as f64,
            decided: self.decided,
            weight: recency.weight(self.entered),
            again: self.again,
        }
    }
}

/// Counts working days while it runs.
struct Clock<'a> {
    calendar: &'a WorkingCalendar,
    at: Date,
    standing: bool,
    run: i64,
}

impl Clock<'_> {
    fn run_to(&mut self, day: Date) {
        if !self.standing {
            self.run += self.calendar.working_days_between(self.at, day);
        }
        self.at = self.at.max(day);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::latvia;
    use crate::timeline::tests::{day, entered, events, submitted};

    fn stays(happened: &[(&str, CaseEventKind)], today: &str) -> Vec<(Option<String>, i64, bool, bool)> {
        let calendar = WorkingCalendar::new(&latvia());
        Stay::all(&events(happened), &calendar, day(today))
            .into_iter()
            .map(|stay| (stay.step.map(String::from), stay.working_days, stay.decided, stay.again))
            .collect()
    }

    fn step(name: &str) -> Option<String> {
        Some(name.to_owned())
    }

    #[test]
    fn each_step_is_measured_to_the_end_without_waiting_for_the_client() {
        let mut happened = vec![
            ("2026-11-02", submitted()),
            ("2026-11-02", entered("check")),
            ("2026-11-04", CaseEventKind::ClientAsked),
            ("2026-11-09", CaseEventKind::ClientAnswered),
            ("2026-11-10", entered("decide")),
            ("2026-11-11", entered("check")),
        ];
        let running = stays(&happened, "2026-11-12");
        assert_eq!(
            running,
            [
                (None, 5, false, false),
                (step("check"), 5, false, false),
                (step("decide"), 2, false, false),
                (step("check"), 1, false, true)
            ]
        );
        happened.push((
            "2026-11-13",
            CaseEventKind::Closed {
                outcome: Outcome::Refused,
            },
        ));
        let ended = stays(&happened, "2027-03-01");
        let days: Vec<i64> = ended.iter().map(|stay| stay.1).collect();
        assert_eq!(days, [6, 6, 3, 2]);
        assert!(ended.iter().all(|stay| stay.2));
    }

    #[test]
    fn the_clock_stands_until_the_answer_and_for_what_is_given_up() {
        let mut happened = vec![
            ("2026-11-02", submitted()),
            ("2026-11-02", entered("check")),
            ("2026-11-03", CaseEventKind::ClientAsked),
        ];
        assert_eq!(stays(&happened, "2026-12-30")[0], (None, 1, false, false));
        let outcome = Outcome::LeftUnexamined;
        happened.push(("2026-12-03", CaseEventKind::Closed { outcome }));
        assert_eq!(stays(&happened, "2026-12-30")[1], (step("check"), 1, false, false));
    }
}
