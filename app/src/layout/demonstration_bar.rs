//! The line that says a demonstration is a demonstration.

use leptos::prelude::*;

use crate::context::Site;
use crate::texts::{current, td_string};

/// Shown on every page of a demonstration, never in production.
#[component]
pub fn DemonstrationBar() -> impl IntoView {
    let demonstration = use_context::<Site>().is_some_and(|site| site.demonstration);
    demonstration.then(|| {
        view! {
            <aside class="demonstration" aria-label=td_string!(current(), layout.notice)>
                <p class="wrap"><b>{td_string!(current(), layout.demonstration)}</b>" "{td_string!(current(), layout.demonstration_text)}</p>
            </aside>
        }
    })
}
