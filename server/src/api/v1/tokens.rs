//! Personal tokens.

use axum::extract::State;
use axum::http::StatusCode;
use axum::{Extension, Json};
use domain::{PageOf, Token, TokenId};
use portal::{NewToken, Portal, TokenRequest};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Answer;
use super::once::ToldOnce;
use super::paging::whole;
use super::signed_in::SignedIn;
use crate::extract::{ApiJson, ApiPath};
use crate::problem::Problem;
use crate::state::AppState;

/// Operations on tokens.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::default()
        .routes(routes!(list, create))
        .routes(routes!(end))
}

/// List tokens
///
/// The person's tokens that work, newest first, then those whose time (`expiresAt`) was over within the last month.
/// Ended ones are not listed. Secrets are not told again.
#[utoipa::path(get, path = "/me/tokens", operation_id = "listTokens", tag = "me",
    responses((status = 200, description = "All tokens.", body = PageOf<Token>)))]
async fn list(State(portal): State<Portal>, SignedIn { actor, .. }: SignedIn) -> Answer<PageOf<Token>> {
    Ok(Json(whole(portal.tokens.list(&actor).await?)))
}

/// Make a token
///
/// Its secret is told this once. A request repeated with the same `Idempotency-Key` makes no second token, but is
/// answered with 409, since the secret is not kept.
#[utoipa::path(post, path = "/me/tokens", operation_id = "createToken", tag = "me",
    request_body = TokenRequest,
    responses((status = 201, description = "The token with its secret.", body = NewToken)))]
async fn create(
    State(portal): State<Portal>,
    SignedIn { actor, .. }: SignedIn,
    ApiJson(new): ApiJson<TokenRequest>,
) -> Result<(StatusCode, Extension<ToldOnce>, Json<NewToken>), Problem> {
    let token = portal.tokens.create(&actor, new).await?;
    let told_once = ToldOnce("The token was made, and its secret told once. End it and make another.");
    Ok((StatusCode::CREATED, Extension(told_once), Json(token)))
}

/// End a token
///
/// Programs that hold it are refused from now on.
#[utoipa::path(delete, path = "/me/tokens/{id}", operation_id = "endToken", tag = "me",
    params(("id" = TokenId, Path, description = "Identity of the token.")),
    responses((status = 204, description = "It works no more.")))]
async fn end(
    State(portal): State<Portal>,
    SignedIn { actor, .. }: SignedIn,
    ApiPath(id): ApiPath<TokenId>,
) -> Result<StatusCode, Problem> {
    portal.tokens.end(&actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
