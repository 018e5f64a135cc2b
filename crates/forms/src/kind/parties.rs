//! Settings of fields about people, companies and places.

use serde::{Deserialize, Serialize};

use crate::ids::OptionId;

/// Settings of person fields.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PersonRules {
    /// Whether the personal code is asked.
    #[serde(default)]
    pub code: PersonCode,
}

/// Whether a person field asks for the personal code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum PersonCode {
    /// Asked, and needed once the person is given.
    #[default]
    Required,
    /// Asked, but may be left out.
    Optional,
    /// Not asked.
    NotAsked,
}

/// Settings of company fields: name and registration number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CompanyRules {
    /// Whether the name is asked beside the number.
    #[serde(default)]
    pub name: CompanyName,
}

/// Whether a company field asks for the name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum CompanyName {
    /// Asked, and needed once the company is given.
    #[default]
    Required,
    /// Not asked: the number says which company it is.
    NotAsked,
}

/// Settings of address fields: street, place and postal code.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AddressRules {
    /// Whether the address may come from a look-up in the state register of addresses.
    #[serde(default, skip_serializing_if = "AddressCode::is_not_taken")]
    pub code: AddressCode,
}

/// Whether an address may carry its code of the state register of addresses (VAR).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum AddressCode {
    /// Only what people write themselves.
    #[default]
    NotTaken,
    /// An address that was looked up has its code and needs no more; any other is written by hand.
    Lookup,
}

impl AddressCode {
    fn is_not_taken(&self) -> bool {
        *self == AddressCode::NotTaken
    }
}

/// Settings of country fields. The countries are those of the code list [`CountryRules::CODE_LIST`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CountryRules {
    /// Countries that are not offered, by their two letters.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub except: Vec<OptionId>,
}

impl CountryRules {
    /// The name of the code list of countries: ids are the two letters of ISO 3166-1.
    pub const CODE_LIST: &'static str = "countries";
}

/// Settings of map points: a place by latitude and longitude (WGS 84, degrees).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MapPointRules {
    /// Where the point must lie.
    #[serde(default)]
    pub within: MapArea,
}

/// An area of the map.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum MapArea {
    /// A frame that Latvia with its waters fits in.
    #[default]
    Latvia,
    /// Anywhere on earth.
    World,
}
