//! Settings of fields answered with a number.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::language::LocalText;

/// Settings of number fields. Exact numbers are text in JSON: `{"min": "0.5"}`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NumberRules {
    /// How many digits may follow the decimal mark; zero for whole numbers.
    #[serde(default)]
    pub decimals: u8,
    /// The smallest answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::schema::ExactNumber>"))]
    pub min: Option<Decimal>,
    /// The largest answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::schema::ExactNumber>"))]
    pub max: Option<Decimal>,
    /// What is counted, such as `m²` or `EUR`.
    #[serde(default, skip_serializing_if = "LocalText::is_empty")]
    pub unit: LocalText,
}

/// Settings of money fields: an amount in euros and cents.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MoneyRules {
    /// The smallest amount.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::schema::ExactNumber>"))]
    pub min: Option<Decimal>,
    /// The largest amount.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::schema::ExactNumber>"))]
    pub max: Option<Decimal>,
}

impl MoneyRules {
    /// How many digits follow the decimal mark.
    pub const DECIMALS: u8 = 2;
    /// What is counted.
    pub const UNIT: &'static str = "EUR";
}
