//! What the world outside the form says: attributes of codes, records of registers.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::date::Date;
use crate::ids::OptionId;

/// One value from outside, written as literals are in rules: `{"decimal": "0.21"}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Fact {
    /// True or false.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// An exact decimal number.
    Decimal(Decimal),
    /// Text.
    Text(String),
    /// A date.
    Date(Date),
    /// A code of a closed list.
    Option(OptionId),
}

/// The type of facts of one name, for the check of rules that use them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum FactType {
    /// True or false.
    Bool,
    /// A number, whole or not.
    Number,
    /// Text.
    Text,
    /// A date.
    Date,
    /// A code of a closed list.
    Option,
}

impl Fact {
    /// Its type.
    pub fn fact_type(&self) -> FactType {
        match self {
            Fact::Bool(_) => FactType::Bool,
            Fact::Integer(_) | Fact::Decimal(_) => FactType::Number,
            Fact::Text(_) => FactType::Text,
            Fact::Date(_) => FactType::Date,
            Fact::Option(_) => FactType::Option,
        }
    }
}

/// Facts by name.
pub type Facts = BTreeMap<String, Fact>;

/// The records that registers gave for this form, by the register's name.
///
/// Looking up is the caller's work: it may wait, fail or need a legal ground. What is not here is missing for rules.
pub type RegisterRecords = BTreeMap<String, Vec<RegisterRecord>>;

/// A record of a register.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RegisterRecord {
    /// What it was looked up by; nothing for the record of the person or company acted for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// What the register says.
    pub facts: Facts,
}
