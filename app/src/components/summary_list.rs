//! Answers to check, each with a way to change it.

use leptos::prelude::*;

use crate::texts::{current, td};

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
) -> impl IntoView {
    view! { <dl class="summary-list">{items.into_iter().map(|item| view! { <Item item/> }).collect_view()}</dl> }
        .into_any()
}

#[component]
fn Item(item: SummaryItem) -> impl IntoView {
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
    let question = item.question.clone();
    view! {
        <div class="summary-list__row">
            <dt>{item.question}</dt>
            <dd class="summary-list__answer">{answer}</dd>
            {item.change.map(|href| view! {
                <dd class="summary-list__change">
                    <a href=href>{td!(locale, components.change)}<span class="visually-hidden">": "{question}</span></a>
                </dd>
            })}
        </div>
    }
}
