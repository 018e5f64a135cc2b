//! Life situations and the needs they gather (R2, R3).

use forms::LocalText;
use serde::{Deserialize, Serialize};

use crate::{LifeSituationId, NeedId, Slug};

/// A situation in life in which several needs come together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct LifeSituation {
    /// Identity.
    pub id: LifeSituationId,
    /// Name in addresses.
    pub slug: Slug,
    /// Name.
    pub title: LocalText,
    /// What it gathers.
    pub summary: LocalText,
    /// Place in lists.
    pub position: i64,
}

/// A need within a life situation; services meet it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Need {
    /// Identity.
    pub id: NeedId,
    /// The situation it belongs to.
    pub life_situation: LifeSituationId,
    /// Name within the situation, in addresses and files.
    pub slug: Slug,
    /// Name.
    pub title: LocalText,
    /// Place within the situation.
    pub position: i64,
}
