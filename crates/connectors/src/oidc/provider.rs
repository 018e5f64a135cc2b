//! What is known about the provider: its addresses, its keys and the client made from them.

use std::time::Duration;

use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreClientAuthMethod, CoreErrorResponseType, CoreGenderClaim, CoreJsonWebKey,
    CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreRevocableToken, CoreRevocationErrorResponse,
    CoreTokenIntrospectionResponse, CoreTokenType,
};
use openidconnect::{
    AuthType, Client, ClientId, ClientSecret, DiscoveryError, EmptyExtraTokenFields, EndpointMaybeSet, EndpointNotSet,
    EndpointSet, IdTokenFields, IdTokenVerifier, IssuerUrl, ProviderMetadataWithLogout, RedirectUrl,
    StandardErrorResponse, StandardTokenResponse,
};
use tokio::time::{Instant, sleep};

use super::http::{Http, with_causes};
use super::identity::PersonClaims;
use super::{Now, OidcSettings};
use crate::ConnectorError;

/// How long addresses and keys are believed before they are read again.
const FRESH: Duration = Duration::from_secs(3600);
/// Pauses before the second and third attempt to reach the provider.
const PAUSES: [Duration; 2] = [Duration::from_millis(200), Duration::from_millis(800)];

pub(super) type TokenAnswer = StandardTokenResponse<
    IdTokenFields<
        PersonClaims,
        EmptyExtraTokenFields,
        CoreGenderClaim,
        CoreJweContentEncryptionAlgorithm,
        CoreJwsSigningAlgorithm,
    >,
    CoreTokenType,
>;

pub(super) type ProviderClient = Client<
    PersonClaims,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    TokenAnswer,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// A provider that has been asked about itself.
pub(super) struct Provider {
    pub(super) client: ProviderClient,
    metadata: ProviderMetadataWithLogout,
    read_at: Instant,
}

impl Provider {
    /// Asks the provider about itself, up to three times.
    pub(super) async fn discover(settings: &OidcSettings, http: &Http) -> Result<Self, ConnectorError> {
        let issuer = IssuerUrl::new(settings.issuer.clone())
            .map_err(|error| ConnectorError::Settings(format!("issuer: {error}")))?;
        let mut pauses = PAUSES.iter();
        let metadata = loop {
            match ProviderMetadataWithLogout::discover_async(issuer.clone(), http).await {
                Ok(metadata) => break metadata,
                Err(error) => {
                    let error = discovery_failure(&error);
                    let Some(pause) = pauses.next() else {
                        return Err(error);
                    };
                    tracing::warn!(%error, "asking the sign-in provider again");
                    sleep(*pause).await;
                }
            }
        };
        Ok(Self {
            client: client(settings, &metadata)?,
            metadata,
            read_at: Instant::now(),
        })
    }

    /// Whether this knowledge is new enough to be used without asking again.
    pub(super) fn is_fresh(&self) -> bool {
        self.read_at.elapsed() < FRESH
    }

    /// Checks identity tokens; only signatures that a provider alone can make are accepted.
    pub(super) fn verifier(&self, now: &Now) -> IdTokenVerifier<'_, CoreJsonWebKey> {
        let offered = self.metadata.id_token_signing_alg_values_supported();
        let algorithms = offered.iter().filter(|algorithm| is_asymmetric(algorithm)).cloned();
        let now = now.clone();
        self.client
            .id_token_verifier()
            .set_allowed_algs(algorithms)
            .set_time_fn(move || {
                chrono::DateTime::from_timestamp(now(), 0).expect("the clock stands within the years of chrono")
            })
    }

    /// Where the provider lets people sign out, when it does.
    pub(super) fn end_session(&self) -> Option<reqwest::Url> {
        let endpoint = self.metadata.additional_metadata().end_session_endpoint.as_ref()?;
        Some(endpoint.url().clone())
    }
}

fn is_asymmetric(algorithm: &CoreJwsSigningAlgorithm) -> bool {
    use CoreJwsSigningAlgorithm as Alg;
    !matches!(
        algorithm,
        Alg::HmacSha256 | Alg::HmacSha384 | Alg::HmacSha512 | Alg::None
    )
}

fn client(settings: &OidcSettings, metadata: &ProviderMetadataWithLogout) -> Result<ProviderClient, ConnectorError> {
    let redirect = RedirectUrl::new(settings.redirect_url.clone())
        .map_err(|error| ConnectorError::Settings(format!("redirect address: {error}")))?;
    let client = Client::from_provider_metadata(
        metadata.clone(),
        ClientId::new(settings.client_id.clone()),
        settings.client_secret.clone().map(ClientSecret::new),
    );
    Ok(client.set_redirect_uri(redirect).set_auth_type(auth_type(metadata)))
}

/// How to show our secret. The standard's default is the header; some providers take the form only.
fn auth_type(metadata: &ProviderMetadataWithLogout) -> AuthType {
    match metadata.token_endpoint_auth_methods_supported() {
        Some(methods) if !methods.contains(&CoreClientAuthMethod::ClientSecretBasic) => AuthType::RequestBody,
        _ => AuthType::BasicAuth,
    }
}

fn discovery_failure<E: std::error::Error + 'static>(error: &DiscoveryError<E>) -> ConnectorError {
    let text = with_causes(error);
    match error {
        DiscoveryError::Request(_) => ConnectorError::ProviderUnreachable(text),
        DiscoveryError::Response(status, ..) if status.is_server_error() => ConnectorError::ProviderUnreachable(text),
        _ => ConnectorError::ProviderFaulty(text),
    }
}
