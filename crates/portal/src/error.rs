//! What can go wrong in a use case, by what the caller can do about it.

use connectors::ConnectorError;
use domain::{CaseRefusal, Denied, LocalText, Scope};
use store::StoreError;

/// Why a use case was not done.
#[derive(Debug, thiserror::Error)]
pub enum PortalError {
    /// There is no such thing, or the actor may not know that there is.
    #[error("not found")]
    NotFound,
    /// Nobody has signed in.
    #[error("sign in first")]
    SignInFirst,
    /// Signed in, without the right.
    #[error("not allowed")]
    NotAllowed,
    /// The person did not give this right to the program that asks.
    #[error("the token lacks the scope {}", .0.code())]
    OutOfScope(Scope),
    /// The input is wrong; each problem names its field. Nothing was changed.
    #[error("the input has {} problem(s)", .0.len())]
    Invalid(Vec<FieldProblem>),
    /// The answers of a form are wrong or incomplete. Nothing was changed.
    #[error("the answers have {} problem(s)", .0.len())]
    Answers(Vec<forms::FieldProblem>),
    /// The definition of a form has faults. Nothing was changed.
    #[error("the definition has {} fault(s)", .0.len())]
    Findings(Vec<forms::Finding>),
    /// The case does not do that now.
    #[error(transparent)]
    Refused(#[from] CaseRefusal),
    /// Somebody changed it since it was read: read again, then try again.
    #[error("changed meanwhile")]
    Stale,
    /// It conflicts with something that exists: named in plain English for logs and programs.
    #[error("conflict: {0}")]
    Conflict(&'static str),
    /// The database or another system does not answer just now; trying again can help.
    #[error("temporarily unavailable")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// A fault of the program or its data.
    #[error("internal error")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// A problem with one field of an input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldProblem {
    /// Name of the field as in the API, `camelCase`.
    pub field: String,
    /// What is wrong and how to mend it, in both languages.
    pub message: LocalText,
}

impl PortalError {
    /// An input with one problem.
    pub fn invalid(field: &str, lv: &str, en: &str) -> Self {
        Self::Invalid(vec![FieldProblem {
            field: field.to_owned(),
            message: LocalText::new(lv, en),
        }])
    }

    /// A text with a character that no keyboard types and not every database keeps.
    pub(crate) fn unstorable() -> Self {
        Self::invalid(
            "text",
            "Tekstā ir zīme, ko nevar saglabāt.",
            "The text has a character that cannot be stored.",
        )
    }

    /// Whether it is certain that nothing was changed. When the database does not answer, the change may have been
    /// made all the same: the answer alone was lost.
    pub(crate) fn changed_nothing(&self) -> bool {
        !matches!(self, Self::Unavailable(_) | Self::Internal(_))
    }

    /// A fault of the program or its data.
    pub fn internal(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Internal(error.into())
    }

    /// Hides from the actor that something exists: what is not allowed becomes "not found". A missing scope that can be
    /// told has been told before, when the use case began.
    #[must_use]
    pub fn hidden(self) -> Self {
        match self {
            Self::NotAllowed | Self::OutOfScope(_) => Self::NotFound,
            other => other,
        }
    }
}

impl From<Denied> for PortalError {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::SignInFirst => Self::SignInFirst,
            Denied::NotAllowed => Self::NotAllowed,
            Denied::OutOfScope(scope) => Self::OutOfScope(scope),
        }
    }
}

impl From<StoreError> for PortalError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotFound => Self::NotFound,
            StoreError::StaleVersion => Self::Stale,
            StoreError::Cursor => Self::invalid(
                "cursor",
                "Šāda saraksta vieta nav zināma.",
                "This place in the list is not known.",
            ),
            StoreError::Text => Self::unstorable(),
            // Two did the same at once, and this one came second.
            StoreError::Conflict { what } if what != "reference" => Self::Stale,
            error @ (StoreError::Busy | StoreError::Unreachable(_) | StoreError::ReadOnly | StoreError::DiskFull) => {
                Self::Unavailable(Box::new(error))
            }
            error => Self::Internal(Box::new(error)),
        }
    }
}

impl From<ConnectorError> for PortalError {
    fn from(error: ConnectorError) -> Self {
        Self::Unavailable(Box::new(error))
    }
}
