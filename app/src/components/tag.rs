//! A word in a frame that tells a state.

use leptos::prelude::*;

/// What sort of state a tag tells. The word says it too: colour is never alone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tone {
    /// A plain fact.
    #[default]
    Plain,
    /// Where it is now.
    Now,
    /// Somebody is waited for, or time is short.
    Wait,
    /// Done well.
    Done,
    /// Late or wrong.
    Late,
}

/// A state in one or two words.
#[component]
pub fn Tag(
    /// What sort of state it is.
    #[prop(optional)]
    tone: Tone,
    /// The words.
    children: Children,
) -> impl IntoView {
    let class = match tone {
        Tone::Plain => "tag",
        Tone::Now => "tag tag--now",
        Tone::Wait => "tag tag--wait",
        Tone::Done => "tag tag--done",
        Tone::Late => "tag tag--late",
    };
    view! { <span class=class>{children()}</span> }.into_any()
}
