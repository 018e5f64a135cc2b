//! The answers in one view before they are submitted, each with a way to change it.

use forms::{FieldPath, FormDefinition, SummaryPage, SummaryRow};
use leptos::prelude::*;
use portal::{Actor, Portal};

use super::filling::Filling;
use super::page::FROM_CHECK;
use super::versions::{in_the_way, left_out, notice};
use crate::app::Page;
use crate::components::back_link::BackLink;
use crate::components::button::Button;
use crate::components::error_summary::ErrorSummary;
use crate::components::notice::{Notice, NoticeKind};
use crate::components::summary_list::{SummaryItem, SummaryList};
use crate::context::Viewer;
use crate::layout::PageTitle;
use crate::loaded::loaded;
use crate::posted::Posted;
use crate::texts::{current, language, td, td_string};

/// The check of a draft's answers.
#[component]
pub fn DraftCheckPage(
    /// The draft's id as in the address.
    id: String,
) -> impl IntoView {
    let (portal, actor) = (expect_context::<Portal>(), expect_context::<Actor>());
    loaded(
        async move { Filling::load(&portal, &actor, &id).await },
        |filling| match &filling.view.submitted_case {
            Some(number) => submitted(number.to_string()).into_any(),
            None => in_the_way(&filling).unwrap_or_else(|| draw(&filling).into_any()),
        },
    )
}

fn submitted(number: String) -> impl IntoView {
    let (locale, language) = (current(), language());
    let title = td_string!(locale, form.already_submitted);
    view! {
        <PageTitle title/>
        <div class="wrap page">
            <h1>{title}</h1>
            <p><a class="button" href=Page::Case { number }.path(language)>{td!(locale, form.to_case)}</a></p>
        </div>
    }
}

fn draw(filling: &Filling) -> impl IntoView + use<> {
    let (locale, language) = (current(), language());
    let id = filling.view.draft.id.to_string();
    let service = filling.view.service_title.get(language).to_owned();
    let title = td_string!(locale, form.check_title);
    let pages = forms::summary(filling.definition(), filling.answers(), &filling.context(), language);
    let last = filling
        .evaluation
        .visible_pages()
        .next_back()
        .map(|page| page.id.to_string());
    let back = last.map_or(
        Page::StartForm {
            slug: filling.view.service_slug.to_string(),
        },
        |page| Page::DraftPage { id: id.clone(), page },
    );
    let incomplete: Vec<(String, String)> = filling
        .evaluation
        .visible_pages()
        .filter(|page| !page.complete)
        .map(|page| {
            let title = filling
                .definition()
                .page(page.id.as_str())
                .map_or("", |page| page.title.get(language));
            (
                title.to_owned(),
                Page::DraftPage {
                    id: id.clone(),
                    page: page.id.to_string(),
                }
                .path(language),
            )
        })
        .collect();
    let complete = incomplete.is_empty();
    let open = (!complete).then(|| {
        let pages = incomplete.into_iter().map(|(title, href)| view! { <li><a href=href>{title}</a></li> }).collect_view();
        view! {
            <Notice kind=NoticeKind::Warning title=td_string!(locale, form.incomplete).to_owned()><ul>{pages}</ul></Notice>
        }
    });
    let agency = filling.view.agency_name.get(language).to_owned();
    let action = Page::DraftCheck { id: id.clone() }.path(language);
    let submit = complete.then(|| {
        view! {
            <form class="panel check-submit" method="post" action=action>
                <h2>{td!(locale, form.before_submit)}</h2>
                <p>{td_string!(locale, form.before_submit_text, agency = agency)}</p>
                {on_behalf()}
                <Button>{td!(locale, form.submit)}</Button>
            </form>
        }
    });
    let pages = pages
        .into_iter()
        .map(|page| summary_page(page, Some(&id), filling.definition()))
        .collect_view();
    view! {
        <PageTitle title=format!("{title} – {service}")/>
        <div class="wrap page">
            <BackLink href=back.path(language)/>
            <p class="form-page__service">{service}</p>
            <ErrorSummary errors=Posted::current().errors/>
            <h1>{title}</h1>
            {notice(filling)}
            {open}
            {pages}
            {left_out(filling)}
            {submit}
        </div>
    }
}

/// Whose case it will be, said once more where it matters.
fn on_behalf() -> Option<impl IntoView> {
    let viewer = Viewer::current();
    let person = viewer.person()?;
    let locale = current();
    let words = match &person.acting_for {
        Some(company) => td_string!(locale, form.submit_for, name = company.clone()),
        None => td_string!(locale, form.submit_as, name = person.name.clone()),
    };
    Some(view! { <p>{words}</p> })
}

/// The answers of a page, each with a way to change it if the draft can be changed.
pub(super) fn summary_page(
    page: SummaryPage,
    draft: Option<&str>,
    definition: &FormDefinition,
) -> impl IntoView + use<> {
    let language = language();
    let own = draft.map(|draft| {
        let page = Page::DraftPage {
            id: draft.to_owned(),
            page: page.id.to_string(),
        };
        page.path(language)
    });
    let mut blocks: Vec<(Option<String>, Vec<SummaryItem>)> = Vec::new();
    for row in page.rows {
        let item = row.item.clone();
        // What is calculated changes with the answers it rests on.
        let asked = definition
            .field_at(&row.path)
            .is_some_and(|field| field.kind.is_question());
        let change = own.as_ref().filter(|_| asked).map(|own| change(&row, own));
        let line = SummaryItem {
            question: row.label,
            answer: row.values,
            change,
        };
        match blocks.last_mut() {
            Some((known, lines)) if *known == item => lines.push(line),
            _ => blocks.push((item, vec![line])),
        }
    }
    view! {
        <section class="check-page">
            <h2>{page.title}</h2>
            {blocks.into_iter().map(|(item, items)| view! {
                {item.clone().map(|item| view! { <h3>{item}</h3> })}
                <SummaryList items of=item/>
            }).collect_view()}
        </section>
    }
}

fn change(row: &SummaryRow, page: &str) -> String {
    format!("{page}?{FROM_CHECK}=1#{}", anchor(&row.path))
}

/// The island and the browser find the question by its field's name; parts begin with it.
fn anchor(path: &FieldPath) -> String {
    format!("field-{path}")
}
