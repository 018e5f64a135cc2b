//! The timeline of a case, derived from its events: what is done, what happens now, what comes, how long it took.

use forms::{Date, LocalText};
use serde::{Deserialize, Serialize};

use crate::{CaseEvent, CaseEventKind, Step, StepActor, StepId, WorkingCalendar};

/// Everything about time that the client sees of a case, but the forecast.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Timeline {
    /// The path, in the order of the service version.
    pub steps: Vec<TimelineStep>,
    /// The day it was submitted.
    pub started: Date,
    /// The day it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Date>,
    /// Working days from submission to the end, or to today.
    pub elapsed_working_days: i64,
    /// Of these, how many the client was waited for.
    pub waited_working_days: i64,
    /// Since when the clock stands, when it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock_stopped_since: Option<Date>,
    /// Who must act now.
    pub waiting_for: WaitingFor,
}

/// One step on the path of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct TimelineStep {
    /// Which step of the service version.
    pub id: StepId,
    /// Its name.
    pub title: LocalText,
    /// What happens in it.
    pub now: LocalText,
    /// Who acts in it.
    pub actor: StepActor,
    /// Working days it is expected to take.
    pub expected_working_days: u16,
    /// How far it is.
    pub progress: StepProgress,
}

/// How far a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "state", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum StepProgress {
    /// Left behind.
    Done {
        /// The day it was last left.
        on: Date,
        /// Working days spent in it, all rounds together.
        #[serde(rename = "workingDays")]
        working_days: i64,
    },
    /// The case is in it.
    Current {
        /// The day it was entered.
        since: Date,
        /// Working days spent in it so far, all rounds together.
        #[serde(rename = "workingDays")]
        working_days: i64,
    },
    /// Ahead.
    ToCome,
    /// The case ended without it.
    Skipped,
}

/// Who must act for the case to go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum WaitingFor {
    /// The client.
    Client,
    /// The agency.
    Agency,
    /// Somebody else.
    Other,
    /// Nobody: it is over.
    Nobody,
}

/// Time in one step, all rounds together.
#[derive(Default, Clone, Copy)]
struct Spent {
    entered: Option<Date>,
    left: Option<Date>,
    working_days: i64,
}

/// What the events add up to.
struct Replay<'a> {
    calendar: &'a WorkingCalendar,
    spent: Vec<Spent>,
    current: Option<usize>,
    asked: Option<Date>,
    waited: i64,
    ended: Option<Date>,
}

impl Replay<'_> {
    fn leave(&mut self, on: Date) {
        if let Some(spent) = self.current.take().map(|index| &mut self.spent[index]) {
            spent.working_days += spent
                .entered
                .map_or(0, |from| self.calendar.working_days_between(from, on));
            spent.left = Some(on);
        }
    }

    fn enter(&mut self, index: usize, on: Date) {
        self.leave(on);
        self.spent[index].entered = Some(on);
        self.current = Some(index);
    }

    fn stop_waiting(&mut self, on: Date) {
        if let Some(asked) = self.asked.take() {
            self.waited += self.calendar.working_days_between(asked, on);
        }
    }

    fn take(&mut self, steps: &[Step], event: &CaseEventKind, on: Date) {
        match event {
            CaseEventKind::Submitted { .. } if !steps.is_empty() => self.enter(0, on),
            CaseEventKind::StepEntered { step } => {
                if let Some(index) = steps.iter().position(|known| known.id == *step) {
                    self.enter(index, on);
                }
            }
            CaseEventKind::ClientAsked => self.asked = Some(on),
            CaseEventKind::ClientAnswered => self.stop_waiting(on),
            CaseEventKind::Closed { .. } => {
                self.leave(on);
                self.stop_waiting(on);
                self.ended = Some(on);
            }
            CaseEventKind::Submitted { .. } | CaseEventKind::Taken { .. } | CaseEventKind::MessageSent => {}
        }
    }
}

impl Timeline {
    /// Derives the timeline from a case's events (in order of sequence) as of `today`.
    /// Absent when the events do not begin with a submission, which a stored case's always do.
    pub fn of(steps: &[Step], events: &[CaseEvent], calendar: &WorkingCalendar, today: Date) -> Option<Self> {
        let started = events.first()?.occurred_at_date();
        let spent = vec![Spent::default(); steps.len()];
        let mut replay = Replay {
            calendar,
            spent,
            current: None,
            asked: None,
            waited: 0,
            ended: None,
        };
        for event in events {
            replay.take(steps, &event.kind, event.occurred_at_date());
        }
        let clock_stopped_since = replay.asked;
        let waited = replay.waited + clock_stopped_since.map_or(0, |asked| calendar.working_days_between(asked, today));
        Some(Self {
            started,
            ended: replay.ended,
            elapsed_working_days: calendar.working_days_between(started, replay.ended.unwrap_or(today)),
            waited_working_days: waited,
            clock_stopped_since,
            waiting_for: replay.waiting_for(steps),
            steps: steps
                .iter()
                .enumerate()
                .map(|(index, step)| replay.step(index, step, today))
                .collect(),
        })
    }

    /// The step the case is in.
    pub fn current(&self) -> Option<&TimelineStep> {
        self.steps
            .iter()
            .find(|step| matches!(step.progress, StepProgress::Current { .. }))
    }

    /// The first step still to come after the present one.
    pub fn next(&self) -> Option<&TimelineStep> {
        let current = self
            .steps
            .iter()
            .position(|step| matches!(step.progress, StepProgress::Current { .. }))?;
        self.steps[current + 1..]
            .iter()
            .find(|step| step.progress == StepProgress::ToCome)
    }
}

impl Replay<'_> {
    fn waiting_for(&self, steps: &[Step]) -> WaitingFor {
        match (self.ended, self.asked, self.current) {
            (Some(_), ..) => WaitingFor::Nobody,
            (None, Some(_), _) => WaitingFor::Client,
            (None, None, current) => match current.map(|index| steps[index].actor) {
                Some(StepActor::Other) => WaitingFor::Other,
                Some(StepActor::Client) if self.current != Some(0) => WaitingFor::Client,
                _ => WaitingFor::Agency,
            },
        }
    }

    fn step(&self, index: usize, step: &Step, today: Date) -> TimelineStep {
        let spent = self.spent[index];
        let progress = match (self.current == Some(index), spent.entered, spent.left) {
            (true, Some(since), _) => StepProgress::Current {
                since,
                working_days: spent.working_days + self.calendar.working_days_between(since, today),
            },
            (_, _, Some(on)) => StepProgress::Done {
                on,
                working_days: spent.working_days,
            },
            _ if self.ended.is_some() => StepProgress::Skipped,
            _ => StepProgress::ToCome,
        };
        TimelineStep {
            id: step.id.clone(),
            title: step.title.clone(),
            now: step.now.clone(),
            actor: step.actor,
            expected_working_days: step.working_days,
            progress,
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::case::tests::steps;
    use crate::{EventActor, Outcome, Timestamp, latvia};
    use uuid::Uuid;

    pub(crate) fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    pub(crate) fn events(happened: &[(&str, CaseEventKind)]) -> Vec<CaseEvent> {
        let event = |(index, (date, kind)): (usize, &(&str, CaseEventKind))| {
            let at = Timestamp::at(day(date), 12, 0);
            let case = Uuid::nil().into();
            CaseEvent {
                case,
                sequence: index as i64 + 1,
                occurred_at: at,
                recorded_at: at,
                by: EventActor::System,
                kind: kind.clone(),
            }
        };
        happened.iter().enumerate().map(event).collect()
    }

    pub(crate) fn entered(step: &str) -> CaseEventKind {
        CaseEventKind::StepEntered {
            step: step.parse().unwrap(),
        }
    }

    pub(crate) fn submitted() -> CaseEventKind {
        CaseEventKind::Submitted {
            filled_minutes: Some(8),
        }
    }

    fn timeline(happened: &[(&str, CaseEventKind)], today: &str) -> Timeline {
        let calendar = WorkingCalendar::new(&latvia());
        Timeline::of(&steps(), &events(happened), &calendar, day(today)).unwrap()
    }

    #[test]
    fn done_current_and_to_come() {
        let line = timeline(
            &[
                ("2026-11-03", submitted()),
                ("2026-11-03", entered("check")),
                ("2026-11-05", entered("decide")),
            ],
            "2026-11-10",
        );
        assert_eq!(
            line.steps[0].progress,
            StepProgress::Done {
                on: day("2026-11-03"),
                working_days: 0
            }
        );
        assert_eq!(
            line.steps[1].progress,
            StepProgress::Done {
                on: day("2026-11-05"),
                working_days: 2
            }
        );
        assert_eq!(
            line.steps[2].progress,
            StepProgress::Current {
                since: day("2026-11-05"),
                working_days: 3
            }
        );
        assert_eq!((line.elapsed_working_days, line.waiting_for), (5, WaitingFor::Agency));
        assert_eq!(line.next(), None);
    }

    #[test]
    fn the_clock_stands_while_the_client_is_asked() {
        let mut happened = vec![
            ("2026-11-03", submitted()),
            ("2026-11-03", entered("check")),
            ("2026-11-05", CaseEventKind::ClientAsked),
        ];
        let line = timeline(&happened, "2026-11-09");
        assert_eq!(
            (line.waiting_for, line.clock_stopped_since),
            (WaitingFor::Client, Some(day("2026-11-05")))
        );
        assert_eq!(line.waited_working_days, 2);
        happened.push(("2026-11-10", CaseEventKind::ClientAnswered));
        let line = timeline(&happened, "2026-11-12");
        assert_eq!(
            (line.waiting_for, line.waited_working_days, line.clock_stopped_since),
            (WaitingFor::Agency, 3, None)
        );
    }

    #[test]
    fn several_rounds_add_up_and_the_end_skips_what_never_came() {
        let line = timeline(
            &[
                ("2026-11-02", submitted()),
                ("2026-11-02", entered("check")),
                ("2026-11-03", entered("decide")),
                ("2026-11-04", entered("check")),
                (
                    "2026-11-06",
                    CaseEventKind::Closed {
                        outcome: Outcome::Refused,
                    },
                ),
            ],
            "2027-01-10",
        );
        assert_eq!(
            line.steps[1].progress,
            StepProgress::Done {
                on: day("2026-11-06"),
                working_days: 3
            }
        );
        assert_eq!(
            (line.ended, line.elapsed_working_days, line.waiting_for),
            (Some(day("2026-11-06")), 4, WaitingFor::Nobody)
        );
        let early = timeline(
            &[
                ("2026-11-02", submitted()),
                (
                    "2026-11-03",
                    CaseEventKind::Closed {
                        outcome: Outcome::Withdrawn,
                    },
                ),
            ],
            "2026-11-09",
        );
        assert_eq!(early.steps[2].progress, StepProgress::Skipped);
    }
}
