//! Posts that came when the session had ended: kept for half an hour and gone on with after signing in.

use app::app::{Page, language_of};
use app::resume::NOT_FOUND;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, Uri};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use bytes::Bytes;

use super::pairs::{FORM, Pairs};
use crate::problem::Problem;
use crate::state::AppState;

/// Name of the cookie with the key of what is kept; a key is a secret and stays out of addresses.
pub const PARKED_COOKIE: &str = "varti-parked";
/// Name of the hidden input that says: go on with what is kept.
pub const RESUME: &str = "_resume";

/// Keeps the post and leads to the sign-in, which leads on to the page that goes on with it.
pub async fn park(state: &AppState, sent: &Pairs) -> Response {
    let resume = address(sent, Page::Resume, &[("to", path_of(&sent.uri))]);
    keep(state, sent, &address(sent, Page::SignIn, &[("next", &resume)])).await
}

/// Keeps a post that was gone on with and found nothing: whoever sent it acted for somebody else then.
pub async fn park_again(state: &AppState, sent: &Pairs) -> Response {
    let resume = [("to", path_of(&sent.uri)), ("problem", NOT_FOUND)];
    keep(state, sent, &address(sent, Page::Resume, &resume)).await
}

async fn keep(state: &AppState, sent: &Pairs, next: &str) -> Response {
    let kept = state
        .portal
        .parked_posts
        .park(path_of(&sent.uri), FORM, sent.body.clone());
    match kept.await {
        Ok(key) => {
            let cookie = state.cookies.build(PARKED_COOKIE, &key).to_string();
            (AppendHeaders([(SET_COOKIE, cookie)]), Redirect::to(next)).into_response()
        }
        Err(error) => Problem::from(error).into_response(),
    }
}

fn path_of(uri: &Uri) -> &str {
    uri.path_and_query().map_or_else(|| uri.path(), |whole| whole.as_str())
}

fn address(sent: &Pairs, page: Page, query: &[(&str, &str)]) -> String {
    let language = language_of(sent.uri.path());
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(query)
        .finish();
    format!("{}?{query}", page.path(language))
}

/// What was kept for this browser and this address.
pub async fn take(state: &AppState, headers: &HeaderMap, uri: &Uri) -> Result<Bytes, Response> {
    let path = path_of(uri);
    let gone = || Redirect::to(path).into_response();
    let key = state.cookies.secret(headers, PARKED_COOKIE).ok_or_else(gone)?;
    let kept = state
        .portal
        .parked_posts
        .take(key)
        .await
        .map_err(|error| Problem::from(error).into_response())?;
    kept.filter(|kept| kept.path == path)
        .map(|kept| kept.body)
        .ok_or_else(gone)
}
