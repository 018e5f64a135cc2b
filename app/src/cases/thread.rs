//! What client and agency wrote to each other.

use domain::{Date, MessageAuthor};
use leptos::prelude::*;
use portal::MessageView;

use super::words::{Side, moment};
use crate::texts::{current, td, td_string};

/// The messages, oldest first.
#[component]
pub fn Thread(
    /// What was written.
    messages: Vec<MessageView>,
    /// Who reads it.
    side: Side,
    /// The date now.
    today: Date,
) -> impl IntoView {
    let locale = current();
    if messages.is_empty() {
        return view! { <p class="soft">{td!(locale, cases.no_messages)}</p> }.into_any();
    }
    view! {
        <ol class="thread">
            {messages.into_iter().map(|message| view! { <Message message side today/> }).collect_view()}
        </ol>
    }
    .into_any()
}

#[component]
fn Message(message: MessageView, side: Side, today: Date) -> impl IntoView {
    let locale = current();
    let MessageView { message, author_name } = message;
    let own = matches!(
        (message.author, side),
        (MessageAuthor::Client, Side::Client) | (MessageAuthor::Agency, Side::Agency)
    );
    let role = match (message.author, side) {
        (MessageAuthor::Client, Side::Client) => td_string!(locale, cases.from_your_side),
        (MessageAuthor::Client, Side::Agency) => td_string!(locale, cases.from_client),
        (MessageAuthor::Agency, _) => td_string!(locale, cases.from_agency),
    };
    view! {
        <li class=if own { "thread__message thread__message--own" } else { "thread__message" }>
            <p class="thread__head">
                <b>{author_name}</b>" "<span class="soft">"("{role}")"</span>" "
                <time class="thread__time" datetime=message.sent_at.to_string()>{moment(message.sent_at, today)}</time>
            </p>
            <p class="as-written">{message.text}</p>
        </li>
    }
}
