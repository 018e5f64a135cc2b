//! What an official can do with a case: one small form each.

use domain::Outcome;
use leptos::prelude::*;
use portal::MAX_FILES;

use crate::actions::{ACTION, AgencyAction};
use crate::app::Page;
use crate::cases::{ShownCase, words};
use crate::components::action_form::ActionForm;
use crate::components::button::{Button, Weight};
use crate::components::details::Details;
use crate::components::file_input::FileInput;
use crate::components::notice::{Notice, NoticeKind};
use crate::components::radios::{Choice, Radios};
use crate::components::textarea::Textarea;
use crate::posted::Posted;
use crate::texts::{current, language, td, td_string};

/// The longest text, in characters.
const MAX_TEXT: u32 = 10_000;

/// What every form here is made of: the page's own path and the version that the official sees.
#[derive(Clone)]
struct Target {
    to: String,
    version: i64,
}

/// What was typed, to be shown again after a refusal.
fn typed(name: &str) -> String {
    Posted::current().value(name).unwrap_or_default().to_owned()
}

/// Whether this was what was asked for and refused.
fn failed(action: AgencyAction) -> bool {
    Posted::current().value(ACTION) == Some(action.code())
}

/// Everything that can be done now; nothing when the case is over and only writing is left.
pub(super) fn actions(case: &ShownCase) -> impl IntoView + use<> {
    let (locale, can) = (current(), &case.view.can);
    let to = Page::AgencyCase { number: case.number() }.path(language());
    let target = Target {
        to,
        version: case.view.case.version,
    };
    let any = can.take || !can.advance.is_empty() || can.ask || !can.close.is_empty() || can.message;
    any.then(|| {
        view! {
            <section class="stack actions" aria-labelledby="actions">
                <h2 id="actions">{td!(locale, agency.actions)}</h2>
                {can.take.then(|| take(target.clone()))}
                <div class="actions__list">
                    {(!can.advance.is_empty()).then(|| advance(target.clone(), case))}
                    {can.ask.then(|| ask(target.clone()))}
                    {(!can.close.is_empty()).then(|| close(target.clone(), &can.close))}
                    {can.message.then(|| message(target))}
                </div>
            </section>
        }
    })
}

fn take(target: Target) -> impl IntoView + use<> {
    let (locale, Target { to, version }) = (current(), target);
    view! {
        <ActionForm to action=AgencyAction::Take.code() version>
            <p>{td!(locale, agency.take_text)}</p>
            <Button>{td!(locale, agency.take)}</Button>
        </ActionForm>
    }
}

/// The step after the present one is chosen already: it is the one most often meant.
fn advance(target: Target, case: &ShownCase) -> impl IntoView + use<> {
    let (locale, language) = (current(), language());
    let (Target { to, version }, posted) = (target, Posted::current());
    let next = case.view.timeline.next().map(|step| step.id.to_string());
    let choices = case.view.can.advance.iter().map(|step| Choice {
        hint: Some(step.now.get(language).to_owned()),
        ..Choice::new(step.id.to_string(), step.title.get(language))
    });
    let choices: Vec<Choice> = choices.collect();
    let next = next.filter(|next| choices.iter().any(|choice| choice.value == *next));
    view! {
        <Details summary=td_string!(locale, agency.advance) open=failed(AgencyAction::Advance)>
            <ActionForm to action=AgencyAction::Advance.code() version>
                <Radios
                    name="step"
                    label=td_string!(locale, agency.which_step)
                    value=posted.value("step").map(str::to_owned).or(next)
                    error=posted.error("step")
                    choices
                />
                <Textarea
                    name="message"
                    label=td_string!(locale, agency.step_message)
                    hint=td_string!(locale, agency.step_message_hint).to_owned()
                    optional=true
                    rows=3
                    value=typed("message")
                    error=posted.error("message")
                    max_length=MAX_TEXT
                />
                <Button>{td!(locale, agency.advance_button)}</Button>
            </ActionForm>
        </Details>
    }
}

fn ask(target: Target) -> impl IntoView + use<> {
    let (locale, Target { to, version }, posted) = (current(), target, Posted::current());
    view! {
        <Details summary=td_string!(locale, agency.ask) open=failed(AgencyAction::Ask)>
            <ActionForm to action=AgencyAction::Ask.code() version>
                <Textarea
                    name="question"
                    label=td_string!(locale, agency.question)
                    hint=td_string!(locale, agency.question_hint).to_owned()
                    value=typed("question")
                    error=posted.error("question")
                    max_length=MAX_TEXT
                />
                <Button>{td!(locale, agency.ask_button)}</Button>
            </ActionForm>
        </Details>
    }
}

fn close(target: Target, outcomes: &[Outcome]) -> impl IntoView + use<> {
    let locale = current();
    let (Target { to, version }, posted) = (target, Posted::current());
    let failed = failed(AgencyAction::Close);
    let choices = outcomes.iter().map(|outcome| Choice {
        hint: Some(meaning(*outcome).to_owned()),
        ..Choice::new(outcome.code(), words::outcome(*outcome))
    });
    let choices: Vec<Choice> = choices.collect();
    let files_hint = td_string!(locale, agency.files_hint, count = MAX_FILES);
    view! {
        <Details summary=td_string!(locale, agency.close) open=failed>
            <ActionForm to action=AgencyAction::Close.code() version files=true>
                <Radios
                    name="outcome"
                    label=td_string!(locale, agency.outcome)
                    value=posted.value("outcome").map(str::to_owned)
                    error=posted.error("outcome")
                    choices
                />
                <Textarea
                    name="text"
                    label=td_string!(locale, agency.result)
                    hint=td_string!(locale, agency.result_hint).to_owned()
                    value=typed("text")
                    error=posted.error("text")
                    rows=8
                    max_length=MAX_TEXT
                />
                {failed.then(|| view! {
                    <Notice kind=NoticeKind::Warning><p>{td!(locale, agency.files_again)}</p></Notice>
                })}
                <FileInput
                    name="files"
                    label=td_string!(locale, agency.files)
                    hint=files_hint
                    error=posted.error("files")
                    optional=true
                    multiple=true
                />
                <Button>{td!(locale, agency.close_button)}</Button>
            </ActionForm>
        </Details>
    }
}

fn message(target: Target) -> impl IntoView + use<> {
    let (locale, Target { to, .. }, posted) = (current(), target, Posted::current());
    view! {
        <Details summary=td_string!(locale, agency.message) open=failed(AgencyAction::Message)>
            <ActionForm to action=AgencyAction::Message.code()>
                <Textarea
                    name="note"
                    label=td_string!(locale, agency.message_text)
                    hint=td_string!(locale, agency.message_hint).to_owned()
                    value=typed("note")
                    error=posted.error("note")
                    max_length=MAX_TEXT
                />
                <Button weight=Weight::Quiet>{td!(locale, agency.message_button)}</Button>
            </ActionForm>
        </Details>
    }
}

/// When an outcome is the right one.
fn meaning(outcome: Outcome) -> &'static str {
    let locale = current();
    match outcome {
        Outcome::Granted => td_string!(locale, agency.granted_means),
        Outcome::Refused => td_string!(locale, agency.refused_means),
        Outcome::LeftUnexamined | Outcome::Withdrawn => td_string!(locale, agency.left_unexamined_means),
    }
}
