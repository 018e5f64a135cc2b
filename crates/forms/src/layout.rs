//! The fields of a form in one flat list, found by name.

use std::collections::BTreeMap;

use crate::definition::{FormDefinition, Page, Section};
use crate::field::Field;
use crate::ids::FieldId;
use crate::path::FieldPath;

/// A form laid out flat. Pages, sections and fields are numbered in the order people see them.
pub(crate) struct Layout<'d> {
    pub pages: Vec<&'d Page>,
    pub sections: Vec<PlacedSection<'d>>,
    pub fields: Vec<PlacedField<'d>>,
    /// Whether two fields have one name where it should be unique; the checker refuses such forms.
    pub repeats_names: bool,
    /// For each page the number of its first field, or of the first field after it.
    page_begins: Vec<usize>,
    top: BTreeMap<&'d str, usize>,
    inner: BTreeMap<(usize, &'d str), usize>,
}

pub(crate) struct PlacedSection<'d> {
    pub section: &'d Section,
    pub page: usize,
}

pub(crate) struct PlacedField<'d> {
    pub field: &'d Field,
    pub page: usize,
    pub section: usize,
    /// The number of the group the field is in.
    pub group: Option<usize>,
}

/// Where a rule stands; it decides what the names in it mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// On the top level.
    Form,
    /// In an item of the group with this number.
    Item { group: usize, index: usize },
}

impl Scope {
    /// The scope of item `index` if the field is in a group.
    pub fn of(group: Option<usize>, index: usize) -> Scope {
        group.map_or(Scope::Form, |group| Scope::Item { group, index })
    }
}

impl<'d> Layout<'d> {
    pub fn new(definition: &'d FormDefinition) -> Self {
        let mut layout = Layout {
            pages: definition.pages.iter().collect(),
            sections: Vec::new(),
            fields: Vec::new(),
            repeats_names: false,
            page_begins: Vec::new(),
            top: BTreeMap::new(),
            inner: BTreeMap::new(),
        };
        for (page, definition) in definition.pages.iter().enumerate() {
            layout.page_begins.push(layout.fields.len());
            for section in &definition.sections {
                layout.add_section(page, section);
            }
        }
        layout
    }

    fn add_section(&mut self, page: usize, section: &'d Section) {
        let number = self.sections.len();
        self.sections.push(PlacedSection { section, page });
        for field in &section.fields {
            let place = self.fields.len();
            self.fields.push(PlacedField {
                field,
                page,
                section: number,
                group: None,
            });
            // The first of several fields with one name is the one that counts; the checker refuses the others.
            self.repeats_names |= *self.top.entry(field.id.as_str()).or_insert(place) != place;
            for inner in field.kind.group().map_or(&[][..], |group| &group.fields) {
                let inside = self.fields.len();
                self.repeats_names |= *self.inner.entry((place, inner.id.as_str())).or_insert(inside) != inside;
                self.fields.push(PlacedField {
                    field: inner,
                    page,
                    section: number,
                    group: Some(place),
                });
            }
        }
    }

    /// The top-level field of this name.
    pub fn top(&self, name: &FieldId) -> Option<usize> {
        self.top.get(name.as_str()).copied()
    }

    /// The field of this name in the group.
    pub fn inner(&self, group: usize, name: &FieldId) -> Option<usize> {
        self.inner.get(&(group, name.as_str())).copied()
    }

    /// The field that a name means in a scope, with the number of the item it belongs to.
    pub fn resolve(&self, name: &FieldId, scope: Scope) -> Option<(usize, usize)> {
        let own = match scope {
            Scope::Form => None,
            Scope::Item { group, index } => self.inner(group, name).map(|field| (field, index)),
        };
        own.or_else(|| self.top(name).map(|field| (field, 0)))
    }

    /// The group of this name; groups stand on the top level.
    pub fn group(&self, name: &FieldId) -> Option<usize> {
        self.top(name)
            .filter(|place| self.fields[*place].field.kind.group().is_some())
    }

    /// The numbers of the fields that are in no group.
    pub fn top_level(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.fields.len()).filter(|place| self.fields[*place].group.is_none())
    }

    /// The numbers of the fields on a page, those in groups too.
    pub fn places_on(&self, page: usize) -> std::ops::Range<usize> {
        self.page_begins[page]..self.page_begins.get(page + 1).copied().unwrap_or(self.fields.len())
    }

    /// The numbers of the fields in the group.
    pub fn fields_of(&self, group: usize) -> impl Iterator<Item = usize> + '_ {
        (group + 1..self.fields.len()).take_while(move |place| self.fields[*place].group == Some(group))
    }

    /// The path of a field, for fields in groups that of item `index`.
    pub fn path(&self, place: usize, index: usize) -> FieldPath {
        let placed = &self.fields[place];
        match placed.group {
            None => FieldPath::top(placed.field.id.clone()),
            Some(group) => {
                let group = FieldPath::top(self.fields[group].field.id.clone());
                group.item(index as u32, placed.field.id.clone())
            }
        }
    }
}
