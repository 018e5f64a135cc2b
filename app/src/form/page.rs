//! One page of a form being filled.

use forms::{Answers, Field, FieldKind, FieldPath, Page as FormPage, Seen, names};
use leptos::prelude::*;
use portal::{Actor, DRAWN_ON, Portal, PortalError};

use super::elsewhere::{AnsweredElsewhere, Differing};
use super::field::Drawing;
use super::filling::Filling;
use super::versions::{in_the_way, left_out, notice};
use crate::app::Page;
use crate::components::back_link::BackButton;
use crate::components::button::{Button, Buttons, Weight};
use crate::components::details::Details;
use crate::components::error_summary::ErrorSummary;
use crate::components::notice::Notice;
use crate::components::progress::Progress;
use crate::context::Request;
use crate::layout::PageTitle;
use crate::loaded::loaded;
use crate::markdown::Markdown;
use crate::posted::Posted;
use crate::texts::{current, language, td, td_string};

/// The query parameter that says one came from the check of the answers and goes back there.
pub const FROM_CHECK: &str = "check";
/// The id of the form on a page of a draft, for buttons that stand outside it.
pub const ANSWERS: &str = "answers";
/// The name of the button that keeps what was typed and shows the page in the language of its value.
pub const IN_LANGUAGE: &str = "_language";

/// A page of a draft.
#[component]
pub fn DraftPage(
    /// The draft's id as in the address.
    id: String,
    /// The page's id as in the address.
    page: String,
) -> impl IntoView {
    let (portal, actor) = (expect_context::<Portal>(), expect_context::<Actor>());
    let elsewhere = use_context::<AnsweredElsewhere>();
    let load = async move {
        let filling = Filling::load(&portal, &actor, &id).await?;
        let known = filling
            .definition()
            .pages
            .iter()
            .find(|known| known.id.as_str() == page);
        let known = known.cloned();
        // A page of the version that the draft was on before it moved.
        if known.is_none() && filling.view.moves.is_empty() {
            return Err(PortalError::NotFound);
        }
        Ok((filling, known))
    };
    loaded(load, move |(filling, page)| {
        if let Some(first) = in_the_way(&filling) {
            return first;
        }
        let place = page.as_ref().and_then(|page| Some((page, filling.place(&page.id)?)));
        match place.filter(|_| filling.view.submitted_case.is_none()) {
            Some((page, place)) => draw(filling, page, place, elsewhere).into_any(),
            None => not_here(&filling).into_any(),
        }
    })
}

/// The page is not on the way any more, or the draft has become a case: say so and lead on.
fn not_here(filling: &Filling) -> impl IntoView + use<> {
    let (locale, language) = (current(), language());
    let title = filling.view.service_title.get(language).to_owned();
    let draft = filling.view.draft.id.to_string();
    let (text, href, action) = match (&filling.view.submitted_case, filling.resume_page()) {
        (Some(number), _) => (
            td_string!(locale, form.already_submitted),
            Page::Case {
                number: number.to_string(),
            }
            .path(language),
            td_string!(locale, form.to_case),
        ),
        (None, Some(page)) => (
            td_string!(locale, form.not_on_way),
            Page::DraftPage {
                id: draft,
                page: page.to_string(),
            }
            .path(language),
            td_string!(locale, form.go_on),
        ),
        (None, None) => (
            td_string!(locale, form.not_on_way),
            Page::DraftCheck { id: draft }.path(language),
            td_string!(locale, form.go_on),
        ),
    };
    view! {
        <PageTitle title=title.clone()/>
        <div class="wrap page">
            <h1>{title}</h1>
            <Notice>{text}</Notice>
            <p><a class="button" href=href>{action}</a></p>
            <LanguageForm/>
        </div>
    }
}

/// What the language switch of the header sends where a page of a draft has no questions.
#[component]
pub fn LanguageForm() -> impl IntoView {
    let request = Request::current();
    let other = request.in_language(request.language.other());
    view! { <form id=ANSWERS method="get" action=other></form> }
}

fn draw(
    stored: Filling,
    page: &FormPage,
    (step, of): (u32, u32),
    elsewhere: Option<AnsweredElsewhere>,
) -> impl IntoView + use<> {
    let (locale, language) = (current(), language());
    let posted = Posted::current();
    let seen = Seen::of(page, stored.answers()).to_string();
    let differing = elsewhere
        .as_ref()
        .map(|elsewhere| Differing::of(&stored, &elsewhere.questions));
    let filling = &match elsewhere {
        Some(elsewhere) => stored.with(elsewhere.answers),
        None => stored,
    };
    // A refused post is shown as it was typed, emptied boxes too.
    let answers: Answers = if posted.errors.is_empty() {
        filling.evaluation.with_proposals(filling.answers())
    } else {
        filling.answers().clone()
    };
    let drawing = Drawing {
        definition: filling.definition(),
        answers: &answers,
        evaluation: &filling.evaluation,
        context: filling.context(),
        posted: &posted,
        language,
    };
    let id = filling.view.draft.id.to_string();
    let from_check = Request::current().query(FROM_CHECK).is_some();
    let own = Page::DraftPage {
        id: id.clone(),
        page: page.id.to_string(),
    }
    .path(language);
    let action = if from_check {
        format!("{own}?{FROM_CHECK}=1")
    } else {
        own
    };
    let differing = differing.map(|differing| differing.view(action.clone()));
    let only = only_question(page);
    let service = filling.view.service_title.get(language).to_owned();
    let title = only.map_or(&page.title, |field| &field.label).get(language).to_owned();
    let heading = only.is_none().then(|| {
        let title = title.clone();
        view! { <h1>{title}</h1> }
    });
    let sections = page
        .sections
        .iter()
        .map(|section| section_view(&drawing, section, only.is_some()))
        .collect_view();
    let help = (!page.help.is_empty()).then(|| page.help.get(language).to_owned());
    let errors = posted.errors.clone();
    let just_moved = filling
        .view
        .moves
        .last()
        .is_some_and(|last| last.draft_version == filling.view.draft.version);
    let form_version = filling.view.form.id.to_string();
    let definition = format!("/api/v1/form-versions/{form_version}");
    view! {
        <PageTitle title=format!("{title} – {service}")/>
        <div class="wrap page">
            <BackButton form=ANSWERS name=names::ACTION value=names::BACK/>
            <p class="form-page__service">{service}</p>
            <Progress step of/>
            <ErrorSummary errors/>
            {notice(filling)}
            {just_moved.then(|| left_out(filling))}
            // What the script of `frontend` needs to know to run the form; without script the page works as it stands.
            <form
                class="form-page"
                id=ANSWERS
                method="post"
                action=action
                novalidate
                data-draft=id
                data-definition=definition
                data-page=page.id.to_string()
                data-today=filling.facts.today.to_string()
                data-demo=filling.facts.demo
                data-language=language.code()
            >
                // The first button is the one that Enter presses; it must not be "add" or "remove".
                <button class="visually-hidden" name=names::ACTION value=names::CONTINUE tabindex="-1" aria-hidden="true"></button>
                <input type="hidden" name=DRAWN_ON value=form_version/>
                // A browser that goes back must not put an older one in its place.
                <input type="hidden" name=names::SEEN value=seen autocomplete="off"/>
                {heading}
                {differing}
                {help.map(|text| view! { <Details summary=td_string!(locale, form.about_page)><Markdown text/></Details> })}
                {sections}
                <p
                    class="form-page__saved"
                    role="status"
                    data-saved
                    data-words-saving=td_string!(locale, form.saving)
                    data-words-saved=td_string!(locale, form.saved)
                    data-words-failed=td_string!(locale, form.not_saved)
                    data-words-differs=td_string!(locale, form.not_saved_differs)
                ></p>
                <Buttons>
                    <Button name=names::ACTION value=names::CONTINUE>{td!(locale, form.continue_)}</Button>
                    <Button weight=Weight::Quiet name=names::ACTION value=names::SAVE>{td!(locale, form.save_and_leave)}</Button>
                </Buttons>
            </form>
        </div>
    }
}

fn section_view(drawing: &Drawing<'_>, section: &forms::Section, only: bool) -> AnyView {
    let fields = section.fields.iter();
    let shown = fields
        .clone()
        .any(|field| drawing.evaluation.is_visible(&FieldPath::top(field.id.clone())));
    let title = (!section.title.is_empty()).then(|| section.title.get(drawing.language).to_owned());
    let views = fields
        .map(|field| drawing.field(field, &FieldPath::top(field.id.clone()), only && asks(field)))
        .collect_view();
    view! {
        <div class="form-section" data-section hidden=!shown>
            {title.map(|title| view! { <h2>{title}</h2> })}
            {views}
        </div>
    }
    .into_any()
}

/// The single question of a page: its words are the heading, so that nothing is said twice.
fn only_question(page: &FormPage) -> Option<&Field> {
    let mut questions = page
        .sections
        .iter()
        .flat_map(|section| &section.fields)
        .filter(|field| field.kind.is_question());
    let first = questions.next().filter(|field| asks(field))?;
    questions.next().is_none().then_some(first)
}

fn asks(field: &Field) -> bool {
    let stands_alone = !matches!(
        field.kind,
        FieldKind::Group(_) | FieldKind::Table(_) | FieldKind::File(_)
    );
    field.kind.is_question() && stands_alone && !field.kind.is_tick() && field.read_only.is_none()
}
