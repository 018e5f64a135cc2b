//! What was answered in the form, as it was submitted.

use forms::SummaryPage;
use leptos::prelude::*;

use crate::components::summary_list::{SummaryItem, SummaryList};
use crate::texts::{current, td_string};

/// The answers page by page.
#[component]
pub fn Answered(
    /// What was answered.
    pages: Vec<SummaryPage>,
) -> impl IntoView {
    if pages.is_empty() {
        return view! { <p class="soft">{td_string!(current(), cases.no_answers)}</p> }.into_any();
    }
    pages
        .into_iter()
        .map(|page| view! { <AnsweredPage page/> })
        .collect_view()
        .into_any()
}

#[component]
fn AnsweredPage(page: SummaryPage) -> impl IntoView {
    let mut blocks: Vec<(Option<String>, Vec<SummaryItem>)> = Vec::new();
    for row in page.rows {
        let item = row.item;
        let line = SummaryItem {
            question: row.label,
            answer: row.values,
            change: None,
        };
        match blocks.last_mut() {
            Some((known, lines)) if *known == item => lines.push(line),
            _ => blocks.push((item, vec![line])),
        }
    }
    view! {
        <section class="answered">
            <h3>{page.title}</h3>
            {blocks.into_iter().map(|(item, items)| view! {
                {item.map(|item| view! { <h4>{item}</h4> })}
                <SummaryList items/>
            }).collect_view()}
        </section>
    }
}
