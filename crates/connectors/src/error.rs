//! What can go wrong with the outside world, by kind.

use thiserror::Error;

/// A failure of something outside the program. The texts are for logs, not for people.
#[derive(Debug, Error)]
pub enum ConnectorError {
    /// The sign-in provider did not answer, or not in time.
    #[error("the sign-in provider cannot be reached: {0}")]
    ProviderUnreachable(String),
    /// The sign-in provider answered something that OpenID Connect does not allow.
    #[error("the sign-in provider answered wrongly: {0}")]
    ProviderFaulty(String),
    /// A setting of the sign-in connection is not usable.
    #[error("the sign-in settings are wrong: {0}")]
    Settings(String),
    /// The person cancelled, or the provider refused them; the text is the provider's error code.
    #[error("sign-in was refused: {0}")]
    SignInRefused(String),
    /// The answer does not belong to the sign-in that this browser began.
    #[error("the answer belongs to another sign-in")]
    StateMismatch,
    /// The provider did not accept the code: used, expired or asked for by somebody else.
    #[error("the sign-in code was rejected: {0}")]
    CodeRejected(String),
    /// The identity token is forged, expired, or meant for somebody else.
    #[error("the identity token is not valid: {0}")]
    TokenInvalid(String),
    /// The person signed in by a means weaker than the portal asks for.
    #[error("the means of sign-in is too weak: {}", found.as_deref().unwrap_or("none named"))]
    AssuranceTooLow {
        /// The assurance level that the provider named.
        found: Option<String>,
    },
    /// The provider did not say something the portal cannot do without.
    #[error("the sign-in provider does not tell the person's {0}")]
    ClaimMissing(&'static str),
    /// No file is kept under this id.
    #[error("there is no such file")]
    FileMissing,
    /// More bytes came than the caller allows.
    #[error("the file is larger than {limit} bytes")]
    FileTooLarge {
        /// The largest size allowed, in bytes.
        limit: u64,
    },
    /// The file store failed: disk full, no permission, connection lost.
    #[error("the file store failed: {0}")]
    FileStore(String),
}
