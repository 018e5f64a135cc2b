//! Drafts: forms being filled (F3).

use forms::Answers;
use serde::{Deserialize, Serialize};

use crate::{DraftId, FormVersionId, PartyId, PublicServiceId, ServiceVersionId, Timestamp};

/// A form being filled: what was typed, right or wrong, is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Draft {
    /// Identity.
    pub id: DraftId,
    /// The service applied for.
    pub service: PublicServiceId,
    /// The wording of the service when the draft was begun.
    pub service_version: ServiceVersionId,
    /// The form version being filled.
    pub form_version: FormVersionId,
    /// The person who fills it.
    pub person: PartyId,
    /// The party it is filled for; the person, or one represented.
    pub applicant: PartyId,
    /// The answers so far.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub answers: Answers,
    /// The page last shown, to return to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// Grows by one with each save; a save must name the one it saw.
    pub version: i64,
    /// When it was begun.
    pub created_at: Timestamp,
    /// When it was last saved.
    pub updated_at: Timestamp,
}
