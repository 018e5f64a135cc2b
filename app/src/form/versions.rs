//! A draft whose form has a newer version: what has changed, what happens to the answers, and what to do.

use domain::{Date, DraftMove, Fate, MovedAnswer, Passage};
use forms::summary::date_in_words;
use leptos::prelude::*;
use portal::{Actor, DraftUpdate, Portal};

use super::check::summary_page;
use super::filling::Filling;
use super::page::LanguageForm;
use super::problems::in_words;
use super::versions_words::{OlderAnswers, differences};
use crate::app::Page;
use crate::components::button::{Button, Buttons, Weight};
use crate::components::details::Details;
use crate::components::error_summary::ErrorSummary;
use crate::components::notice::{Notice, NoticeKind};
use crate::components::summary_list::{SummaryItem, SummaryList};
use crate::layout::PageTitle;
use crate::loaded::loaded;
use crate::posted::Posted;
use crate::texts::{current, language, td, td_string};

/// The names and values of what the buttons of this page send.
pub mod names {
    /// What is to be done.
    pub const ACTION: &str = "action";
    /// Move the draft.
    pub const MOVE: &str = "move";
    /// Begin anew with what fits.
    pub const CARRY: &str = "carry";
    /// Begin anew with nothing.
    pub const EMPTY: &str = "empty";
    /// The draft's version as seen.
    pub const VERSION: &str = "version";
    /// The form version as seen.
    pub const FORM_VERSION: &str = "formVersion";
}

/// What a newer version of its form means for a draft.
#[component]
pub fn DraftUpdatePage(
    /// The draft's id as in the address.
    id: String,
) -> impl IntoView {
    let (portal, actor) = (expect_context::<Portal>(), expect_context::<Actor>());
    loaded(
        async move { Filling::load(&portal, &actor, &id).await },
        |filling| match &filling.view.update {
            Some(update) => whole_page(&filling, update),
            None => newest(&filling),
        },
    )
}

/// The page that stands in the way of filling: the client must be asked, or nothing can be filled any more.
pub(super) fn in_the_way(filling: &Filling) -> Option<AnyView> {
    let update = filling.view.update.as_ref()?;
    matches!(update.passage, Passage::Asks | Passage::Closed).then(|| whole_page(filling, update))
}

/// What to know at the head of a page of filling: that the draft has just moved, or stays on an old version.
pub(super) fn notice(filling: &Filling) -> Option<AnyView> {
    let locale = current();
    let language = language();
    let stays = |update: &&DraftUpdate| update.passage == Passage::Stays;
    if let Some(update) = filling.view.update.as_deref().filter(stays) {
        let text = match update.until {
            Some(date) => td_string!(locale, versions.stays_until, date = date_in_words(date, language)),
            None => td_string!(locale, versions.stays).to_owned(),
        };
        let href = own_path(filling);
        return Some(
            view! {
                <Notice kind=NoticeKind::Warning>
                    <p>{text}</p>
                    <p><a href=href>{td!(locale, versions.see_changes)}</a></p>
                </Notice>
            }
            .into_any(),
        );
    }
    let last = filling
        .view
        .moves
        .last()
        .filter(|last| last.draft_version == filling.view.draft.version)?;
    let text = match last.answers.iter().any(MovedAnswer::is_left_out) {
        // The first version of a draft is the one it was begun with.
        _ if last.draft_version == 1 => td_string!(locale, versions.carried),
        true => td_string!(locale, versions.moved_left_out),
        false => td_string!(locale, versions.moved),
    };
    Some(view! { <Notice kind=NoticeKind::Success><p>{text}</p></Notice> }.into_any())
}

/// What earlier moves left out of the draft, to be read.
pub(super) fn left_out(filling: &Filling) -> Option<AnyView> {
    let locale = current();
    let mut items: Vec<SummaryItem> = Vec::new();
    for (moved, form) in filling.view.moves.iter().zip(&filling.older_forms) {
        items.extend(told(moved, form, filling));
    }
    (!items.is_empty()).then(|| {
        view! {
            <Details summary=td_string!(locale, versions.kept)>
                <p>{td!(locale, versions.kept_text)}</p>
                <SummaryList items/>
            </Details>
        }
        .into_any()
    })
}

fn told(moved: &DraftMove, form: &forms::FormDefinition, filling: &Filling) -> Vec<SummaryItem> {
    let words = OlderAnswers::new(form, filling.context(), language());
    let left_out = moved.answers.iter().filter(|answer| answer.is_left_out());
    left_out.map(|answer| words.item(answer)).collect()
}

fn own_path(filling: &Filling) -> String {
    Page::DraftUpdate {
        id: filling.view.draft.id.to_string(),
    }
    .path(language())
}

/// Where filling goes on.
fn go_on_path(filling: &Filling) -> String {
    let id = filling.view.draft.id.to_string();
    match filling.resume_page() {
        Some(page) => Page::DraftPage {
            id,
            page: page.to_string(),
        },
        None => Page::DraftCheck { id },
    }
    .path(language())
}

fn newest(filling: &Filling) -> AnyView {
    let locale = current();
    let title = filling.view.service_title.get(language()).to_owned();
    let href = go_on_path(filling);
    view! {
        <PageTitle title=title.clone()/>
        <div class="wrap page">
            <h1>{title}</h1>
            <Notice><p>{td!(locale, versions.newest)}</p></Notice>
            {left_out(filling)}
            <p><a class="button" href=href>{td!(locale, versions.go_on)}</a></p>
        </div>
    }
    .into_any()
}

fn whole_page(filling: &Filling, update: &DraftUpdate) -> AnyView {
    let (locale, language) = (current(), language());
    let service = filling.view.service_title.get(language).to_owned();
    let title = match update.passage {
        Passage::Moves | Passage::Asks => td_string!(locale, versions.changed),
        Passage::Stays => td_string!(locale, versions.stays_title),
        Passage::Closed => td_string!(locale, versions.closed_title),
    };
    let lead = lead(update);
    let answers = answers(filling, update);
    let questions = questions(update);
    let changes = changes(filling, update);
    let action = match update.passage {
        Passage::Moves | Passage::Asks => move_form(filling, update),
        Passage::Stays | Passage::Closed => renew_form(filling),
    };
    let go_on = (update.passage == Passage::Stays).then(|| {
        let href = go_on_path(filling);
        view! { <p><a href=href>{td!(locale, versions.go_on_old)}</a></p> }
    });
    let read = (update.passage == Passage::Closed).then(|| read_only(filling));
    view! {
        <PageTitle title=format!("{title} – {service}")/>
        <div class="wrap page draft-update">
            <p class="form-page__service">{service}</p>
            <ErrorSummary errors=Posted::current().errors/>
            <h1>{title}</h1>
            <p class="lead">{lead}</p>
            {answers}
            {questions}
            {changes}
            {action}
            {go_on}
            {read}
            {left_out(filling)}
            <LanguageForm/>
        </div>
    }
    .into_any()
}

fn lead(update: &DraftUpdate) -> String {
    let (locale, language) = (current(), language());
    let day = |date: Date| date_in_words(date, language);
    match (update.passage, update.until) {
        (Passage::Moves | Passage::Asks, _) => td_string!(locale, versions.changed_lead).to_owned(),
        (Passage::Closed, Some(date)) => td_string!(locale, versions.closed_text, date = day(date)),
        (Passage::Stays, Some(date)) => td_string!(locale, versions.stays_until, date = day(date)),
        (Passage::Stays | Passage::Closed, None) => td_string!(locale, versions.stays).to_owned(),
    }
}

/// What happens to the answers, those alike together.
fn answers(filling: &Filling, update: &DraftUpdate) -> AnyView {
    let (locale, language) = (current(), language());
    let words = OlderAnswers::new(filling.definition(), filling.context(), language);
    let told = |moved: &MovedAnswer| {
        let mut item = words.item(moved);
        let new = &update.form.definition;
        let wrong = update.problems(&moved.path).iter();
        item.answer
            .extend(wrong.map(|problem| in_words(new, &moved.path, problem, language)));
        item
    };
    let groups = [Fate::Unreadable, Fate::SetAside, Fate::NoLongerFits, Fate::Converted].map(|fate| {
        let same = update.answers.iter().filter(|moved| moved.fate == fate);
        let items: Vec<SummaryItem> = same.map(told).collect();
        (!items.is_empty()).then(|| {
            let (title, text) = fate_in_words(fate);
            view! { <h3>{title}</h3><p>{text}</p><SummaryList items/> }
        })
    });
    let others = if update.answers.is_empty() {
        td_string!(locale, versions.all_stay)
    } else {
        td_string!(locale, versions.others_stay)
    };
    let nothing_lost = matches!(update.passage, Passage::Moves | Passage::Asks)
        .then(|| view! { <p>{td!(locale, versions.nothing_lost)}</p> });
    view! {
        <section>
            <h2>{td!(locale, versions.your_answers)}</h2>
            {groups.into_iter().collect_view()}
            <p>{others}</p>
            {nothing_lost}
        </section>
    }
    .into_any()
}

fn fate_in_words(fate: Fate) -> (&'static str, &'static str) {
    let locale = current();
    match fate {
        Fate::Converted => (
            td_string!(locale, versions.converted),
            td_string!(locale, versions.converted_text),
        ),
        Fate::NoLongerFits => (
            td_string!(locale, versions.no_longer_fits),
            td_string!(locale, versions.no_longer_fits_text),
        ),
        Fate::SetAside => (
            td_string!(locale, versions.set_aside),
            td_string!(locale, versions.set_aside_text),
        ),
        Fate::Unreadable => (
            td_string!(locale, versions.unreadable),
            td_string!(locale, versions.unreadable_text),
        ),
    }
}

/// What is asked on the new version and was not before.
fn questions(update: &DraftUpdate) -> Option<AnyView> {
    let (locale, language) = (current(), language());
    let form = &update.form.definition;
    let fields = update.questions.iter().filter_map(|path| form.field_at(path));
    let labels: Vec<String> = fields.map(|field| field.label.get(language).to_owned()).collect();
    (!labels.is_empty()).then(|| {
        view! {
            <section>
                <h2>{td!(locale, versions.questions)}</h2>
                <ul>{labels.into_iter().map(|label| view! { <li>{label}</li> }).collect_view()}</ul>
            </section>
        }
        .into_any()
    })
}

fn changes(filling: &Filling, update: &DraftUpdate) -> Option<AnyView> {
    let (locale, language) = (current(), language());
    let told = differences(
        (filling.definition(), &update.form.definition),
        &update.differences,
        language,
    );
    (!told.is_empty()).then(|| {
        view! {
            <Details summary=td_string!(locale, versions.all_changes)>
                <ul>{told.into_iter().map(|change| view! { <li>{change}</li> }).collect_view()}</ul>
            </Details>
        }
        .into_any()
    })
}

fn move_form(filling: &Filling, update: &DraftUpdate) -> AnyView {
    let locale = current();
    let (version, form_version) = (filling.view.draft.version.to_string(), update.form_version.to_string());
    view! {
        <form method="post" action=own_path(filling)>
            <input type="hidden" name=names::VERSION value=version/>
            <input type="hidden" name=names::FORM_VERSION value=form_version/>
            <Button name=names::ACTION value=names::MOVE>{td!(locale, versions.go_to_newest)}</Button>
        </form>
    }
    .into_any()
}

fn renew_form(filling: &Filling) -> AnyView {
    let locale = current();
    view! {
        <form class="panel" method="post" action=own_path(filling)>
            <h2>{td!(locale, versions.renew_title)}</h2>
            <p>{td!(locale, versions.renew_text)}</p>
            <Buttons>
                <Button name=names::ACTION value=names::CARRY>{td!(locale, versions.renew_carry)}</Button>
                <Button weight=Weight::Quiet name=names::ACTION value=names::EMPTY>{td!(locale, versions.renew_empty)}</Button>
            </Buttons>
        </form>
    }
    .into_any()
}

/// The answers of a draft that is closed.
fn read_only(filling: &Filling) -> AnyView {
    let (locale, language) = (current(), language());
    let pages = forms::summary(filling.definition(), filling.answers(), &filling.context(), language);
    let pages = pages
        .into_iter()
        .map(|page| summary_page(page, None, filling.definition()));
    view! {
        <section>
            <h2>{td!(locale, versions.answers)}</h2>
            {pages.collect_view()}
        </section>
    }
    .into_any()
}
