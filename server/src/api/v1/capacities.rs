//! For whom one acts.

use axum::Json;
use axum::extract::State;
use domain::{MandateId, PageOf};
use portal::{Capacity, Portal};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Answer;
use super::me::Me;
use super::paging::whole;
use super::signed_in::SignedIn;
use crate::extract::ApiJson;
use crate::problem::Problem;
use crate::state::{ACTING_FOR, AppState};

/// Operations on capacities.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::default().routes(routes!(list)).routes(routes!(switch))
}

/// The capacity to act in from now on.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct NewCapacity {
    /// By which mandate; absent or null means as oneself.
    #[serde(default)]
    mandate: Option<MandateId>,
}

/// List capacities
///
/// Everybody the person can act for today, themself first.
#[utoipa::path(get, path = "/me/capacities", operation_id = "listCapacities", tag = "me",
    responses((status = 200, description = "All capacities.", body = PageOf<Capacity>)))]
async fn list(State(portal): State<Portal>, SignedIn { actor, .. }: SignedIn) -> Answer<PageOf<Capacity>> {
    Ok(Json(whole(portal.sessions.capacities(&actor).await?)))
}

/// Switch the capacity of the session
///
/// For browsers. A program with a token says for whom it acts in each request, by `X-Acting-For`.
#[utoipa::path(put, path = "/me/capacity", operation_id = "switchCapacity", tag = "me",
    request_body = NewCapacity,
    responses((status = 200, description = "The person in the new capacity.", body = Me)))]
async fn switch(
    State(portal): State<Portal>,
    SignedIn { actor, session }: SignedIn,
    ApiJson(capacity): ApiJson<NewCapacity>,
) -> Answer<Me> {
    let session = session.ok_or_else(|| Problem::conflict(format!("A token has no session; send {ACTING_FOR}.")))?;
    let actor = portal
        .sessions
        .switch(&actor, &session.secret, capacity.mandate)
        .await?;
    Ok(Json(Me::of(&actor, &portal.registry.agencies().await?)?))
}
