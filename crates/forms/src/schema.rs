//! The JSON Schema of the definition document, drawn from the types that read it.
//!
//! It says what can be read. Whether a form can be published, [`crate::check()`] says: no schema knows whether a rule
//! refers to a field that exists.

use std::borrow::Cow;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::clock::TimeOfDay;
use crate::date::Date;
use crate::definition::{FormDefinition, FormatVersion};
use crate::ids::{FieldId, MAX_ID_LENGTH, OptionId, PageId, RESERVED_FIELD_IDS, SectionId};
use crate::kind::{Table, TableSettings};
use crate::language::{Language, LocalText};

/// Where the schema of the present format is found, from the root of the site.
pub const PATH: &str = "/schemas/form-definition-1.json";

/// The schema (JSON Schema 2020-12) of the present format.
pub fn form_definition() -> Schema {
    let mut schema = SchemaSettings::draft2020_12()
        .into_generator()
        .into_root_schema_for::<FormDefinition>();
    schema.insert("title".to_owned(), "Form definition, format 1".into());
    schema
}

/// An exact number, which is text in JSON.
pub(crate) struct ExactNumber;

/// Schemas of types that read themselves from JSON in their own way.
macro_rules! own_schema {
    ($($name:ident: $schema:expr;)*) => {
        $(impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                $schema
            }
        })*
    };
}

own_schema! {
    ExactNumber: json_schema!({
        "description": "An exact number as text: digits, a point, no exponent.",
        "type": "string",
        "pattern": r"^[+-]?\d+(\.\d*)?$",
    });
    Date: json_schema!({
        "description": "A date of the calendar, `YYYY-MM-DD`.",
        "type": "string",
        "format": "date",
        "pattern": r"^\d{4}-\d{2}-\d{2}$",
    });
    TimeOfDay: json_schema!({
        "description": "A time of day, `HH:MM`.",
        "type": "string",
        "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$",
    });
    FormatVersion: json_schema!({ "description": "The format of the document.", "const": 1 });
    PageId: name("The name of a page within its form; it is also the last part of the page's address.");
    SectionId: name("The name of a section within its form.");
    FieldId: {
        let mut schema = name("The name of a field: unique on the top level of the form, and within each group.");
        schema.insert("not".to_owned(), json_schema!({ "enum": RESERVED_FIELD_IDS }).into());
        schema
    };
    OptionId: json_schema!({
        "description": "The name of an option of a closed list: what is stored when a person chooses it.",
        "type": "string",
        "maxLength": MAX_ID_LENGTH,
        "pattern": "^[A-Za-z0-9][A-Za-z0-9_-]*$",
    });
    LocalText: {
        let mut texts = Schema::default();
        for language in Language::ALL {
            texts.insert(language.code().to_owned(), json_schema!({ "type": "string" }).into());
        }
        json_schema!({
            "description": "One text in several languages.",
            "type": "object",
            "properties": texts,
            "additionalProperties": false,
        })
    };
}

fn name(description: &str) -> Schema {
    json_schema!({
        "description": description,
        "type": "string",
        "maxLength": MAX_ID_LENGTH,
        "pattern": "^[a-z][A-Za-z0-9-]*$",
    })
}

impl JsonSchema for Table {
    fn schema_name() -> Cow<'static, str> {
        "Table".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        TableSettings::json_schema(generator)
    }
}
