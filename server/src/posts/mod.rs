//! Form posts: each goes to its page's own path, does one thing through the portal and leads on with 303. A refusal
//! draws the same page again with everything typed and every error named.

pub mod agency;
pub mod capacity;
pub mod cases;
pub mod draft_moves;
pub mod drafts;
pub mod feedback;
pub mod notices;
pub mod sessions;
pub mod tokens;
pub mod workspace;

mod pairs;
mod parking;
mod refusal;
#[cfg(test)]
mod testing;
mod upload;

use axum::Router;
use axum::routing::MethodRouter;

pub use pairs::Pairs;
pub use parking::PARKED_COOKIE;
pub use refusal::refused;

use crate::pages;
use crate::state::AppState;

/// A page that takes posts.
pub struct PostRoute {
    /// The page's path patterns, Latvian and English, as in the site map.
    pub paths: (&'static str, &'static str),
    /// The API operations that do the same, by their ids: one way through for people and programs.
    pub operations: &'static [&'static str],
    /// What takes the post.
    pub handler: MethodRouter<AppState>,
}

/// Every page that takes posts.
pub fn routes() -> Vec<PostRoute> {
    let areas = [
        draft_moves::routes(),
        drafts::routes(),
        cases::routes(),
        feedback::routes(),
        workspace::routes(),
        notices::routes(),
        capacity::routes(),
        sessions::routes(),
        tokens::routes(),
        agency::routes(),
    ];
    areas.into_iter().flatten().collect()
}

/// The routes of all pages; a `GET` of a page that takes posts draws it.
pub fn router() -> Router<AppState> {
    let routes = routes();
    let posted: Vec<&str> = routes.iter().map(|route| route.paths.0).collect();
    let pages = pages::router(&posted);
    routes.into_iter().fold(pages, |router, route| {
        let (lv, en) = route.paths;
        let both = route.handler.get(pages::page);
        router.route(lv, both.clone()).route(en, both)
    })
}
