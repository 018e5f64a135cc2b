//! What has been begun and not submitted: go on, or throw it away.

use domain::{Date, PageOf};
use leptos::prelude::*;
use portal::DraftSummary;

use super::overview::DRAFTS;
use crate::app::Page;
use crate::cases::words::moment;
use crate::components::button::{Button, LinkButton, Weight};
use crate::components::details::Details;
use crate::components::next_page::NextPage;
use crate::paging::{address, cursor};
use crate::texts::{current, language, td, td_string};

/// The drafts; nothing when there are none.
pub(super) fn drafts(page: PageOf<DraftSummary>, today: Date) -> Option<impl IntoView> {
    let locale = current();
    let first = cursor(DRAFTS).map(|_| format!("{}#drafts", Page::Workspace.path(language())));
    if page.items.is_empty() && first.is_none() {
        return None;
    }
    let next = page
        .next
        .map(|place| format!("{}#drafts", address(&Page::Workspace, &[(DRAFTS, &place.0)])));
    Some(view! {
        <section class="stack" aria-labelledby="drafts">
            <h2 id="drafts">{td!(locale, workspace.drafts)}</h2>
            <ul class="case-list">{page.items.into_iter().map(|draft| view! { <Draft draft today/> }).collect_view()}</ul>
            <NextPage of=td_string!(locale, workspace.drafts) first next/>
        </section>
    })
}

#[component]
fn Draft(draft: DraftSummary, today: Date) -> impl IntoView {
    let (locale, language) = (current(), language());
    let title = draft.service_title.get(language).to_owned();
    let (go_on, delete) = (
        td_string!(locale, workspace.go_on),
        td_string!(locale, workspace.delete_button),
    );
    let (continued, deleted) = (format!("{go_on}: {title}"), format!("{delete}: {title}"));
    let saved = td_string!(locale, workspace.saved, moment = moment(draft.updated_at, today));
    let place = draft
        .page_number
        .map(|page| td_string!(locale, workspace.draft_page, page = page, pages = draft.pages_total));
    view! {
        <li class="case-list__item">
            <div class="case-list__text">
                <h3 class="case-list__title"><a href=continue_at(&draft)>{title}</a></h3>
                <p class="case-list__facts">{saved}{place.map(|place| format!(" · {place}"))}</p>
            </div>
            <LinkButton href=continue_at(&draft) weight=Weight::Quiet spoken=continued>{go_on}</LinkButton>
            <Details summary=td_string!(locale, workspace.delete_draft)>
                <p>{td!(locale, workspace.delete_text)}</p>
                <form method="post" action=Page::Workspace.path(language)>
                    <input type="hidden" name="draft" value=draft.id.to_string()/>
                    <Button weight=Weight::Warning spoken=deleted>{delete}</Button>
                </form>
            </Details>
        </li>
    }
}

/// The page last shown; of a draft never filled, the check, which says what is open.
fn continue_at(draft: &DraftSummary) -> String {
    let id = draft.id.to_string();
    match &draft.page {
        Some(page) => Page::DraftPage { id, page: page.clone() },
        None => Page::DraftCheck { id },
    }
    .path(language())
}
