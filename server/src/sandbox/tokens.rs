//! Codes, tokens and the key that signs.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use p256::SecretKey;
use p256::elliptic_curve::sec1::ToEncodedPoint;
use p256::pkcs8::EncodePrivateKey;
use portal::PortalError;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::Sandbox;

/// How long a code may be exchanged, in seconds.
const CODE_SECONDS: i64 = 60;
/// How long tokens are valid, in seconds.
pub(super) const TOKEN_SECONDS: i64 = 300;

/// Tells access tokens from identity tokens (RFC 9068).
const ACCESS_TYPE: &str = "at+jwt";

/// What a code stands for.
#[derive(Serialize, Deserialize)]
pub(super) struct Grant {
    pub(super) subject: String,
    pub(super) redirect_uri: String,
    pub(super) challenge: String,
    pub(super) nonce: Option<String>,
}

/// The same as it is kept, with its end in seconds since 1970.
#[derive(Serialize, Deserialize)]
struct CodeGrant {
    grant: Grant,
    until: i64,
}

/// What an access token says.
#[derive(Serialize, Deserialize)]
struct AccessClaims {
    sub: String,
    exp: i64,
}

impl Sandbox {
    /// Gives out a code.
    pub(super) async fn add_code(&self, grant: Grant) -> Result<String, PortalError> {
        let grant = CodeGrant {
            grant,
            until: self.now() + CODE_SECONDS,
        };
        self.settings.portal.sessions.remember_sign_in(&grant).await
    }

    /// Takes a code back for good; none when it was used before or is too old.
    pub(super) async fn take_code(&self, code: &str) -> Result<Option<Grant>, PortalError> {
        let kept = self.settings.portal.sessions.take_sign_in::<CodeGrant>(code).await?;
        Ok(kept.filter(|kept| self.now() <= kept.until).map(|kept| kept.grant))
    }
}

/// The provider's key, ES256.
pub(super) struct Signer {
    key: EncodingKey,
    check: DecodingKey,
    public: Value,
    id: String,
}

impl Signer {
    /// The key that comes from a secret, always the same.
    pub(super) fn derive(secret: &[u8]) -> Self {
        let mut number = Sha256::digest(secret);
        let secret = loop {
            // One number in 2³² is no key of this curve.
            if let Ok(secret) = SecretKey::from_slice(&number) {
                break secret;
            }
            number = Sha256::digest(number);
        };
        let der = secret.to_pkcs8_der().expect("a key of this curve has a DER form");
        let point = secret.public_key().to_encoded_point(false);
        let part =
            |bytes: Option<&p256::FieldBytes>| URL_SAFE_NO_PAD.encode(bytes.expect("the point is not at infinity"));
        let (x, y) = (part(point.x()), part(point.y()));
        let id = URL_SAFE_NO_PAD.encode(&Sha256::digest(format!("{x}.{y}"))[..12]);
        let public = json!({ "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": id, "x": x, "y": y });
        Self {
            key: EncodingKey::from_ec_der(der.as_bytes()),
            check: DecodingKey::from_ec_components(&x, &y).expect("the coordinates were just encoded"),
            public,
            id,
        }
    }

    /// The public key as a JSON Web Key.
    pub(super) fn public(&self) -> &Value {
        &self.public
    }

    pub(super) fn sign(&self, claims: &impl Serialize) -> Result<String, jsonwebtoken::errors::Error> {
        let header = Header {
            kid: Some(self.id.clone()),
            ..Header::new(Algorithm::ES256)
        };
        jsonwebtoken::encode(&header, claims, &self.key)
    }

    /// An access token for what the provider knows about the subject.
    pub(super) fn access_token(&self, sub: String, now: i64) -> Result<String, jsonwebtoken::errors::Error> {
        let claims = AccessClaims {
            sub,
            exp: now + TOKEN_SECONDS,
        };
        let header = Header {
            kid: Some(self.id.clone()),
            typ: Some(ACCESS_TYPE.to_owned()),
            ..Header::new(Algorithm::ES256)
        };
        jsonwebtoken::encode(&header, &claims, &self.key)
    }

    /// Whose access token it is, while it is valid.
    pub(super) fn subject(&self, token: &str, now: i64) -> Option<String> {
        let mut checks = Validation::new(Algorithm::ES256);
        // The time is ours to tell, not the computer's.
        checks.validate_exp = false;
        checks.validate_aud = false;
        let token = jsonwebtoken::decode::<AccessClaims>(token, &self.check, &checks).ok()?;
        let is_access = token.header.typ.as_deref() == Some(ACCESS_TYPE);
        (is_access && now <= token.claims.exp).then_some(token.claims.sub)
    }
}

/// The challenge that belongs to a PKCE verifier.
pub(super) fn challenge(verifier: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(verifier))
}

/// The hash that ties an access token to the identity token it came with.
pub(super) fn half_hash(token: &str) -> String {
    URL_SAFE_NO_PAD.encode(&Sha256::digest(token)[..16])
}
