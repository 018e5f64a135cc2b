//! Forms and their immutable published versions.

use forms::{Date, FormDefinition};
use serde::{Deserialize, Serialize};

use crate::{AgencyId, FormId, FormVersionId, Slug, Timestamp};

/// A form over all its versions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Form {
    /// Identity.
    pub id: FormId,
    /// Name in addresses and files.
    pub slug: Slug,
    /// The agency whose editors change it.
    pub agency: AgencyId,
    /// The version that new drafts use.
    pub current: FormVersionId,
}

/// One immutable published version of a form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct FormVersion {
    /// Identity.
    pub id: FormVersionId,
    /// The form.
    pub form: FormId,
    /// 1, 2, 3 … in order of publishing.
    pub number: i64,
    /// When it was published.
    pub published_at: Timestamp,
    /// The last day on which drafts on older versions may be submitted as they are; without one they may stay.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub older_until: Option<Date>,
    /// The definition itself.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub definition: FormDefinition,
}
