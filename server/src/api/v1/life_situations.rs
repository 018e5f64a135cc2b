//! Life situations with their needs.

use axum::Json;
use axum::extract::State;
use domain::{PageOf, Slug};
use portal::{LifeSituationView, Portal};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Answer;
use super::paging::whole;
use crate::extract::ApiPath;
use crate::state::AppState;

/// Operations on life situations.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::default().routes(routes!(list)).routes(routes!(get))
}

/// List life situations
///
/// All of them in the order shown, each with its needs and the services that meet them.
#[utoipa::path(get, path = "/life-situations", operation_id = "listLifeSituations", tag = "services", security(()),
    responses((status = 200, description = "All life situations.", body = PageOf<LifeSituationView>)))]
async fn list(State(portal): State<Portal>) -> Answer<PageOf<LifeSituationView>> {
    Ok(Json(whole(portal.registry.life_situations().await?)))
}

/// Get a life situation
#[utoipa::path(get, path = "/life-situations/{slug}", operation_id = "getLifeSituation", tag = "services", security(()),
    params(("slug" = Slug, Path, description = "Name of the life situation in addresses.")),
    responses((status = 200, description = "The life situation.", body = LifeSituationView)))]
async fn get(State(portal): State<Portal>, ApiPath(slug): ApiPath<Slug>) -> Answer<LifeSituationView> {
    Ok(Json(portal.registry.life_situation(&slug).await?))
}
