//! Where findings belong, and every rule of a form with its place.

use crate::definition::{Page, Section};
use crate::field::{Field, Requirement};
use crate::ids::{OptionId, PageId};
use crate::language::{Language, LocalText};
use crate::layout::{Layout, Scope};
use crate::order::Node;
use crate::rule::Rule;
use crate::words::rule_in_words;

/// A part of the form, with words that name it.
#[derive(Clone, Default)]
pub(super) struct Place {
    pub page: Option<PageId>,
    pub field: Option<String>,
    pub words: LocalText,
    /// The rule meant, in words.
    pub rule: Option<LocalText>,
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
            words,
            ..Place::default()
        }
    }

    pub fn section(page: &Page, section: &Section) -> Self {
        let words = named("Sadaļa", "Section", &section.title, section.id.as_str());
        Place {
            page: Some(page.id.clone()),
            words,
            ..Place::default()
        }
    }

    /// A field with the groups around it, the outermost first.
    pub fn field(page: &Page, around: &[&Field], field: &Field) -> Self {
        let names: Vec<&str> = around.iter().chain([&field]).map(|one| one.id.as_str()).collect();
        let name = names.join(".");
        let words = named("Lauks", "Field", &field.label, &name);
        Place {
            page: Some(page.id.clone()),
            field: Some(name),
            words,
            rule: None,
        }
    }

    pub fn of_field(layout: &Layout<'_>, place: usize) -> Self {
        let placed = &layout.fields[place];
        let mut around: Vec<&Field> = layout.around(place).map(|group| layout.fields[group].field).collect();
        around.reverse();
        Place::field(layout.pages[placed.page], &around, placed.field)
    }

    pub fn of(layout: &Layout<'_>, owner: Node) -> Self {
        match owner {
            Node::Page(page) => Place::page(layout.pages[page]),
            Node::Section(section) => {
                let placed = &layout.sections[section];
                Place::section(layout.pages[placed.page], placed.section)
            }
            Node::Field(place) => Place::of_field(layout, place),
        }
    }

    /// The same place with the rule meant.
    pub fn with_rule(self, rule: Option<&Rule>, scope: Scope, layout: &Layout<'_>) -> Self {
        Place {
            rule: rule.map(|rule| rule_in_words(rule, scope, layout)),
            ..self
        }
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Visible,
    Required,
    ReadOnly,
    Constraint,
    Value,
    Default,
}

impl Role {
    /// What the rule is called, in Latvian and English.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Role::Visible => ("rādīšanas nosacījums", "the rule when it is shown"),
            Role::Required => ("obligātuma nosacījums", "the rule when it is required"),
            Role::ReadOnly => ("nemaināmības nosacījums", "the rule when it is read-only"),
            Role::Constraint => ("atbildes pārbaude", "the rule that the answer must keep"),
            Role::Value => ("aprēķins", "the calculation"),
            Role::Default => ("sākotnējā vērtība", "the first value"),
        }
    }
}

/// A rule where it stands.
#[derive(Clone, Copy)]
pub(super) struct PlacedRule<'d> {
    pub rule: &'d Rule,
    pub role: Role,
    pub scope: Scope,
    pub page: usize,
    /// What it belongs to.
    pub owner: Node,
    /// The option that it is for.
    pub option: Option<&'d OptionId>,
}

impl PlacedRule<'_> {
    /// The rule's place with words for both.
    pub fn place(&self, layout: &Layout<'_>) -> Place {
        let place = Place::of(layout, self.owner).with_rule(Some(self.rule), self.scope, layout);
        let (lv, en) = self.role.words();
        let (of_lv, of_en) = match self.option {
            Some(option) => (format!("izvēles “{option}” {lv}"), format!("option “{option}”, {en}")),
            None => (lv.to_owned(), en.to_owned()),
        };
        let words = LocalText::new(
            format!("{}, {of_lv}", place.words.get(Language::Lv)),
            format!("{}, {of_en}", place.words.get(Language::En)),
        );
        Place { words, ..place }
    }
}

/// Every rule of the form.
pub(super) fn rules<'d>(layout: &Layout<'d>) -> Vec<PlacedRule<'d>> {
    let pages = layout.pages.iter().enumerate().filter_map(|(page, definition)| {
        let rule = definition.visible.as_ref()?;
        Some(shown(rule, page, Node::Page(page)))
    });
    let sections = layout.sections.iter().enumerate().filter_map(|(number, placed)| {
        let rule = placed.section.visible.as_ref()?;
        Some(shown(rule, placed.page, Node::Section(number)))
    });
    let fields = layout.fields.iter().enumerate().flat_map(|(place, placed)| {
        field_rules(placed.field)
            .into_iter()
            .map(move |(role, rule, option)| PlacedRule {
                rule,
                role,
                scope: Scope::of(placed.group, 0),
                page: placed.page,
                owner: Node::Field(place),
                option,
            })
    });
    pages.chain(sections).chain(fields).collect()
}

fn shown(rule: &Rule, page: usize, owner: Node) -> PlacedRule<'_> {
    PlacedRule {
        rule,
        role: Role::Visible,
        scope: Scope::Form,
        page,
        owner,
        option: None,
    }
}

fn field_rules(field: &Field) -> Vec<(Role, &Rule, Option<&OptionId>)> {
    let options = field.kind.inline_options().iter();
    let options = options.filter_map(|option| Some((Role::Visible, option.visible.as_ref()?, Some(&option.id))));
    let required = match &field.required {
        Requirement::When(rule) => Some(rule),
        Requirement::Always | Requirement::Never => None,
    };
    let single = [
        (Role::Required, required),
        (Role::ReadOnly, field.read_only.as_ref()),
        (Role::Value, field.kind.calculation()),
        (Role::Default, field.default.as_ref()),
    ];
    let visible = field.visible.iter().map(|rule| (Role::Visible, rule, None));
    let single = single.into_iter().filter_map(|(role, rule)| Some((role, rule?, None)));
    let constraints = field.constraints.iter().map(|one| (Role::Constraint, &one.rule, None));
    visible.chain(options).chain(single).chain(constraints).collect()
}
