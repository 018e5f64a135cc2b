//! The definition of a form: pages of sections of fields. Immutable once published.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::choice::OptionSource;
use crate::field::Field;
use crate::ids::{PageId, SectionId};
use crate::language::{Language, LocalText};
use crate::path::FieldPath;
use crate::rule::Rule;

/// A whole form as its editor wrote it, in JSON one document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FormDefinition {
    /// Which format the document has, so that old documents always load.
    pub format_version: FormatVersion,
    /// The name of the form.
    pub title: LocalText,
    /// What a person should know before beginning (Markdown).
    #[serde(default, skip_serializing_if = "LocalText::is_empty")]
    pub intro: LocalText,
    /// The pages in the order people walk them.
    pub pages: Vec<Page>,
}

/// One screen of the form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Page {
    /// The page's name in addresses.
    pub id: PageId,
    /// The heading.
    pub title: LocalText,
    /// Help shown under the heading (Markdown).
    #[serde(default, skip_serializing_if = "LocalText::is_empty")]
    pub help: LocalText,
    /// When the page is shown; always, if there is no rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visible: Option<Rule>,
    /// What stands on the page.
    pub sections: Vec<Section>,
}

/// Fields of one page that belong together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Section {
    /// The section's name.
    pub id: SectionId,
    /// The heading; none is shown when it is empty.
    #[serde(default, skip_serializing_if = "LocalText::is_empty")]
    pub title: LocalText,
    /// When the section is shown; always, if there is no rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visible: Option<Rule>,
    /// The questions.
    pub fields: Vec<Field>,
}

/// The format of a definition document; in JSON a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub enum FormatVersion {
    /// The first format.
    #[default]
    V1,
}

/// The document has a format this program does not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownFormat(u32);

impl fmt::Display for UnknownFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "form definition format {} is not known here; formats: 1", self.0)
    }
}

impl std::error::Error for UnknownFormat {}

impl TryFrom<u32> for FormatVersion {
    type Error = UnknownFormat;

    fn try_from(number: u32) -> Result<Self, UnknownFormat> {
        match number {
            1 => Ok(FormatVersion::V1),
            other => Err(UnknownFormat(other)),
        }
    }
}

impl From<FormatVersion> for u32 {
    fn from(version: FormatVersion) -> u32 {
        match version {
            FormatVersion::V1 => 1,
        }
    }
}

impl FormDefinition {
    /// The page of this name.
    pub fn page(&self, id: &str) -> Option<&Page> {
        self.pages.iter().find(|page| page.id.as_str() == id)
    }

    /// The top-level fields of the form with their pages, in the order people see them.
    pub fn fields(&self) -> impl Iterator<Item = (&Page, &Field)> {
        self.pages
            .iter()
            .flat_map(|page| page.fields().map(move |field| (page, field)))
    }

    /// The names of the code lists that its choices take their options from, once for each choice.
    pub fn code_lists(&self) -> impl Iterator<Item = &str> {
        let mut open: Vec<&Field> = self.fields().map(|(_, field)| field).collect();
        open.reverse();
        let fields = std::iter::from_fn(move || {
            let field = open.pop()?;
            open.extend(field.kind.inner_fields().iter().rev());
            Some(field)
        });
        fields.filter_map(|field| match field.kind.options() {
            Some(OptionSource::CodeList(name)) => Some(name.as_str()),
            _ => None,
        })
    }

    /// The top-level field of this name.
    pub fn field(&self, id: &str) -> Option<&Field> {
        self.fields()
            .map(|(_, field)| field)
            .find(|field| field.id.as_str() == id)
    }

    /// The field at a path, also inside a group.
    pub fn field_at(&self, path: &FieldPath) -> Option<&Field> {
        self.pages.iter().find_map(|page| page.field_at(path))
    }

    /// What the item is called that the field at a path belongs to: "Persona 2", or "Persona 2, Bērns 1".
    pub fn item_name(&self, path: &FieldPath, language: Language) -> Option<String> {
        let around = std::iter::successors(path.group().zip(path.item_number()), |(group, _)| {
            group.group().zip(group.item_number())
        });
        let name = |(group, index)| self.field_at(&group)?.kind.item_name(index, language);
        let mut names: Vec<String> = around.filter_map(name).collect();
        names.reverse();
        (!names.is_empty()).then(|| names.join(", "))
    }

    /// The page on which the top-level field of this name stands.
    pub fn page_of(&self, field_id: &str) -> Option<&Page> {
        self.fields()
            .find(|(_, field)| field.id.as_str() == field_id)
            .map(|(page, _)| page)
    }
}

impl Page {
    /// The top-level fields of the page, in the order people see them.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.sections.iter().flat_map(|section| &section.fields)
    }

    /// The field of the page at a path, also inside a group.
    pub fn field_at(&self, path: &FieldPath) -> Option<&Field> {
        let top = self.fields().find(|field| field.id == *path.top_field());
        let inner = path.groups().iter().skip(1).map(|(group, _)| group);
        let way = inner.chain(Some(path.field()).filter(|_| !path.groups().is_empty()));
        way.fold(top, |around, id| around?.kind.group()?.field(id.as_str()))
    }
}
