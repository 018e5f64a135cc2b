//! Sign-in by OpenID Connect: authorization code with PKCE, against any provider that keeps to the standard.
//!
//! The portal knows no other way in. In demonstration mode the provider is the server itself,
//! therefore nothing is asked of it before the first sign-in.

mod client;
mod http;
mod identity;
mod provider;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use client::OidcClient;
pub use identity::Identity;

/// The present moment in seconds since 1970, handed in so that tests can move time.
pub type Now = Arc<dyn Fn() -> i64 + Send + Sync>;

/// How the portal is known to its sign-in provider.
#[derive(Clone)]
pub struct OidcSettings {
    /// The provider's issuer, exactly as it names itself.
    pub issuer: String,
    /// Our name at the provider.
    pub client_id: String,
    /// Our secret at the provider; a public client has none.
    pub client_secret: Option<String>,
    /// Where the provider sends people back after sign-in.
    pub redirect_url: String,
    /// Where the provider sends people back after sign-out.
    pub signed_out_url: String,
    /// Scopes asked for besides `openid`.
    pub scopes: Vec<String>,
    /// Assurance levels that are good enough, best first; any level when empty.
    pub assurance: Vec<String>,
}

impl std::fmt::Debug for OidcSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OidcSettings")
            .field("issuer", &self.issuer)
            .field("client_id", &self.client_id)
            .field("client_secret", &self.client_secret.as_ref().map(|_| "…"))
            .field("assurance", &self.assurance)
            .finish_non_exhaustive()
    }
}

/// The first half of a sign-in.
pub struct SignInStart {
    /// Where to send the browser.
    pub url: String,
    /// What to remember until it comes back.
    pub pending: PendingSignIn,
}

/// What must be remembered, out of everyone else's sight, between leaving for the provider and coming back.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PendingSignIn {
    /// Ties the answer to this browser.
    pub state: String,
    /// Ties the identity token to this sign-in.
    pub nonce: String,
    /// Proves to the provider that the code was asked for by us.
    pub verifier: String,
}

/// What the browser brings back from the provider in the query of the callback.
#[derive(Clone, Default, Deserialize)]
pub struct SignInAnswer {
    /// The code to exchange for tokens.
    pub code: Option<String>,
    /// The state that was sent along.
    pub state: Option<String>,
    /// Why there is no code.
    pub error: Option<String>,
    /// Who answers, when the provider says it.
    pub iss: Option<String>,
}

/// A finished sign-in.
pub struct SignedIn {
    /// Who it is.
    pub identity: Identity,
    /// The identity token as it came, to name the session again at sign-out.
    pub id_token: String,
}
