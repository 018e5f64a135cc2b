//! Posts of a draft whose form has a newer version: move it, or begin anew.

use app::app::{Page, language_of};
use app::form::version_names as names;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::post;
use domain::DraftId;
use portal::{DraftView, MoveDraft, PortalError, RenewDraft};

use super::{Pairs, PostRoute, refused};
use crate::state::{AppState, Caller};

/// The page of a newer version.
pub fn routes() -> Vec<PostRoute> {
    vec![PostRoute {
        paths: ("/lv/melnraksti/{id}/jauna-versija", "/en/drafts/{id}/new-version"),
        operations: &["moveDraft", "renewDraft"],
        handler: post(decide),
    }]
}

async fn decide(State(state): State<AppState>, caller: Caller, Path(id): Path<String>, sent: Pairs) -> Response {
    match done(&state, &caller, &id, &sent).await {
        Ok(view) => Redirect::to(&first_page(&view).path(language_of(sent.uri.path()))).into_response(),
        Err(error) => refused(&state, &caller, &sent, error).await,
    }
}

async fn done(state: &AppState, caller: &Caller, id: &str, sent: &Pairs) -> Result<DraftView, PortalError> {
    let id: DraftId = id.parse().map_err(|_| PortalError::NotFound)?;
    let drafts = &state.portal.drafts;
    match sent.value(names::ACTION) {
        Some(names::CARRY) => drafts.renew(&caller.actor, id, RenewDraft { carry: true }).await,
        Some(names::EMPTY) => drafts.renew(&caller.actor, id, RenewDraft { carry: false }).await,
        _ => {
            let version = sent.value(names::VERSION).and_then(|version| version.parse().ok());
            let form = sent.value(names::FORM_VERSION).and_then(|id| id.parse().ok());
            // Without them it is not known what was seen: it is shown again.
            let (version, form_version) = version.zip(form).ok_or(PortalError::Stale)?;
            let seen = MoveDraft { version, form_version };
            drafts.go_to_newest(&caller.actor, id, seen).await
        }
    }
}

/// The page last shown if there still is one of that name, else the first.
fn first_page(view: &DraftView) -> Page {
    let first = view.form.definition.pages.first().map(|page| page.id.to_string());
    let id = view.draft.id.to_string();
    match view.draft.page.clone().or(first) {
        Some(page) => Page::DraftPage { id, page },
        None => Page::DraftCheck { id },
    }
}
