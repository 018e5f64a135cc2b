//! Notices, in the inbox and in short in the workspace.

use domain::{Date, Notice};
use leptos::prelude::*;
use portal::InboxPage;

use crate::actions::InboxAction;
use crate::app::Page;
use crate::cases::words;
use crate::components::action_form::ActionForm;
use crate::texts::{Plural, current, language, plural, td, td_string};

/// What is new, with the way to all notices.
pub(super) fn teaser(inbox: InboxPage, today: Date) -> impl IntoView {
    let (locale, language) = (current(), language());
    let mut notices = inbox.page.items;
    notices.retain(|notice| notice.read_at.is_none());
    view! {
        <section class="stack" aria-labelledby="news">
            <h2 id="news">{td!(locale, layout.inbox)}</h2>
            <p>{unread(inbox.unread)}</p>
            {(!notices.is_empty()).then(|| view! { <Notices notices today brief=true/> })}
            <p><a class="onward" href=Page::Inbox.path(language)>{td!(locale, workspace.to_inbox)}</a></p>
        </section>
    }
}

/// How many are unread, in words.
pub(super) fn unread(count: i64) -> String {
    let (locale, count) = (current(), count.unsigned_abs());
    match (count, plural(language(), count)) {
        (0, _) => td_string!(locale, workspace.none_unread).to_owned(),
        (100.., _) => td_string!(locale, workspace.very_many_unread).to_owned(),
        (_, Plural::One) => td_string!(locale, workspace.one_unread, count = count),
        (_, Plural::Other) => td_string!(locale, workspace.many_unread, count = count),
    }
}

/// Notices in the order given.
#[component]
pub(super) fn Notices(notices: Vec<Notice>, today: Date, #[prop(optional)] brief: bool) -> impl IntoView {
    view! {
        <ul class="notices">
            {notices.into_iter().map(|notice| view! { <Item notice today brief/> }).collect_view()}
        </ul>
    }
}

/// One notice. Opening it marks it as read and leads to the case.
#[component]
fn Item(notice: Notice, today: Date, brief: bool) -> impl IntoView {
    let (locale, language) = (current(), language());
    let to = Page::Inbox.path(language);
    let told = words::notice(&notice.kind);
    let id = notice.id.to_string();
    let mark_read = td_string!(locale, workspace.mark_read);
    let (opened, marked) = (id.clone(), format!("{mark_read}: {told}"));
    let fresh = notice.read_at.is_none();
    let number = notice.case.to_string();
    let case = Page::Case { number: number.clone() }.path(language);
    let told_number = number.clone();
    let title = if fresh {
        view! {
            <ActionForm to=to.clone() action=InboxAction::Open.code() inline=true>
                <input type="hidden" name="notice" value=opened/>
                <input type="hidden" name="case" value=number/>
                <button class="link-button notices__title">
                    <span class="visually-hidden">{td!(locale, workspace.unread)}": "</span>{told}
                </button>
            </ActionForm>
        }
        .into_any()
    } else {
        view! { <a class="notices__title" href=case>{told}</a> }.into_any()
    };
    let mark = (fresh && !brief).then(|| {
        view! {
            <ActionForm to action=InboxAction::Read.code() inline=true>
                <input type="hidden" name="notice" value=id/>
                <button class="link-button notices__mark" aria-label=marked>{mark_read}</button>
            </ActionForm>
        }
    });
    view! {
        <li class=if fresh { "notices__item notices__item--unread" } else { "notices__item" }>
            <div class="notices__text">
                {title}
                <p class="notices__facts">
                    {notice.service_title.get(language).to_owned()}" · "<span class="number">{told_number}</span>" · "
                    <time datetime=notice.created_at.to_string()>{words::moment(notice.created_at, today)}</time>
                </p>
            </div>
            {mark}
        </li>
    }
}
