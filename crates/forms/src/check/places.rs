//! Where findings belong, and every rule of a form with its place.

use crate::definition::{Page, Section};
use crate::field::{Field, Requirement};
use crate::ids::PageId;
use crate::language::{Language, LocalText};
use crate::layout::{Layout, Scope};
use crate::rule::Rule;

/// A part of the form, with words that name it.
#[derive(Clone, Default)]
pub(super) struct Place {
    pub page: Option<PageId>,
    pub field: Option<String>,
    pub words: LocalText,
}

impl Place {
    pub fn form() -> Self {
        Place {
            words: LocalText::new("Forma", "Form"),
            ..Place::default()
        }
    }

    pub fn page(page: &Page) -> Self {
        let words = named("Lapa", "Page", &page.title, page.id.as_str());
        Place {
            page: Some(page.id.clone()),
            field: None,
            words,
        }
    }

    pub fn section(page: &Page, section: &Section) -> Self {
        let words = named("Sadaļa", "Section", &section.title, section.id.as_str());
        Place {
            page: Some(page.id.clone()),
            field: None,
            words,
        }
    }

    pub fn field(page: &Page, group: Option<&Field>, field: &Field) -> Self {
        let name = match group {
            Some(group) => format!("{}.{}", group.id, field.id),
            None => field.id.to_string(),
        };
        let words = named("Lauks", "Field", &field.label, &name);
        Place {
            page: Some(page.id.clone()),
            field: Some(name),
            words,
        }
    }

    pub fn of_field(layout: &Layout<'_>, place: usize) -> Self {
        let placed = &layout.fields[place];
        let group = placed.group.map(|group| layout.fields[group].field);
        Place::field(layout.pages[placed.page], group, placed.field)
    }
}

fn named(lv: &str, en: &str, text: &LocalText, otherwise: &str) -> LocalText {
    let name = |language| match text.get(language) {
        "" => otherwise.to_owned(),
        text => text.to_owned(),
    };
    LocalText::new(
        format!("{lv} “{}”", name(Language::Lv)),
        format!("{en} “{}”", name(Language::En)),
    )
}

/// What a rule decides.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Visible,
    Required,
    Constraint,
    Value,
    ReadOnly,
    Default,
}

/// A rule where it stands.
pub(super) struct PlacedRule<'d> {
    pub rule: &'d Rule,
    pub role: Role,
    /// The field it belongs to, if it does not belong to a page or a section.
    pub field: Option<&'d Field>,
    pub scope: Scope,
    pub page: usize,
    pub place: Place,
}

/// Every rule of the form.
pub(super) fn rules<'d>(layout: &Layout<'d>) -> Vec<PlacedRule<'d>> {
    let mut rules = Vec::new();
    for (number, page) in layout.pages.iter().enumerate() {
        rules.extend(page.visible.iter().map(|rule| PlacedRule {
            rule,
            role: Role::Visible,
            field: None,
            scope: Scope::Form,
            page: number,
            place: Place::page(page),
        }));
    }
    for placed in &layout.sections {
        rules.extend(placed.section.visible.iter().map(|rule| PlacedRule {
            rule,
            role: Role::Visible,
            field: None,
            scope: Scope::Form,
            page: placed.page,
            place: Place::section(layout.pages[placed.page], placed.section),
        }));
    }
    for (number, placed) in layout.fields.iter().enumerate() {
        let scope = Scope::of(placed.group, 0);
        rules.extend(field_rules(placed.field).into_iter().map(|(role, rule)| PlacedRule {
            rule,
            role,
            field: Some(placed.field),
            scope,
            page: placed.page,
            place: Place::of_field(layout, number),
        }));
    }
    rules
}

fn field_rules(field: &Field) -> Vec<(Role, &Rule)> {
    let options = field
        .kind
        .inline_options()
        .iter()
        .filter_map(|option| option.visible.as_ref());
    let visible = field.visible.iter().chain(options).map(|rule| (Role::Visible, rule));
    let required = match &field.required {
        Requirement::When(rule) => Some((Role::Required, rule)),
        Requirement::Always | Requirement::Never => None,
    };
    let constraints = field.constraints.iter().map(|one| (Role::Constraint, &one.rule));
    let value = field.kind.calculation().map(|rule| (Role::Value, rule));
    let read_only = field.read_only.iter().map(|rule| (Role::ReadOnly, rule));
    let default = field.default.iter().map(|rule| (Role::Default, rule));
    let others = constraints.chain(value).chain(read_only).chain(default);
    visible.chain(required).chain(others).collect()
}
