//! Answers to check, each with a way to change it.

use leptos::prelude::*;

use crate::texts::{current, td, td_string};

/// One question and its answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SummaryItem {
    /// The question.
    pub question: String,
    /// The answer, line by line; empty when nothing was answered.
    pub answer: Vec<String>,
    /// Where the answer can be changed.
    pub change: Option<String>,
}

/// Questions and answers.
#[component]
pub fn SummaryList(
    /// What to show, in order.
    items: Vec<SummaryItem>,
    /// Of whom or what it was asked, where several were asked the same: said aloud with the way to change it.
    #[prop(optional_no_strip)]
    of: Option<String>,
) -> impl IntoView {
    view! { <dl class="summary-list">{items.into_iter().map(|item| view! { <Item item of=of.clone()/> }).collect_view()}</dl> }
        .into_any()
}

#[component]
fn Item(item: SummaryItem, of: Option<String>) -> impl IntoView {
    let locale = current();
    let answer = if item.answer.is_empty() {
        view! { <span class="soft">{td!(locale, components.not_answered)}</span> }.into_any()
    } else {
        item.answer
            .into_iter()
            .map(|line| view! { <span class="summary-list__line">{line}</span> })
            .collect_view()
            .into_any()
    };
    let change = td_string!(locale, components.change);
    let spoken = match &of {
        Some(of) => format!("{change}: {} ({of})", item.question),
        None => format!("{change}: {}", item.question),
    };
    view! {
        <div class="summary-list__row">
            <dt>{item.question}</dt>
            <dd class="summary-list__answer">{answer}</dd>
            {item.change.map(|href| view! {
                <dd class="summary-list__change">
                    <a href=href aria-label=spoken>{change}</a>
                </dd>
            })}
        </div>
    }
}
