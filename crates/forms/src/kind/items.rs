//! Settings of fields that are answered once for each of several things.

use serde::{Deserialize, Serialize};

use crate::field::Field;
use crate::language::LocalText;
use crate::limits::MAX_GROUP_ITEMS;

/// Settings of a repeating group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Group {
    /// What is asked of each item. A group can be among it, but groups are nested no deeper than that.
    pub fields: Vec<Field>,
    /// The fewest items. A required group needs at least one.
    #[serde(default)]
    pub min: u32,
    /// The most items; [`MAX_GROUP_ITEMS`] if there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<u32>,
    /// What one item is called: "Persona"; people see it with its number.
    pub item_label: LocalText,
    /// The words of the button that adds an item: "Pievienot personu".
    pub add_label: LocalText,
}

impl Group {
    /// The most items this group may have.
    pub fn most_items(&self) -> u32 {
        self.max.unwrap_or(MAX_GROUP_ITEMS).min(MAX_GROUP_ITEMS)
    }

    /// The field of this name inside the group.
    pub fn field(&self, id: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.id.as_str() == id)
    }
}

/// A table: like a group whose items are rows and whose fields are columns. Its rows are either given and named by the
/// form, or added by the person who answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "TableSettings", into = "TableSettings")]
pub struct Table {
    /// The rows as items of a group, the columns as its fields.
    pub group: Group,
    /// The names of the rows, when the form gives them.
    pub rows: Vec<LocalText>,
}

/// A table as it stands in a document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TableSettings {
    /// What is asked in each row: fields answered in one box.
    pub columns: Vec<Field>,
    /// The names of the rows. With them the table has just these rows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<LocalText>,
    /// The fewest rows, where people add them.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub min: u32,
    /// The most rows, where people add them; [`MAX_GROUP_ITEMS`] if there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<u32>,
    /// What one row is called, where people add them; they see it with its number.
    #[serde(default, skip_serializing_if = "LocalText::is_empty")]
    pub item_label: LocalText,
    /// The words of the button that adds a row.
    #[serde(default, skip_serializing_if = "LocalText::is_empty")]
    pub add_label: LocalText,
}

fn is_zero(number: &u32) -> bool {
    *number == 0
}

impl Table {
    /// Whether the form gives the rows.
    pub fn has_given_rows(&self) -> bool {
        !self.rows.is_empty()
    }
}

impl From<TableSettings> for Table {
    fn from(settings: TableSettings) -> Self {
        let given = settings.rows.len() as u32;
        let (min, max) = match given {
            0 => (settings.min, settings.max),
            _ => (given, Some(given)),
        };
        Table {
            group: Group {
                fields: settings.columns,
                min,
                max,
                item_label: settings.item_label,
                add_label: settings.add_label,
            },
            rows: settings.rows,
        }
    }
}

impl From<Table> for TableSettings {
    fn from(table: Table) -> Self {
        let given = table.has_given_rows();
        TableSettings {
            columns: table.group.fields,
            rows: table.rows,
            min: if given { 0 } else { table.group.min },
            max: table.group.max.filter(|_| !given),
            item_label: table.group.item_label,
            add_label: table.group.add_label,
        }
    }
}
