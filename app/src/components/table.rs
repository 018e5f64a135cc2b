//! A table that scrolls sideways by itself where it is too wide, with the keyboard too. On narrow screens its rows
//! become cards if their cells carry their column's name: `<td data-label="…">`.

use leptos::prelude::*;

/// A table; its children are the rows.
#[component]
pub fn Table(
    /// A name for its region, unique on the page.
    #[prop(into)]
    id: String,
    /// What it lists.
    #[prop(into)]
    caption: String,
    /// Whether the caption only repeats the heading above, so that eyes need not see it.
    #[prop(optional)]
    caption_hidden: bool,
    /// The heads of its columns.
    columns: Vec<String>,
    /// The rows.
    children: Children,
) -> impl IntoView {
    let caption_id = format!("{id}-caption");
    let labelled_by = caption_id.clone();
    view! {
        <div class="table" id=id role="region" aria-labelledby=labelled_by tabindex="0">
            <table class="table__table">
                <caption class=if caption_hidden { "visually-hidden" } else { "table__caption" } id=caption_id>{caption}</caption>
                <thead><tr>{columns.into_iter().map(|column| view! { <th scope="col">{column}</th> }).collect_view()}</tr></thead>
                <tbody>{children()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
