//! What the client received in the end.

use domain::{CaseResult, File};
use leptos::prelude::*;

use super::words::{dated, size};
use crate::texts::{current, td, td_string};

/// The decision or answer in words, and the files handed over.
#[component]
pub fn ResultSection(
    /// The result.
    result: CaseResult,
    /// The number of its case.
    #[prop(into)]
    number: String,
    /// Whether the client got what was asked for.
    granted: bool,
) -> impl IntoView {
    let locale = current();
    let issued = dated(result.issued_at);
    view! {
        <section class="stack" aria-labelledby="result">
            <h2 id="result">{td!(locale, cases.result)}</h2>
            <div class=if granted { "result result--granted" } else { "result" }>
                <p class="as-written">{result.text}</p>
                {(!result.files.is_empty()).then(|| view! {
                    <h3>{td!(locale, cases.files)}</h3>
                    <ul class="result__files">
                        {result.files.into_iter().map(|file| view! { <li>{download(&number, file)}</li> }).collect_view()}
                    </ul>
                })}
                <p class="soft">{td_string!(locale, cases.issued, moment = issued)}</p>
            </div>
        </section>
    }
}

fn download(number: &str, file: File) -> impl IntoView + use<> {
    let href = format!("/api/v1/cases/{number}/files/{}", file.id);
    let name = file.name.clone();
    view! { <a href=href download=name>{file.name}</a>" "<span class="soft">"("{size(file.size)}")"</span> }
}
