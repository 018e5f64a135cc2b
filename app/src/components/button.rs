//! Buttons, and links that look like buttons.

use leptos::prelude::*;

/// How much a button asks for attention. A page has one primary button.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Weight {
    /// The one thing to do next.
    #[default]
    Primary,
    /// Any other action.
    Quiet,
    /// An action that takes something away.
    Warning,
}

impl Weight {
    fn class(self) -> &'static str {
        match self {
            Self::Primary => "button",
            Self::Quiet => "button button--quiet",
            Self::Warning => "button button--warning",
        }
    }
}

/// A button that sends the form it stands in.
#[component]
pub fn Button(
    /// How much it asks for attention.
    #[prop(optional)]
    weight: Weight,
    /// Name of the value it sends, when a form has several buttons.
    #[prop(optional, into)]
    name: Option<String>,
    /// The value it sends.
    #[prop(optional, into)]
    value: Option<String>,
    /// What it is called aloud where its words alone do not tell it from others; begins with its words.
    #[prop(optional, into)]
    spoken: Option<String>,
    /// What it does.
    children: Children,
) -> impl IntoView {
    view! { <button class=weight.class() name=name value=value aria-label=spoken>{children()}</button> }.into_any()
}

/// A link that looks like a button: for starting something, not for sending a form.
#[component]
pub fn LinkButton(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// How much it asks for attention.
    #[prop(optional)]
    weight: Weight,
    /// What it is called aloud where its words alone do not tell it from others; begins with its words.
    #[prop(optional, into)]
    spoken: Option<String>,
    /// Where it leads, in words.
    children: Children,
) -> impl IntoView {
    view! { <a class=weight.class() href=href aria-label=spoken>{children()}</a> }.into_any()
}

/// Buttons that belong together, in one row where there is room.
#[component]
pub fn Buttons(children: Children) -> impl IntoView {
    view! { <div class="buttons">{children()}</div> }.into_any()
}
