//! Why a sign-in did not succeed, as the page that offers to try again tells it.

use connectors::ConnectorError;
use portal::PortalError;

use crate::request_id::RequestId;

/// The kinds of failure a person can do something about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignInFailure {
    /// It took too long, or was begun in another browser: begin again.
    Expired,
    /// The person cancelled, or the provider refused them.
    Refused,
    /// The means used is too weak: use another.
    Weak,
    /// The provider does not answer: try later.
    Unavailable,
    /// A fault of ours or the provider's; the log says more.
    Faulty,
}

impl SignInFailure {
    /// The word in the address of the sign-in page.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Expired => "expired",
            Self::Refused => "refused",
            Self::Weak => "weak",
            Self::Unavailable => "unavailable",
            Self::Faulty => "faulty",
        }
    }
}

impl From<ConnectorError> for SignInFailure {
    fn from(error: ConnectorError) -> Self {
        let failure = match &error {
            ConnectorError::StateMismatch | ConnectorError::CodeRejected(_) => Self::Expired,
            ConnectorError::SignInRefused(_) => Self::Refused,
            ConnectorError::AssuranceTooLow { .. } => Self::Weak,
            ConnectorError::ProviderUnreachable(_) => Self::Unavailable,
            _ => Self::Faulty,
        };
        tracing::warn!(id = RequestId::current().as_str(), %error, "sign-in failed");
        failure
    }
}

impl From<PortalError> for SignInFailure {
    fn from(error: PortalError) -> Self {
        tracing::error!(id = RequestId::current().as_str(), %error, "sign-in failed");
        match error {
            PortalError::Unavailable(_) => Self::Unavailable,
            _ => Self::Faulty,
        }
    }
}
