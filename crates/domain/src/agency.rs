//! Agencies (iestādes).

use forms::LocalText;
use serde::{Deserialize, Serialize};

use crate::{AgencyId, RegistrationNumber, Slug};

/// An agency: owner of services, handler of cases.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Agency {
    /// Identity.
    pub id: AgencyId,
    /// Name in addresses and files.
    pub slug: Slug,
    /// Full name.
    pub name: LocalText,
    /// Name for lists.
    pub short_name: LocalText,
    /// Number in the register of enterprises or public bodies.
    pub registration_number: RegistrationNumber,
    /// Where its counter is.
    pub address: LocalText,
    /// Its phone.
    pub phone: String,
    /// Its e-mail.
    pub email: String,
    /// Its official e-address.
    pub e_address: String,
    /// Its site.
    pub website: String,
    /// Its pages on social networks.
    pub social: Vec<String>,
    /// Whether it is a municipality.
    pub municipality: bool,
}
