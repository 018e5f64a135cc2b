//! The island that runs a form in the browser: questions appear while one answers, and what is typed is kept at once.
//!
//! The server has drawn the page, whole and working; this only adds to it, so nothing flickers, no focus is lost and
//! without script the same page works. The rules are judged by the same engine.

#![allow(
    missing_docs,
    reason = "the island macro writes a type of its own beside the component"
)]

use forms::Language;
use leptos::prelude::*;

#[cfg(target_arch = "wasm32")]
mod browser;
#[cfg(target_arch = "wasm32")]
mod draft_api;
#[cfg(target_arch = "wasm32")]
mod proposals;
#[cfg(target_arch = "wasm32")]
mod window;

/// What the runner needs to know of the page it runs.
#[derive(Debug, Clone)]
pub struct Run {
    /// The draft's id.
    pub draft: String,
    /// Where the definition is; it never changes.
    pub definition: String,
    /// The id of the page shown.
    pub page: String,
    /// The server's date.
    pub today: String,
    /// Whether made personal codes are admitted.
    pub demo: bool,
    /// The language of the page.
    pub language: Language,
}

impl Run {
    /// The version of the form that the page was drawn on: the last part of where it is.
    #[cfg(target_arch = "wasm32")]
    fn form_version(&self) -> &str {
        self.definition.rsplit('/').next().unwrap_or_default()
    }
}

/// Runs the form drawn inside.
#[island]
pub fn FormRunner(
    /// The draft's id.
    draft: String,
    /// Where the definition is; it never changes.
    definition: String,
    /// The id of the page shown.
    page: String,
    /// The server's date.
    today: String,
    /// Whether made personal codes are admitted.
    demo: bool,
    /// The language of the page.
    language: Language,
    /// The form.
    children: Children,
) -> impl IntoView {
    let run = Run {
        draft,
        definition,
        page,
        today,
        demo,
        language,
    };
    let root = NodeRef::new();
    #[cfg(target_arch = "wasm32")]
    browser::run(root, run);
    #[cfg(not(target_arch = "wasm32"))]
    drop(run);
    view! { <div class="form-runner" node_ref=root>{children()}</div> }
}
