//! The post that changes for whom one acts.

use app::actions::Missing;
use app::app::{Page, language_of};
use app::workspace::return_to;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::post;
use domain::MandateId;
use portal::PortalError;

use super::{Pairs, PostRoute, refused};
use crate::state::{AppState, Caller};

/// The page of the capacity.
pub fn routes() -> Vec<PostRoute> {
    vec![PostRoute {
        paths: ("/lv/darba-vieta/parstaviba", "/en/workspace/capacity"),
        operations: &["switchCapacity"],
        handler: post(switch),
    }]
}

async fn switch(State(state): State<AppState>, caller: Caller, sent: Pairs) -> Response {
    let result = match (&caller.session, mandate(&sent)) {
        (None, _) => Err(PortalError::SignInFirst),
        (Some(_), None) => Err(Missing::Capacity.refusal()),
        (Some(session), Some(mandate)) => {
            state
                .portal
                .sessions
                .switch(&caller.actor, &session.secret, mandate)
                .await
        }
    };
    match result {
        Ok(_) => {
            let workspace = Page::Workspace.path(language_of(sent.uri.path()));
            Redirect::to(sent.value("next").and_then(return_to).unwrap_or(&workspace)).into_response()
        }
        // The mandate has ended since the page was drawn.
        Err(PortalError::NotFound) => refused(&state, &caller, &sent, Missing::Capacity.refusal()).await,
        Err(error) => refused(&state, &caller, &sent, error).await,
    }
}

/// What was chosen: a mandate, or with an empty value oneself.
fn mandate(sent: &Pairs) -> Option<Option<MandateId>> {
    match sent.value("mandate")? {
        "" => Some(None),
        id => id.parse().ok().map(Some),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::posts::testing::sent;

    #[test]
    fn nothing_chosen_is_not_oneself() {
        assert_eq!(mandate(&sent("")), None);
        assert_eq!(mandate(&sent("mandate=")), Some(None));
        assert_eq!(mandate(&sent("mandate=x")), None);
        assert!(
            mandate(&sent("mandate=0190a7f0-0000-7000-8000-000000000001"))
                .unwrap()
                .is_some()
        );
    }
}
