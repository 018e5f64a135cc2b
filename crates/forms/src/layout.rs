//! The fields of a form in one flat list, found by name.

use std::collections::BTreeMap;

use crate::definition::{FormDefinition, Page, Section};
use crate::field::Field;
use crate::ids::FieldId;
use crate::limits::MAX_GROUP_DEPTH;

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
    /// How many groups are around it.
    pub depth: usize,
    /// The number that follows those of the fields inside it.
    pub end: usize,
}

/// Where a rule stands; it decides what the names in it mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// On the top level.
    Form,
    /// In an item of the group with this number. Items of a group inside another are counted through all items of that.
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
            self.add_field(field, page, number, None);
        }
    }

    fn add_field(&mut self, field: &'d Field, page: usize, section: usize, group: Option<usize>) {
        let place = self.fields.len();
        let depth = group.map_or(0, |group| self.fields[group].depth + 1);
        self.fields.push(PlacedField {
            field,
            page,
            section,
            group,
            depth,
            end: place + 1,
        });
        // The first of several fields with one name is the one that counts; the checker refuses the others.
        let known = match group {
            None => *self.top.entry(field.id.as_str()).or_insert(place),
            Some(group) => *self.inner.entry((group, field.id.as_str())).or_insert(place),
        };
        self.repeats_names |= known != place;
        if depth < MAX_GROUP_DEPTH {
            for inner in field.kind.inner_fields() {
                self.add_field(inner, page, section, Some(place));
            }
        }
        self.fields[place].end = self.fields.len();
    }

    /// The top-level field of this name.
    pub fn top(&self, name: &FieldId) -> Option<usize> {
        self.top.get(name.as_str()).copied()
    }

    /// The field of this name in the group.
    pub fn inner(&self, group: usize, name: &FieldId) -> Option<usize> {
        self.inner.get(&(group, name.as_str())).copied()
    }

    /// The field that a name means in a scope: one of the same item first, then of the item around it, then on the top
    /// level.
    pub fn resolve(&self, name: &FieldId, scope: Scope) -> Option<usize> {
        self.named(name, scope).next()
    }

    /// The group that a name means in a scope.
    pub fn group(&self, name: &FieldId, scope: Scope) -> Option<usize> {
        self.named(name, scope)
            .find(|place| self.fields[*place].field.kind.group().is_some())
    }

    /// The fields of this name that are seen from a scope, the nearest first.
    fn named<'l>(&'l self, name: &'l FieldId, scope: Scope) -> impl Iterator<Item = usize> + 'l {
        let own = match scope {
            Scope::Form => None,
            Scope::Item { group, .. } => Some(group),
        };
        let groups = std::iter::successors(own, |group| self.fields[*group].group);
        let inner = groups.filter_map(|group| self.inner(group, name));
        inner.chain(self.top(name))
    }

    /// The numbers of the fields that are in no group.
    pub fn top_level(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.fields.len()).filter(|place| self.fields[*place].group.is_none())
    }

    /// The numbers of the fields on a page, those in groups too.
    pub fn places_on(&self, page: usize) -> std::ops::Range<usize> {
        self.page_begins[page]..self.page_begins.get(page + 1).copied().unwrap_or(self.fields.len())
    }

    /// The numbers of the fields in the group, none of those in groups within it.
    pub fn fields_of(&self, group: usize) -> impl Iterator<Item = usize> + '_ {
        self.within(group)
            .filter(move |place| self.fields[*place].group == Some(group))
    }

    /// The numbers of all fields in the group, those in groups within it too.
    pub fn within(&self, group: usize) -> std::ops::Range<usize> {
        group + 1..self.fields[group].end
    }

    /// The top-level field on the way to a field, the field itself when it is one.
    pub fn root(&self, place: usize) -> usize {
        self.around(place).last().unwrap_or(place)
    }

    /// The groups around a field, the innermost first.
    pub fn around(&self, place: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.fields[place].group, |group| self.fields[*group].group)
    }
}
