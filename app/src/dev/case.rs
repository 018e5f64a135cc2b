//! What shows a form being filled and a case on its way.

use forms::Date;
use leptos::prelude::*;

use super::sample::{Part, Sample, say};
use crate::components::facts::{Fact, Facts};
use crate::components::path::{Path, PathStep, Shape, StepState};
use crate::components::progress::Progress;
use crate::components::summary_list::{SummaryItem, SummaryList};
use crate::components::table::Table;
use crate::components::tag::{Tag, Tone};
use crate::components::times::{CaseTimes, ForecastDates, Times};

fn steps(states: [StepState; 4]) -> Vec<PathStep> {
    let titles = [
        (say("Iesniegts", "Submitted"), say("3. novembrī", "3 November")),
        (
            say("Pārbauda dokumentus", "Checks the papers"),
            say("2 darba dienas", "2 working days"),
        ),
        (say("Saskaņo vietu", "Agrees the place"), ""),
        (say("Atļauja", "Permit"), ""),
    ];
    let step = |(state, (title, note)): (StepState, (&str, &str))| PathStep {
        title: title.into(),
        note: (!note.is_empty()).then(|| note.into()),
        state,
    };
    states.into_iter().zip(titles).map(step).collect()
}

/// A day that is in every calendar.
fn day(month: u8, day: u8) -> Date {
    Date::new(2026, month, day).unwrap_or(Date::MIN)
}

fn times() -> CaseTimes {
    CaseTimes {
        start: day(11, 3),
        today: day(11, 13),
        ended: false,
        elapsed: say("7 darba dienas", "7 working days").into(),
        forecast: Some(ForecastDates {
            likely: day(11, 16),
            almost: day(11, 19),
        }),
        promised: Some(day(11, 20)),
        legal: Some(day(12, 3)),
    }
}

/// The parts of form pages and case pages.
#[component]
pub(super) fn CaseParts() -> impl IntoView {
    let running = [StepState::Done, StepState::Done, StepState::Now, StepState::Next];
    let refused = [StepState::Done, StepState::Done, StepState::Skipped, StepState::Skipped];
    let late = CaseTimes {
        promised: Some(day(11, 12)),
        ..times()
    };
    let over = CaseTimes {
        ended: true,
        forecast: None,
        ..times()
    };
    view! {
        <Part id="case" title=say("Pieteikums", "Case")>
            <Sample name="Progress" state=say("otrā no piecām", "second of five")><Progress step=2 of=5/></Sample>
            <Sample name="Path" state=say("plānots", "planned")><Path steps=steps([StepState::Next; 4]) planned=true/></Sample>
            <Sample name="Path" state=say("notiek", "running")><Path steps=steps(running)/></Sample>
            <Sample name="Path" state=say("beidzies agrāk", "ended early")><Path steps=steps(refused)/></Sample>
            <Sample name="Path" state=say("šaurs", "narrow")><Path steps=steps(running) shape=Shape::Narrow/></Sample>
            <Sample name="Times" state=say("notiek", "running")><Times times=times()/></Sample>
            <Sample name="Times" state=say("kavējas", "late")><Times times=late/></Sample>
            <Sample name="Times" state=say("beidzies", "over")><Times times=over/></Sample>
            <Lists/>
        </Part>
    }
}

#[component]
fn Lists() -> impl IntoView {
    let item = |question: &str, answer: &[&str]| SummaryItem {
        question: question.into(),
        answer: answer.iter().map(|line| (*line).into()).collect(),
        change: Some("#case".into()),
    };
    let items = vec![
        item(
            say("Kur tirgosiet?", "Where will you sell?"),
            &[say("Vidzemes tirgus laukums", "Vidzeme market square")],
        ),
        item(
            say("Ko pārdosiet?", "What will you sell?"),
            &[say("Ziedus", "Flowers"), say("Vainagus", "Wreaths")],
        ),
        item(say("Kas vēl jāzina?", "What else?"), &[]),
    ];
    let rows = [
        ("2026-004098-3", Tone::Late, say("vakar", "yesterday")),
        ("2026-004117-K", Tone::Wait, say("rīt", "tomorrow")),
        ("2026-004121-8", Tone::Plain, say("5 dienas", "5 days")),
    ];
    let (number, service, due) = (
        say("Numurs", "Number"),
        say("Pakalpojums", "Service"),
        say("Termiņš", "Deadline"),
    );
    let columns = [number, service, due].map(str::to_owned).to_vec();
    view! {
        <Sample name="SummaryList"><SummaryList items/></Sample>
        <Sample name="Facts">
            <Facts>
                <Fact term=say("Solītais laiks", "Promised time")>{say("7 darba dienas", "7 working days")}</Fact>
                <Fact term=say("Maksa", "Fee")>"7,50 €"</Fact>
            </Facts>
        </Sample>
        <Sample name="Table">
            <Table id="gallery-table" caption=say("Pieteikumi, kas gaida", "Cases that wait") columns>
                {rows.map(|(number, tone, word)| view! {
                    <tr>
                        <th scope="row"><a href="#case">{number}</a></th>
                        <td data-label=service>{say("Ielu tirdzniecības atļauja", "Street trade permit")}</td>
                        <td data-label=due><Tag tone>{word}</Tag></td>
                    </tr>
                }).collect_view()}
            </Table>
        </Sample>
    }
}
