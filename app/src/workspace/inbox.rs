//! The inbox: what happened to one's cases, each event told once.

use domain::{Date, Limit};
use leptos::prelude::*;
use portal::{Actor, InboxPage as Found, Portal};

use super::notice_list::{Notices, unread};
use crate::actions::InboxAction;
use crate::app::Page;
use crate::components::action_form::ActionForm;
use crate::components::back_link::BackLink;
use crate::components::button::{Button, LinkButton, Weight};
use crate::components::empty::Empty;
use crate::components::error_summary::ErrorSummary;
use crate::components::next_page::NextPage;
use crate::layout::PageTitle;
use crate::loaded::loaded;
use crate::paging::{address, cursor};
use crate::posted::Posted;
use crate::texts::{current, language, td, td_string};

/// Query parameter with the place in the list.
const AFTER: &str = "after";

/// The notices of the party acted for.
#[component]
pub fn InboxPage() -> impl IntoView {
    let (portal, actor) = (expect_context::<Portal>(), expect_context::<Actor>());
    let place = cursor(AFTER);
    let load = async move {
        let found = portal.notices.inbox(&actor, place.as_ref(), Limit::default()).await?;
        Ok((found, portal.today()))
    };
    loaded(load, |(found, today)| view! { <InboxList found today/> })
}

/// The inbox with what is in it.
#[component]
pub fn InboxList(
    /// The notices.
    found: Found,
    /// The date now.
    today: Date,
) -> impl IntoView {
    let (locale, language) = (current(), language());
    let title = td_string!(locale, layout.inbox);
    let own = Page::Inbox.path(language);
    let first = cursor(AFTER).map(|_| own.clone());
    let next = found
        .page
        .next
        .as_ref()
        .map(|place| address(&Page::Inbox, &[(AFTER, &place.0)]));
    let read_all = (found.unread > 0).then(|| {
        view! {
            <ActionForm to=own action=InboxAction::ReadAll.code() inline=true>
                <Button weight=Weight::Quiet>{td!(locale, workspace.mark_all_read)}</Button>
            </ActionForm>
        }
    });
    let empty = found.page.items.is_empty() && first.is_none();
    view! {
        <PageTitle title/>
        <div class="wrap page">
            <BackLink href=Page::Workspace.path(language)/>
            <ErrorSummary errors=Posted::current().errors/>
            <h1>{title}</h1>
            {if empty {
                view! {
                    <Empty title=td_string!(locale, workspace.inbox_empty)>
                        <p>{td!(locale, workspace.inbox_empty_text)}</p>
                        <p><LinkButton href=Page::Catalogue.path(language)>{td!(locale, workspace.find_service)}</LinkButton></p>
                    </Empty>
                }.into_any()
            } else {
                view! {
                    <div class="inbox__head"><p>{unread(found.unread)}</p>{read_all}</div>
                    <Notices notices=found.page.items today/>
                    <NextPage of=title first next/>
                }.into_any()
            }}
        </div>
    }
}
