//! The sign-in itself: leave for the provider, come back, check everything.

use std::sync::Arc;
use std::time::Duration;

use openidconnect::core::{CoreAuthenticationFlow, CoreErrorResponseType};
use openidconnect::{
    AccessTokenHash, AuthenticationContextClass, AuthorizationCode, ClaimsVerificationError, CsrfToken, LanguageTag,
    Nonce, OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier, RequestTokenError, Scope,
    SignatureVerificationError, TokenResponse,
};
use tokio::sync::Mutex;
use tokio::time::Instant;

use super::http::{Http, with_causes};
use super::identity::{Identity, PersonDetails, TokenClaims, UserInfo};
use super::provider::{Provider, TokenAnswer};
use super::{Now, OidcSettings, PendingSignIn, SignInAnswer, SignInStart, SignedIn};
use crate::ConnectorError;

/// The portal's connection to its one sign-in provider.
pub struct OidcClient {
    settings: OidcSettings,
    http: Http,
    now: Now,
    known: Mutex<Known>,
}

/// What is known about the provider.
#[derive(Default)]
struct Known {
    provider: Option<Arc<Provider>>,
    /// When it last could not be asked, and why.
    failed: Option<(Instant, String)>,
}

/// For so long after a failure the provider is not asked again, so that people do not wait for it one after another.
const PAUSE: Duration = Duration::from_secs(5);

impl OidcClient {
    /// Checks the settings; the provider itself is asked at the first sign-in.
    pub fn new(settings: OidcSettings, now: Now) -> Result<Self, ConnectorError> {
        let http = Http::new(&settings.issuer)?;
        Ok(Self {
            settings,
            http,
            now,
            known: Mutex::default(),
        })
    }

    /// Begins a sign-in; `lang` is the language the provider is asked to speak.
    pub async fn begin(&self, lang: &str) -> Result<SignInStart, ConnectorError> {
        let provider = self.provider().await?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let request = provider
            .client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                CsrfToken::new_random,
                Nonce::new_random,
            )
            .set_pkce_challenge(challenge)
            .add_scopes(self.settings.scopes.iter().cloned().map(Scope::new))
            .add_ui_locale(LanguageTag::new(lang.to_owned()));
        let levels = self
            .settings
            .assurance
            .iter()
            .cloned()
            .map(AuthenticationContextClass::new);
        let request = levels.fold(request, |request, level| request.add_auth_context_value(level));
        let (url, state, nonce) = request.url();
        let pending = PendingSignIn {
            state: state.into_secret(),
            nonce: nonce.secret().clone(),
            verifier: verifier.into_secret(),
        };
        Ok(SignInStart {
            url: url.to_string(),
            pending,
        })
    }

    /// Ends a sign-in: checks that the answer is ours, exchanges the code, verifies the identity.
    pub async fn finish(&self, pending: PendingSignIn, answer: SignInAnswer) -> Result<SignedIn, ConnectorError> {
        let code = self.code_of(&pending, answer)?;
        let provider = self.provider().await?;
        let tokens = self.exchange(&provider, code, pending.verifier).await?;
        let nonce = Nonce::new(pending.nonce);
        let (provider, claims) = match self.verify(&provider, &tokens, &nonce) {
            // The provider may have changed its keys since we read them.
            Err(ClaimsVerificationError::SignatureVerification(SignatureVerificationError::NoMatchingKey)) => {
                let provider = self.read_again(&provider).await?;
                let claims = self.verify(&provider, &tokens, &nonce).map_err(invalid_token)?;
                (provider, claims)
            }
            other => (provider, other.map_err(invalid_token)?),
        };
        self.check_assurance(&claims)?;
        let details = self.details(&provider, &tokens, &claims).await?;
        let id_token = tokens.id_token().map(ToString::to_string).unwrap_or_default();
        Ok(SignedIn {
            identity: Identity::new(&claims, details)?,
            id_token,
        })
    }

    /// Where to send the browser so that the provider ends its session too, when it offers that.
    /// The language comes back as `state`.
    pub async fn sign_out_url(&self, id_token: Option<&str>, lang: &str) -> Result<Option<String>, ConnectorError> {
        let Some(mut url) = self.provider().await?.end_session() else {
            return Ok(None);
        };
        let mut query = url.query_pairs_mut();
        if let Some(id_token) = id_token {
            query.append_pair("id_token_hint", id_token);
        }
        query
            .append_pair("client_id", &self.settings.client_id)
            .append_pair("post_logout_redirect_uri", &self.settings.signed_out_url)
            .append_pair("ui_locales", lang)
            .append_pair("state", lang);
        drop(query);
        Ok(Some(url.into()))
    }

    fn code_of(&self, pending: &PendingSignIn, answer: SignInAnswer) -> Result<AuthorizationCode, ConnectorError> {
        if answer.state.as_deref() != Some(pending.state.as_str()) {
            return Err(ConnectorError::StateMismatch);
        }
        if answer.iss.is_some_and(|issuer| issuer != self.settings.issuer) {
            return Err(ConnectorError::StateMismatch);
        }
        if let Some(error) = answer.error {
            return Err(ConnectorError::SignInRefused(error));
        }
        let code = answer
            .code
            .ok_or_else(|| ConnectorError::ProviderFaulty("neither code nor error".to_owned()))?;
        Ok(AuthorizationCode::new(code))
    }

    async fn exchange(
        &self,
        provider: &Provider,
        code: AuthorizationCode,
        verifier: String,
    ) -> Result<TokenAnswer, ConnectorError> {
        let request = provider
            .client
            .exchange_code(code)
            .map_err(|error| ConnectorError::ProviderFaulty(error.to_string()))?
            .set_pkce_verifier(PkceCodeVerifier::new(verifier));
        request.request_async(&self.http).await.map_err(|error| match &error {
            RequestTokenError::ServerResponse(answer) if *answer.error() == CoreErrorResponseType::InvalidGrant => {
                ConnectorError::CodeRejected(answer.to_string())
            }
            // Such as a wrong secret of ours: trying again would not help anybody.
            RequestTokenError::ServerResponse(answer) => ConnectorError::ProviderFaulty(answer.to_string()),
            RequestTokenError::Request(_) => ConnectorError::ProviderUnreachable(with_causes(&error)),
            _ => ConnectorError::ProviderFaulty(with_causes(&error)),
        })
    }

    fn verify(
        &self,
        provider: &Provider,
        tokens: &TokenAnswer,
        nonce: &Nonce,
    ) -> Result<TokenClaims, ClaimsVerificationError> {
        let other = |text: &str| ClaimsVerificationError::Other(text.to_owned());
        let token = tokens.id_token().ok_or_else(|| other("no identity token"))?;
        let verifier = provider.verifier(&self.now);
        let claims = token.claims(&verifier, nonce)?;
        if let Some(expected) = claims.access_token_hash() {
            let signature = ClaimsVerificationError::SignatureVerification;
            let algorithm = token.signing_alg().map_err(signature)?;
            let key = token.signing_key(&verifier).map_err(signature)?;
            let actual = AccessTokenHash::from_token(tokens.access_token(), algorithm, key)
                .map_err(|error| other(&error.to_string()))?;
            if actual != *expected {
                return Err(other("the access token is not the one it was issued with"));
            }
        }
        Ok(claims.clone())
    }

    fn check_assurance(&self, claims: &TokenClaims) -> Result<(), ConnectorError> {
        let wanted = &self.settings.assurance;
        let found = claims.auth_context_ref().map(|level| level.to_string());
        let good = wanted.is_empty() || found.as_ref().is_some_and(|level| wanted.contains(level));
        if good {
            Ok(())
        } else {
            Err(ConnectorError::AssuranceTooLow { found })
        }
    }

    /// Name and code from the identity token; what is not there is asked from the user info endpoint.
    async fn details(
        &self,
        provider: &Provider,
        tokens: &TokenAnswer,
        claims: &TokenClaims,
    ) -> Result<PersonDetails, ConnectorError> {
        let details = PersonDetails::of_token(claims);
        if details.is_complete() {
            return Ok(details);
        }
        let subject = Some(claims.subject().clone());
        let Ok(request) = provider.client.user_info(tokens.access_token().clone(), subject) else {
            return Ok(details);
        };
        let more: UserInfo = request
            .request_async(&self.http)
            .await
            .map_err(|error| ConnectorError::ProviderFaulty(with_causes(&error)))?;
        Ok(details.or(PersonDetails::of_user_info(&more)))
    }

    /// The provider as last read. Old knowledge serves on when the provider cannot be asked.
    async fn provider(&self) -> Result<Arc<Provider>, ConnectorError> {
        let mut known = self.known.lock().await;
        if let Some(provider) = known.provider.as_ref().filter(|provider| provider.is_fresh()) {
            return Ok(provider.clone());
        }
        if let Some((_, reason)) = known.failed.as_ref().filter(|(at, _)| at.elapsed() < PAUSE) {
            let unreachable = || ConnectorError::ProviderUnreachable(reason.clone());
            return known.provider.clone().ok_or_else(unreachable);
        }
        match Provider::discover(&self.settings, &self.http).await {
            Ok(provider) => {
                known.failed = None;
                Ok(known.provider.insert(Arc::new(provider)).clone())
            }
            Err(error) => {
                known.failed = Some((Instant::now(), error.to_string()));
                let Some(old) = known.provider.clone() else {
                    return Err(error);
                };
                tracing::warn!(%error, "using what the sign-in provider said earlier");
                Ok(old)
            }
        }
    }

    /// Reads the provider anew, unless somebody has done so since `seen` was read.
    async fn read_again(&self, seen: &Arc<Provider>) -> Result<Arc<Provider>, ConnectorError> {
        let mut known = self.known.lock().await;
        if let Some(newer) = known.provider.as_ref().filter(|provider| !Arc::ptr_eq(provider, seen)) {
            return Ok(newer.clone());
        }
        let provider = Provider::discover(&self.settings, &self.http).await?;
        Ok(known.provider.insert(Arc::new(provider)).clone())
    }
}

fn invalid_token(error: ClaimsVerificationError) -> ConnectorError {
    ConnectorError::TokenInvalid(with_causes(&error))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> OidcSettings {
        OidcSettings {
            issuer: "http://127.0.0.1:1/nobody".to_owned(),
            client_id: "varti".to_owned(),
            client_secret: Some("hidden-word".to_owned()),
            redirect_url: "http://127.0.0.1:1/auth/callback".to_owned(),
            signed_out_url: "http://127.0.0.1:1/".to_owned(),
            scopes: vec!["profile".to_owned()],
            assurance: vec![],
        }
    }

    fn client() -> OidcClient {
        OidcClient::new(settings(), Arc::new(|| 1_900_000_000)).unwrap()
    }

    fn pending() -> PendingSignIn {
        PendingSignIn {
            state: "s".to_owned(),
            nonce: "n".to_owned(),
            verifier: "v".to_owned(),
        }
    }

    /// The kind of failure for an answer; these are all refused before the provider is asked.
    async fn refusal(answer: SignInAnswer) -> ConnectorError {
        client().finish(pending(), answer).await.err().unwrap()
    }

    #[tokio::test]
    async fn a_foreign_state_is_refused() {
        let answer = SignInAnswer {
            code: Some("c".to_owned()),
            state: Some("other".to_owned()),
            ..Default::default()
        };
        assert!(matches!(refusal(answer).await, ConnectorError::StateMismatch));
        assert!(matches!(
            refusal(SignInAnswer::default()).await,
            ConnectorError::StateMismatch
        ));
    }

    #[tokio::test]
    async fn another_issuer_is_refused() {
        let answer = SignInAnswer {
            code: Some("c".to_owned()),
            state: Some("s".to_owned()),
            iss: Some("https://other.example".to_owned()),
            error: None,
        };
        assert!(matches!(refusal(answer).await, ConnectorError::StateMismatch));
    }

    #[tokio::test]
    async fn the_reason_of_a_refusal_is_kept() {
        let answer = SignInAnswer {
            state: Some("s".to_owned()),
            error: Some("access_denied".to_owned()),
            ..Default::default()
        };
        assert!(matches!(refusal(answer).await, ConnectorError::SignInRefused(reason) if reason == "access_denied"));
    }

    #[tokio::test]
    async fn an_absent_provider_is_told_as_such() {
        let sign_in: std::pin::Pin<Box<dyn Future<Output = _> + Send>> = Box::pin(async { client().begin("lv").await });
        assert!(matches!(sign_in.await, Err(ConnectorError::ProviderUnreachable(_))));
    }

    #[tokio::test]
    async fn an_absent_provider_is_not_waited_for_by_everybody() {
        let client = client();
        let first = Instant::now();
        client.begin("lv").await.err().unwrap();
        let (waited, next) = (first.elapsed(), Instant::now());
        for _ in 0..20 {
            let again = client.begin("lv").await;
            assert!(matches!(again, Err(ConnectorError::ProviderUnreachable(_))));
        }
        assert!(next.elapsed() < waited, "{:?} after {waited:?}", next.elapsed());
    }

    #[test]
    fn the_secret_is_never_printed() {
        assert!(!format!("{:?}", settings()).contains("hidden-word"));
    }

    #[test]
    fn an_issuer_that_is_no_address_is_refused_at_once() {
        let settings = OidcSettings {
            issuer: "id.example".to_owned(),
            ..settings()
        };
        assert!(matches!(
            OidcClient::new(settings, Arc::new(|| 0)),
            Err(ConnectorError::Settings(_))
        ));
    }
}
