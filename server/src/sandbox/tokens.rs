//! Codes, tokens and the key that signs.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use connectors::oidc::Now;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use p256::SecretKey;
use p256::elliptic_curve::sec1::ToEncodedPoint;
use p256::pkcs8::EncodePrivateKey;
use serde::Serialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// How long a code may be exchanged, in seconds.
const CODE_SECONDS: i64 = 60;
/// How long tokens are valid, in seconds.
pub(super) const TOKEN_SECONDS: i64 = 300;

/// What a code stands for.
#[derive(Clone)]
pub(super) struct CodeGrant {
    pub(super) subject: String,
    pub(super) redirect_uri: String,
    pub(super) challenge: String,
    pub(super) nonce: Option<String>,
}

/// What is given out and until when.
pub(super) struct Grants {
    codes: Mutex<HashMap<String, (CodeGrant, i64)>>,
    tokens: Mutex<HashMap<String, (String, i64)>>,
    now: Now,
}

impl Grants {
    pub(super) fn new(now: Now) -> Self {
        Self {
            codes: Mutex::default(),
            tokens: Mutex::default(),
            now,
        }
    }

    pub(super) fn now(&self) -> i64 {
        (self.now)()
    }

    /// Gives out a code.
    pub(super) fn add_code(&self, grant: CodeGrant) -> String {
        self.add(&self.codes, grant, CODE_SECONDS)
    }

    /// Takes a code back for good; none when it was used before or is too old.
    pub(super) fn take_code(&self, code: &str) -> Option<CodeGrant> {
        let (grant, until) = lock(&self.codes).remove(code)?;
        (self.now() <= until).then_some(grant)
    }

    /// Gives out an access token for what the provider knows about the subject.
    pub(super) fn add_token(&self, subject: String) -> String {
        self.add(&self.tokens, subject, TOKEN_SECONDS)
    }

    /// Whose token it is, while it is valid.
    pub(super) fn subject(&self, token: &str) -> Option<String> {
        let tokens = lock(&self.tokens);
        let (subject, until) = tokens.get(token)?;
        (self.now() <= *until).then(|| subject.clone())
    }

    fn add<T>(&self, kept: &Mutex<HashMap<String, (T, i64)>>, value: T, seconds: i64) -> String {
        let name = URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>());
        let now = self.now();
        let mut kept = lock(kept);
        kept.retain(|_, (_, until)| now <= *until);
        kept.insert(name.clone(), (value, now + seconds));
        name
    }
}

/// A panic elsewhere cannot leave these maps half written.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The provider's key, ES256.
pub(super) struct Signer {
    key: EncodingKey,
    public: Value,
    id: String,
}

impl Signer {
    pub(super) fn random() -> Self {
        let secret = loop {
            // One number in 2³² is no key of this curve.
            if let Ok(secret) = SecretKey::from_slice(&rand::random::<[u8; 32]>()) {
                break secret;
            }
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
}

/// The challenge that belongs to a PKCE verifier.
pub(super) fn challenge(verifier: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(verifier))
}

/// The hash that ties an access token to the identity token it came with.
pub(super) fn half_hash(token: &str) -> String {
    URL_SAFE_NO_PAD.encode(&Sha256::digest(token)[..16])
}
