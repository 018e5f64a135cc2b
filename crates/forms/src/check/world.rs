//! What the checker knows of the world beside the form.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::CodeListNames;
use crate::context::CodeLists;
use crate::facts::FactType;
use crate::language::LocalText;

/// The code lists and registers that there are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct World {
    /// The code lists by name, each with the attributes of its codes.
    #[serde(default)]
    pub code_lists: BTreeMap<String, BTreeMap<String, FactType>>,
    /// The connected registers by name.
    #[serde(default)]
    pub registers: BTreeMap<String, RegisterSchema>,
}

/// What a register has.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RegisterSchema {
    /// What people call it.
    pub title: LocalText,
    /// Its attributes by name.
    pub attributes: BTreeMap<String, RegisterAttribute>,
}

/// What a register says of each of its records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RegisterAttribute {
    /// Its type.
    #[serde(rename = "type")]
    pub fact_type: FactType,
    /// What people call it: a question of the same name need not be asked.
    pub label: LocalText,
    /// The HTML `autocomplete` token of questions for it, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub autocomplete: Option<String>,
    /// What else questions for it are called, in any language.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also_called: Vec<String>,
}

impl World {
    /// Code lists without attributes, and no registers.
    pub fn of_names(names: &CodeListNames) -> Self {
        World {
            code_lists: names.iter().map(|name| (name.clone(), BTreeMap::new())).collect(),
            registers: BTreeMap::new(),
        }
    }

    /// These code lists with the attributes that their codes have, and no registers.
    pub fn of_lists(lists: &CodeLists) -> Self {
        let attributes = |entries: &Vec<crate::CodeListEntry>| {
            let facts = entries.iter().flat_map(|entry| &entry.attributes);
            facts.map(|(name, fact)| (name.clone(), fact.fact_type())).collect()
        };
        World {
            code_lists: lists
                .iter()
                .map(|(name, entries)| (name.clone(), attributes(entries)))
                .collect(),
            registers: BTreeMap::new(),
        }
    }
}
