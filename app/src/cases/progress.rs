//! How far a case is: its path through the steps, and its times.

use domain::{CaseState, Date, Outcome, StepActor, StepProgress, TimelineStep};
use leptos::prelude::*;

use super::forecast::{self, about_forecast};
use super::shown::ShownCase;
use super::words::{self, Side};
use crate::components::notice::{Notice, NoticeKind};
use crate::components::panel::Panel;
use crate::components::path::{Path, PathStep, StepState};
use crate::components::times::{CaseTimes, Times};
use crate::format;
use crate::texts::{current, language, td_string};

/// The steps of a case: done, current, to come.
#[component]
pub fn CasePath<'a>(
    /// The case.
    case: &'a ShownCase,
    /// Who reads it.
    side: Side,
) -> impl IntoView + use<> {
    let steps = steps(case, side);
    view! {
        <section class="stack" aria-labelledby="steps">
            <h2 id="steps">{td_string!(current(), cases.steps)}</h2>
            <Path steps/>
        </section>
    }
}

/// The path so far and ahead. Of a case that has ended, the end stands where it came; steps that were not needed for
/// what was asked are left out.
fn steps(case: &ShownCase, side: Side) -> Vec<PathStep> {
    let state = case.view.case.state;
    let waits = state == CaseState::WaitingForClient;
    let step = |step: &TimelineStep| PathStep {
        title: step.title.get(language()).to_owned(),
        note: note(step, case.today, waits, side),
        state: match step.progress {
            StepProgress::Done { .. } => StepState::Done,
            StepProgress::Current { .. } => StepState::Now,
            StepProgress::ToCome => StepState::Next,
            StepProgress::Skipped => StepState::Skipped,
        },
    };
    let needed =
        |step: &&TimelineStep| state != CaseState::Closed(Outcome::Granted) || step.progress != StepProgress::Skipped;
    let mut steps: Vec<PathStep> = case.view.timeline.steps.iter().filter(needed).map(step).collect();
    if let CaseState::Closed(outcome) = state {
        let ended = case
            .view
            .timeline
            .ended
            .map(|day| format::on(day, case.today, language()));
        let end = PathStep {
            title: words::outcome(outcome).to_owned(),
            note: ended,
            state: if outcome == Outcome::Granted {
                StepState::Done
            } else {
                StepState::Barred
            },
        };
        let place = steps.iter().position(|step| step.state == StepState::Skipped);
        steps.insert(place.unwrap_or(steps.len()), end);
    }
    steps
}

/// When it was, how long it has taken, or how long it should take.
fn note(step: &TimelineStep, today: Date, waits: bool, side: Side) -> Option<String> {
    let (locale, language) = (current(), language());
    let days = |days: i64| format::working_days(days.unsigned_abs(), language);
    let note = match (step.progress, step.actor) {
        (StepProgress::Done { on, working_days: 0 }, _) => format::on(on, today, language),
        (StepProgress::Done { on, working_days }, _) => {
            format!("{}, {}", format::on(on, today, language), days(working_days))
        }
        (StepProgress::Current { .. }, _) if waits => match side {
            Side::Client => td_string!(locale, cases.step_waits_for_you).to_owned(),
            Side::Agency => td_string!(locale, cases.step_waits_for_client).to_owned(),
        },
        (StepProgress::Current { since, working_days: 0 }, _) => {
            td_string!(locale, cases.step_since, day = format::relative(since, today, language))
        }
        (StepProgress::Current { working_days, .. }, _) => {
            td_string!(locale, cases.step_so_far, days = days(working_days))
        }
        (StepProgress::ToCome, StepActor::Client) if side == Side::Client => {
            td_string!(locale, service.you_act).to_owned()
        }
        (StepProgress::ToCome, _) if step.expected_working_days == 0 => td_string!(locale, service.at_once).to_owned(),
        (StepProgress::ToCome, _) => format::about_working_days(step.expected_working_days.into(), language),
        (StepProgress::Skipped, _) => return None,
    };
    Some(note)
}

/// The times of a case, each told apart, with what they mean now.
#[component]
pub fn TimesPanel<'a>(
    /// The case.
    case: &'a ShownCase,
    /// Who reads it.
    side: Side,
) -> impl IntoView + use<> {
    let locale = current();
    let timeline = &case.view.timeline;
    let (times, forecast) = (times(case), about_forecast(case, side));
    let waited = (timeline.waited_working_days > 0).then(|| {
        let days = format::working_days(timeline.waited_working_days.unsigned_abs(), language());
        let text = match side {
            Side::Client => td_string!(locale, cases.waited, days = days),
            Side::Agency => td_string!(locale, cases.waited_for_client, days = days),
        };
        view! { <p>{text}</p> }
    });
    let stopped = timeline.clock_stopped_since.map(|_| match side {
        Side::Client => td_string!(locale, cases.stopped),
        Side::Agency => td_string!(locale, cases.stopped_for_agency),
    });
    let late = (side == Side::Client).then(|| late(case)).flatten();
    view! {
        <Panel title=td_string!(locale, cases.time)>
            <Times times/>
            {forecast}
            {waited}
            {stopped.map(|text| view! { <p>{text}</p> })}
        </Panel>
        {late}
    }
}

fn times(case: &ShownCase) -> CaseTimes {
    let timeline = &case.view.timeline;
    CaseTimes {
        start: timeline.started,
        // While the client is waited for the clock stands, and so nothing gets later.
        today: timeline.ended.or(timeline.clock_stopped_since).unwrap_or(case.today),
        ended: timeline.ended.is_some(),
        elapsed: match timeline.elapsed_working_days.unsigned_abs() {
            0 => td_string!(current(), cases.less_than_a_day).to_owned(),
            days => format::working_days(days, language()),
        },
        forecast: forecast::dates(case),
        promised: case.view.deadlines.promised_by,
        legal: case.view.deadlines.legal_by,
    }
}

/// What the client can do when a day has passed.
fn late(case: &ShownCase) -> Option<AnyView> {
    let locale = current();
    let deadlines = &case.view.deadlines;
    let (title, text) = match (deadlines.overdue, deadlines.legal_overdue) {
        (_, true) => (
            td_string!(locale, cases.legal_overdue),
            td_string!(locale, cases.legal_overdue_text),
        ),
        (true, false) => (
            td_string!(locale, cases.overdue),
            td_string!(locale, cases.overdue_text),
        ),
        (false, false) => return None,
    };
    Some(view! { <Notice kind=NoticeKind::Warning title><p>{text}</p></Notice> }.into_any())
}
