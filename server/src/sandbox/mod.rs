//! The demonstration's own sign-in provider: OpenID Connect with a choice of made-up people.
//!
//! It stands where a national single sign-on stands in production, and the portal uses it over the same path.
//! Codes are single use and live a minute. They lie in the database, and the signing key comes from a secret there, so
//! that a sign-in begun at one node of an installation goes on at another.

mod authorize;
mod end_session;
mod metadata;
mod page;
mod persona;
mod texts;
mod token;
mod tokens;

use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use connectors::oidc::Now;
use portal::{Portal, PortalError};
use tokio::sync::OnceCell;

pub use persona::{Note, Persona, PersonaGroup};

use crate::config::{ConfigError, Mode, SANDBOX_PATH, SignIn};
use crate::cross_site::{self, Origin};
use tokens::Signer;

/// The assurance level that every persona has.
const ASSURANCE: &str = "http://eidas.europa.eu/LoA/high";

/// Name of the secret that the key comes from.
const SECRET_NAME: &str = "sandbox-oidc";

/// What the provider needs to know about the portal.
pub struct SandboxSettings {
    /// Demonstration, or the provider refuses to exist.
    pub mode: Mode,
    /// The portal's base URL.
    pub base_url: String,
    /// The portal's sign-in settings: issuer and client.
    pub sign_in: SignIn,
    /// Where people may be sent back after sign-in.
    pub redirect_url: String,
    /// Where people may be sent back after sign-out.
    pub signed_out_url: String,
    /// Path of the style sheet for its page.
    pub stylesheet: String,
    /// Where codes are kept and the key comes from.
    pub portal: Portal,
    /// Whom one can be.
    pub personas: Vec<Persona>,
    /// The present moment.
    pub now: Now,
}

/// The provider.
pub(crate) struct Sandbox {
    settings: SandboxSettings,
    signer: OnceCell<Signer>,
}

/// The provider's routes; refused in production mode.
///
/// The token endpoint is called by programs, so these routes stand outside of the portal's cross-site guard;
/// the page with the personas has its own.
pub fn router(settings: SandboxSettings) -> Result<Router, ConfigError> {
    if settings.mode == Mode::Production {
        let reason = "the sandbox sign-in provider cannot start in production mode".to_owned();
        return Err(ConfigError::Wrong {
            name: "VARTI_MODE",
            reason,
        });
    }
    let origin = Origin::new(&settings.base_url);
    let sandbox = Arc::new(Sandbox {
        settings,
        signer: OnceCell::new(),
    });
    let endpoints = Router::new()
        .route("/authorize", get(authorize::show).post(authorize::choose))
        .route_layer(from_fn_with_state(origin, cross_site::guard_layer))
        .route("/.well-known/openid-configuration", get(metadata::discovery))
        .route("/jwks", get(metadata::jwks))
        .route("/token", post(token::exchange))
        .route("/userinfo", get(token::user_info).post(token::user_info))
        .route("/end-session", get(end_session::end).post(end_session::end))
        .with_state(sandbox);
    Ok(Router::new().nest(SANDBOX_PATH, endpoints))
}

impl Sandbox {
    fn persona(&self, subject: &str) -> Option<&Persona> {
        self.settings.personas.iter().find(|persona| persona.subject == subject)
    }

    /// The key, the same in every node.
    async fn signer(&self) -> Result<&Signer, PortalError> {
        let make = || async {
            let secret = self.settings.portal.shared_secret(SECRET_NAME).await?;
            Ok(Signer::derive(&secret))
        };
        self.signer.get_or_try_init(make).await
    }

    fn now(&self) -> i64 {
        (self.settings.now)()
    }

    fn endpoint(&self, name: &str) -> String {
        format!("{}/{name}", self.settings.sign_in.issuer)
    }
}

#[cfg(test)]
mod tests;
