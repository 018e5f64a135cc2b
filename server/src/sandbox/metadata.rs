//! What the provider tells about itself.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};

use super::{ASSURANCE, Sandbox};
use crate::problem::Problem;

/// OpenID Connect Discovery.
pub(super) async fn discovery(State(sandbox): State<Arc<Sandbox>>) -> Json<Value> {
    let secret_methods = json!(["client_secret_basic", "client_secret_post"]);
    let has_secret = sandbox.settings.sign_in.client_secret.is_some();
    Json(json!({
        "issuer": sandbox.settings.sign_in.issuer,
        "authorization_endpoint": sandbox.endpoint("authorize"),
        "token_endpoint": sandbox.endpoint("token"),
        "userinfo_endpoint": sandbox.endpoint("userinfo"),
        "jwks_uri": sandbox.endpoint("jwks"),
        "end_session_endpoint": sandbox.endpoint("end-session"),
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code"],
        "subject_types_supported": ["public"],
        "scopes_supported": ["openid", "profile"],
        "claims_supported": [
            "sub", "name", "given_name", "family_name", "personal_code",
            "iss", "aud", "iat", "exp", "auth_time", "acr", "nonce", "at_hash",
        ],
        "acr_values_supported": [ASSURANCE],
        "id_token_signing_alg_values_supported": ["ES256"],
        "token_endpoint_auth_methods_supported": if has_secret { secret_methods } else { json!(["none"]) },
        "code_challenge_methods_supported": ["S256"],
        "ui_locales_supported": ["lv", "en"],
        "authorization_response_iss_parameter_supported": true,
        "request_parameter_supported": false,
        "request_uri_parameter_supported": false,
    }))
}

/// The public key.
pub(super) async fn jwks(State(sandbox): State<Arc<Sandbox>>) -> Result<Json<Value>, Problem> {
    let signer = sandbox.signer().await?;
    Ok(Json(json!({ "keys": [signer.public()] })))
}
