//! What the client can do with a case: answer, write, rate, take it back.

use domain::{Language, MessageAuthor};
use leptos::prelude::*;

use super::shown::ShownCase;
use crate::actions::ClientAction;
use crate::app::Page;
use crate::components::action_form::ActionForm;
use crate::components::button::{Button, LinkButton, Weight};
use crate::components::details::Details;
use crate::components::textarea::Textarea;
use crate::posted::Posted;
use crate::texts::{current, language, td, td_string};

/// Name of the input with what the client writes.
const TEXT: &str = "text";
/// The longest text, in characters.
const MAX_TEXT: u32 = 10_000;

fn own(case: &ShownCase, language: Language) -> String {
    Page::Case { number: case.number() }.path(language)
}

/// The question of the agency and the form that answers it.
pub(super) fn answer(case: &ShownCase) -> Option<impl IntoView + use<>> {
    let (locale, posted) = (current(), Posted::current());
    let question = case
        .view
        .messages
        .iter()
        .rev()
        .find(|said| said.message.author == MessageAuthor::Agency);
    let question = question.map(|said| said.message.text.clone());
    case.view.can.answer.then(|| {
        view! {
            <section class="to-do stack" aria-labelledby="to-do">
                <h2 id="to-do">{td!(locale, cases.to_do)}</h2>
                {question.map(|text| view! { <blockquote class="as-written">{text}</blockquote> })}
                <ActionForm to=own(case, language()) action=ClientAction::Answer.code() version=case.view.case.version>
                    <Textarea
                        name=TEXT
                        label=td_string!(locale, cases.answer)
                        hint=td_string!(locale, cases.answer_hint).to_owned()
                        value=posted.value(TEXT).unwrap_or_default().to_owned()
                        error=posted.error(TEXT)
                        max_length=MAX_TEXT
                    />
                    <Button>{td!(locale, cases.send_answer)}</Button>
                </ActionForm>
            </section>
        }
    })
}

/// The form that writes without having been asked. While an answer is asked for, that is the place to write.
pub(super) fn write(case: &ShownCase) -> Option<impl IntoView + use<>> {
    let (locale, posted) = (current(), Posted::current());
    let agency = case.view.agency.name.get(language()).to_owned();
    let hint = td_string!(locale, cases.message_hint, agency = agency);
    (case.view.can.message && !case.view.can.answer).then(|| {
        view! {
            <ActionForm to=own(case, language()) action=ClientAction::Message.code()>
                <Textarea
                    name=TEXT
                    label=td_string!(locale, cases.message)
                    hint=hint
                    value=posted.value(TEXT).unwrap_or_default().to_owned()
                    error=posted.error(TEXT)
                    max_length=MAX_TEXT
                />
                <Button weight=Weight::Quiet>{td!(locale, cases.send_message)}</Button>
            </ActionForm>
        }
    })
}

/// The way to the rating, when the case has ended.
pub(super) fn rate(case: &ShownCase) -> Option<impl IntoView + use<>> {
    let (locale, language) = (current(), language());
    let href = Page::Rating { number: case.number() }.path(language);
    let rating = case
        .view
        .feedback
        .as_ref()
        .map(|feedback| feedback.content.rating.get());
    match (case.view.can.rate, rating) {
        (true, _) => Some(
            view! {
                <section class="to-do stack" aria-labelledby="rate">
                    <h2 id="rate">{td!(locale, cases.rate)}</h2>
                    <p>{td!(locale, cases.rate_text)}</p>
                    <p><LinkButton href>{td!(locale, cases.rate_button)}</LinkButton></p>
                </section>
            }
            .into_any(),
        ),
        (false, Some(rating)) => Some(view! { <p>{td_string!(locale, cases.rated, rating = rating)}</p> }.into_any()),
        (false, None) => None,
    }
}

/// Taking the case back: asked for twice, since it cannot be undone.
pub(super) fn withdraw(case: &ShownCase) -> Option<impl IntoView + use<>> {
    let locale = current();
    let open = Posted::current().value(crate::actions::ACTION) == Some(ClientAction::Withdraw.code());
    let (to, version) = (own(case, language()), case.view.case.version);
    case.view.can.withdraw.then(|| {
        view! {
            <div class="withdraw">
                <Details summary=td_string!(locale, cases.withdraw) open>
                    <p>{td!(locale, cases.withdraw_text)}</p>
                    <ActionForm to action=ClientAction::Withdraw.code() version>
                        <Button weight=Weight::Warning>{td!(locale, cases.withdraw_button)}</Button>
                    </ActionForm>
                </Details>
            </div>
        }
    })
}
