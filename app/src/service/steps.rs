//! The path of the service: its steps, who acts, how long each takes.

use leptos::prelude::*;
use portal::ServiceView;

use domain::{Step, StepActor};

use super::names;
use super::opening::minutes_to_fill;
use super::section::Section;
use crate::components::details::Details;
use crate::components::path::{Path, PathStep, StepState};
use crate::format;
use crate::texts::{current, language, td_string};

/// The planned path, and each step in a sentence.
#[component]
pub(super) fn Steps<'a>(view: &'a ServiceView) -> impl IntoView + use<> {
    let (locale, language) = (current(), language());
    let content = &view.version.content;
    let filling = minutes_to_fill(content);
    let notes: Vec<String> = content
        .steps
        .iter()
        .enumerate()
        .map(|(at, step)| filling.clone().filter(|_| at == 0).unwrap_or_else(|| length(step)))
        .collect();
    let title = |step: &Step| step.title.get(language).to_owned();
    let path = content.steps.iter().zip(&notes).map(|(step, note)| PathStep {
        title: title(step),
        note: Some(note.clone()),
        state: StepState::Next,
    });
    let path: Vec<PathStep> = path.collect();
    let told: Vec<_> = content
        .steps
        .iter()
        .zip(notes)
        .map(|(step, note)| {
            told(
                title(step),
                names::step_actor(step.actor),
                note,
                step.now.get(language).to_owned(),
            )
        })
        .collect();
    view! {
        <Section id="steps" title=td_string!(locale, service.steps)>
            <Path steps=path planned=true/>
            <Details summary=td_string!(locale, service.each_step)>
                <ol class="step-notes">{told}</ol>
            </Details>
        </Section>
    }
    .into_any()
}

fn told(title: String, actor: &'static str, note: String, now: String) -> impl IntoView {
    let who_and_when = if actor == note {
        note
    } else {
        format!("{actor}, {note}")
    };
    view! { <li><b>{title}</b>" "<span class="soft">"("{who_and_when}")"</span><br/>{now}</li> }.into_any()
}

/// How long a step takes; one that waits for the client takes as long as the client likes.
fn length(step: &Step) -> String {
    match (step.working_days, step.actor) {
        (0, StepActor::Client) => names::step_actor(StepActor::Client).to_owned(),
        (0, _) => td_string!(current(), service.at_once).to_owned(),
        (days, _) => format::about_working_days(days.into(), language()),
    }
}
