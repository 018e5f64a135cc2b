//! Identities: UUIDv7 newtypes, so that one kind of id cannot stand for another.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[cfg_attr(feature = "sqlx", derive(sqlx::Type), sqlx(transparent))]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }
    )+};
}

ids! {
    /// An agency.
    AgencyId,
    /// A life situation.
    LifeSituationId,
    /// A need within a life situation.
    NeedId,
    /// A public service.
    PublicServiceId,
    /// One wording of a public service.
    ServiceVersionId,
    /// A form, over all its versions.
    FormId,
    /// One immutable version of a form.
    FormVersionId,
    /// A draft.
    DraftId,
    /// A case.
    CaseId,
    /// A message on a case.
    MessageId,
    /// A stored file.
    FileId,
    /// A result of a case.
    ResultId,
    /// A person or organisation.
    PartyId,
    /// A role held by a person.
    RoleId,
    /// An authority to represent.
    MandateId,
    /// A signed-in session.
    SessionId,
    /// A personal API token.
    TokenId,
    /// A notice in an inbox.
    NoticeId,
    /// A rating with its comment.
    FeedbackId,
    /// A row of the audit trail.
    AuditId,
    /// A unit of background work.
    JobId,
}
