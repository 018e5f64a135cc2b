//! The title and description of a page in its `<head>`.

use leptos::prelude::*;
use leptos_meta::{Meta, Title};

use crate::posted::Posted;
use crate::texts::{current, td_string};

/// Names the page in the browser's title bar. A page that shows errors says so there first, since that is what a
/// screen reader reads first.
#[component]
pub fn PageTitle(
    /// What the page is about; the name of the site is added.
    #[prop(into)]
    title: String,
    /// One sentence for search engines; pages that are not public need none.
    #[prop(optional, into)]
    description: Option<String>,
) -> impl IntoView {
    let locale = current();
    let title = format!("{title} – {}", td_string!(locale, layout.brand));
    let title = match Posted::current().errors.is_empty() {
        true => title,
        false => td_string!(locale, layout.error_title, title = title),
    };
    view! {
        <Title text=title/>
        {description.map(|content| view! { <Meta name="description" content/> })}
    }
    .into_any()
}
