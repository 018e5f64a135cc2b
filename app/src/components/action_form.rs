//! A small form that does one thing to what the page shows.

use leptos::prelude::*;

/// A form that posts to its page's own path and says what it asks for.
#[component]
pub fn ActionForm(
    /// The path of the page.
    #[prop(into)]
    to: String,
    /// What it asks for; see [`crate::actions`].
    action: &'static str,
    /// The version that the reader sees, where a change must name it.
    #[prop(optional, into)]
    version: Option<i64>,
    /// Whether files are sent along.
    #[prop(optional)]
    files: bool,
    /// Whether it stands in a line of other content and is a button only.
    #[prop(optional)]
    inline: bool,
    /// Its questions and its button.
    children: Children,
) -> impl IntoView {
    let class = if inline {
        "action-form action-form--inline"
    } else {
        "action-form form"
    };
    let enctype = files.then_some("multipart/form-data");
    view! {
        <form class=class method="post" action=to enctype=enctype novalidate>
            <input type="hidden" name="action" value=action/>
            {version.map(|version| view! { <input type="hidden" name="version" value=version/> })}
            {children()}
        </form>
    }
    .into_any()
}
