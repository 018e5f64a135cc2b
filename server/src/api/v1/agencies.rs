//! Agencies.

use axum::Json;
use axum::extract::State;
use domain::{Agency, PageOf, Slug};
use portal::{AgencyView, Portal};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Answer;
use super::paging::whole;
use crate::extract::ApiPath;
use crate::state::AppState;

/// Operations on agencies.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::default().routes(routes!(list)).routes(routes!(get))
}

/// List agencies
///
/// All of them in the Latvian order of their names.
#[utoipa::path(get, path = "/agencies", operation_id = "listAgencies", tag = "agencies", security(()),
    responses((status = 200, description = "All agencies.", body = PageOf<Agency>)))]
async fn list(State(portal): State<Portal>) -> Answer<PageOf<Agency>> {
    Ok(Json(whole(portal.registry.agencies().await?)))
}

/// Get an agency
///
/// With the services it answers for.
#[utoipa::path(get, path = "/agencies/{slug}", operation_id = "getAgency", tag = "agencies", security(()),
    params(("slug" = Slug, Path, description = "Name of the agency in addresses.", example = "pmlp")),
    responses((status = 200, description = "The agency.", body = AgencyView)))]
async fn get(State(portal): State<Portal>, ApiPath(slug): ApiPath<Slug>) -> Answer<AgencyView> {
    Ok(Json(portal.registry.agency(&slug).await?))
}
