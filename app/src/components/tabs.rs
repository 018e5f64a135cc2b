//! Views of one list, each at its own address.

use leptos::prelude::*;

/// One view of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tab {
    /// Where it is.
    pub href: String,
    /// Its name.
    pub title: String,
    /// How many there are in it, where known.
    pub count: Option<i64>,
    /// Whether it is the one shown.
    pub current: bool,
}

/// Links to the views.
#[component]
pub fn Tabs(
    /// What the views are of.
    #[prop(into)]
    label: String,
    /// The views in order.
    tabs: Vec<Tab>,
) -> impl IntoView {
    view! {
        <nav class="tabs" aria-label=label>
            <ul class="tabs__list">
                {tabs.into_iter().map(|tab| view! {
                    <li>
                        <a class="tabs__tab" href=tab.href aria-current=tab.current.then_some("page")>
                            {tab.title}
                            {tab.count.map(|count| view! { " "<span class="tabs__count">{count}</span> })}
                        </a>
                    </li>
                }).collect_view()}
            </ul>
        </nav>
    }
    .into_any()
}
