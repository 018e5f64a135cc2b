//! Links of equal rank, as tiles.

use leptos::prelude::*;

/// One tile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tile {
    /// Where it leads.
    pub href: String,
    /// Its name.
    pub title: String,
    /// A few words about it.
    pub note: Option<String>,
}

/// A grid of tiles.
#[component]
pub fn Tiles(
    /// What it shows, in order.
    tiles: Vec<Tile>,
) -> impl IntoView {
    view! {
        <ul class="tiles">
            {tiles.into_iter().map(|tile| view! {
                <li>
                    <a class="tile" href=tile.href>
                        <b class="tile__title">{tile.title}</b>
                        {tile.note.map(|note| view! { <span class="tile__note">{note}</span> })}
                    </a>
                </li>
            }).collect_view()}
        </ul>
    }
    .into_any()
}
