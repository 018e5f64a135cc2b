//! The ways back: to the page before, and up the site.

use leptos::prelude::*;

use crate::texts::{current, td_string};

/// Back to the page before, at the top of a page.
#[component]
pub fn BackLink(
    /// Where one came from.
    #[prop(into)]
    href: String,
) -> impl IntoView {
    view! { <a class="back-link" href=href>{td_string!(current(), layout.back)}</a> }.into_any()
}

/// Back to the page before, keeping what was typed in a form.
#[component]
pub fn BackButton(
    /// The form's id.
    form: &'static str,
    /// The name sent.
    name: &'static str,
    /// The value sent.
    value: &'static str,
) -> impl IntoView {
    let text = td_string!(current(), layout.back);
    view! { <button class="back-link link-button" form=form name=name value=value>{text}</button> }.into_any()
}

/// The pages above this one, the highest first, each with its address.
#[component]
pub fn Breadcrumbs(
    /// Names and addresses.
    trail: Vec<(String, String)>,
) -> impl IntoView {
    view! {
        <nav class="breadcrumbs" aria-label=td_string!(current(), layout.breadcrumb)>
            <ol>{trail.into_iter().map(|(name, href)| view! { <li><a href=href>{name}</a></li> }).collect_view()}</ol>
        </nav>
    }
    .into_any()
}
