//! Files to send along.

use leptos::prelude::*;

use super::question::{OptionalText, Question, Words};

/// A question answered with files. The form must have `enctype="multipart/form-data"`.
#[component]
pub fn FileInput(
    /// The name of the field.
    #[prop(into)]
    name: String,
    /// What to send.
    #[prop(into)]
    label: String,
    /// Which kinds of file and how large.
    #[prop(optional, into)]
    hint: OptionalText,
    /// What is wrong with the file.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// Whether it may be left out.
    #[prop(optional)]
    optional: bool,
    /// Whether several files may be sent.
    #[prop(optional)]
    multiple: bool,
    /// Kinds of file the browser offers, such as `.pdf,.jpg`.
    #[prop(optional, into)]
    accept: OptionalText,
) -> impl IntoView {
    let words = Words {
        name: name.clone(),
        label,
        hint: hint.0,
        optional,
        heading: false,
    };
    let described = words.described_by(error);
    view! {
        <Question words error>
            <input
                class="file-input"
                id=name.clone()
                name=name
                r#type="file"
                multiple=multiple
                accept=accept.0
                aria-describedby=described
                aria-invalid=move || error.get().map(|_| "true")
            />
        </Question>
    }
    .into_any()
}
