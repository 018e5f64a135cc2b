//! What is different between two definitions of one form.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Serialize, Serializer};

use super::{Effect, compatible};
use crate::choice::OptionSource;
use crate::definition::{FormDefinition, Page, Section};
use crate::field::{Field, PrivacyClass, Requirement};
use crate::ids::{FieldId, OptionId, PageId, SectionId};
use crate::kind::{FieldKind, Group};
use crate::language::LocalText;
use crate::rule::Rule;

/// One difference, with what it means for a draft in which the field is answered.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Difference {
    /// Where it is.
    pub place: Place,
    /// What it is.
    #[serde(flatten)]
    pub change: Change,
    /// The most it can mean; [`super::plan`] says what it does mean for the answers of one draft.
    pub effect: Effect,
}

/// A place in a definition. In JSON the form is "", a page "/page", a field "field" or "group.field".
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The form's own texts.
    Form,
    /// A page, with the rules of its sections.
    Page(PageId),
    /// A field, with the groups around it before it.
    Field(Vec<FieldId>),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Form => Ok(()),
            Place::Page(page) => write!(f, "/{page}"),
            Place::Field(ids) => {
                let ids: Vec<&str> = ids.iter().map(FieldId::as_str).collect();
                f.write_str(&ids.join("."))
            }
        }
    }
}

impl Serialize for Place {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// What can be different. In JSON `{"change": "moved", "from": "who", "to": "where"}`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "change", rename_all = "camelCase")]
pub enum Change {
    /// It was not there.
    Added,
    /// It is there no longer.
    Removed,
    /// It stands on another page.
    Moved {
        /// Where it stood.
        from: PageId,
        /// Where it stands.
        to: PageId,
    },
    /// It takes another sort of answer.
    Kind,
    /// Options are offered no longer.
    OptionsRemoved {
        /// Which.
        options: Vec<OptionId>,
    },
    /// What an answer may be is bounded otherwise, or options come from elsewhere.
    Bounds,
    /// When it must be answered.
    Required,
    /// When it is shown.
    Visible,
    /// What else must hold for the answer.
    Constraints,
    /// How carefully the answer is kept.
    Privacy {
        /// Before.
        from: PrivacyClass,
        /// Now.
        to: PrivacyClass,
    },
    /// Words, order, looks: nothing that decides about an answer.
    Words,
}

/// Every difference from one definition to the next, pages first, fields in the order of the new definition.
pub fn differences(old: &FormDefinition, new: &FormDefinition) -> Vec<Difference> {
    let mut found = Vec::new();
    if (&old.title, &old.intro) != (&new.title, &new.intro) {
        found.push(Difference::new(Place::Form, Change::Words, Effect::Safe));
    }
    compare_pages(old, new, &mut found);
    let (before, after) = (placed(old), placed(new));
    let known: BTreeMap<&[FieldId], &Placed<'_>> = by_name(&before);
    for (ids, now) in &after {
        match known.get(&ids[..]) {
            None => found.push(Difference::new(
                Place::Field(ids.clone()),
                Change::Added,
                effect_of_adding(now.field),
            )),
            Some(was) => compare_fields(ids, was, now, &mut found),
        }
    }
    let left = by_name(&after);
    let gone = before.iter().filter(|(ids, _)| !left.contains_key(&ids[..]));
    found.extend(gone.map(|(ids, was)| {
        let effect = if was.field.kind.is_question() {
            Effect::Asks
        } else {
            Effect::Safe
        };
        Difference::new(Place::Field(ids.clone()), Change::Removed, effect)
    }));
    found
}

impl Difference {
    fn new(place: Place, change: Change, effect: Effect) -> Self {
        Difference { place, change, effect }
    }
}

/// A field with the page and the section it stands in.
#[derive(Clone, Copy)]
struct Placed<'a> {
    page: &'a Page,
    section: &'a Section,
    field: &'a Field,
}

impl Placed<'_> {
    /// The rules that must hold around it for it to be shown.
    fn rules_around(&self) -> (Option<&Rule>, Option<&Rule>) {
        (self.page.visible.as_ref(), self.section.visible.as_ref())
    }

    fn ids_around(&self) -> (&PageId, &SectionId) {
        (&self.page.id, &self.section.id)
    }
}

/// Every field, those inside groups after their group.
fn placed(form: &FormDefinition) -> Vec<(Vec<FieldId>, Placed<'_>)> {
    let mut all = Vec::new();
    for page in &form.pages {
        for section in &page.sections {
            for field in &section.fields {
                add(&mut all, &[], Placed { page, section, field });
            }
        }
    }
    all
}

/// The first of several fields with one name is the one that counts.
fn by_name<'p, 'a>(all: &'p [(Vec<FieldId>, Placed<'a>)]) -> BTreeMap<&'p [FieldId], &'p Placed<'a>> {
    let backwards = all.iter().rev();
    backwards.map(|(ids, placed)| (&ids[..], placed)).collect()
}

fn add<'a>(all: &mut Vec<(Vec<FieldId>, Placed<'a>)>, around: &[FieldId], placed: Placed<'a>) {
    let ids: Vec<FieldId> = around.iter().chain([&placed.field.id]).cloned().collect();
    all.push((ids.clone(), placed));
    for field in placed.field.kind.inner_fields() {
        add(all, &ids, Placed { field, ..placed });
    }
}

fn effect_of_adding(field: &Field) -> Effect {
    match field.required {
        Requirement::Never => Effect::Safe,
        _ if !field.kind.is_question() => Effect::Safe,
        Requirement::Always | Requirement::When(_) => Effect::Asks,
    }
}

fn compare_pages(old: &FormDefinition, new: &FormDefinition, found: &mut Vec<Difference>) {
    for page in &new.pages {
        let place = Place::Page(page.id.clone());
        match old.page(page.id.as_str()) {
            None => found.push(Difference::new(place, Change::Added, Effect::Safe)),
            Some(was) => {
                if rules_of(was) != rules_of(page) {
                    found.push(Difference::new(place.clone(), Change::Visible, Effect::Asks));
                }
                if (&was.title, &was.help, titles_of(was)) != (&page.title, &page.help, titles_of(page)) {
                    found.push(Difference::new(place, Change::Words, Effect::Safe));
                }
            }
        }
    }
    let gone = old.pages.iter().filter(|page| new.page(page.id.as_str()).is_none());
    found.extend(gone.map(|page| Difference::new(Place::Page(page.id.clone()), Change::Removed, Effect::Safe)));
}

/// When the page and each of its sections are shown.
fn rules_of(page: &Page) -> (Option<&Rule>, BTreeMap<&str, &Rule>) {
    let sections = page.sections.iter();
    let rules = sections.filter_map(|section| Some((section.id.as_str(), section.visible.as_ref()?)));
    (page.visible.as_ref(), rules.collect())
}

fn titles_of(page: &Page) -> Vec<&LocalText> {
    page.sections.iter().map(|section| &section.title).collect()
}

fn compare_fields(ids: &[FieldId], was: &Placed<'_>, now: &Placed<'_>, found: &mut Vec<Difference>) {
    let mut tell = |change, effect| found.push(Difference::new(Place::Field(ids.to_vec()), change, effect));
    let (old, new) = (was.field, now.field);
    if was.page.id != now.page.id {
        let (from, to) = (was.page.id.clone(), now.page.id.clone());
        tell(Change::Moved { from, to }, Effect::Safe);
    }
    let other_rules = was.ids_around() != now.ids_around() && was.rules_around() != now.rules_around();
    if std::mem::discriminant(&old.kind) != std::mem::discriminant(&new.kind) {
        tell(Change::Kind, compatible::effect(&old.kind, &new.kind));
    } else {
        let options = removed_options(&old.kind, &new.kind);
        if !options.is_empty() {
            tell(Change::OptionsRemoved { options }, Effect::Asks);
        }
        let (before, after) = (bounds(&old.kind, &new.kind), bounds(&new.kind, &old.kind));
        if before != after {
            let effect = if new.kind.is_question() {
                Effect::Asks
            } else {
                Effect::Safe
            };
            tell(Change::Bounds, effect);
        } else if compatible::moves_rows(&old.kind, &new.kind) {
            tell(Change::Bounds, Effect::Asks);
        } else if wording(&old.kind) != wording(&new.kind) && removed_options(&old.kind, &new.kind).is_empty() {
            tell(Change::Words, Effect::Safe);
        }
    }
    if old.required != new.required {
        let effect = match new.required {
            Requirement::Never => Effect::Safe,
            Requirement::Always | Requirement::When(_) => Effect::Asks,
        };
        tell(Change::Required, effect);
    }
    // What is shown for other answers may be asked anew, or no longer.
    if old.visible != new.visible || other_rules {
        tell(Change::Visible, Effect::Asks);
    }
    if old.constraints != new.constraints {
        let only_fewer = new.constraints.iter().all(|rule| old.constraints.contains(rule));
        tell(
            Change::Constraints,
            if only_fewer { Effect::Safe } else { Effect::Asks },
        );
    }
    if old.privacy != new.privacy {
        // An answer given under a promise is not told more freely without asking.
        let effect = if new.privacy < old.privacy {
            Effect::Asks
        } else {
            Effect::Safe
        };
        tell(
            Change::Privacy {
                from: old.privacy,
                to: new.privacy,
            },
            effect,
        );
    }
    if words(old) != words(new) {
        // The words of a tick are what is agreed to.
        let another = old.kind.is_tick() && new.kind.is_tick() && old.label != new.label;
        tell(Change::Words, if another { Effect::Asks } else { Effect::Safe });
    }
}

fn removed_options(old: &FieldKind, new: &FieldKind) -> Vec<OptionId> {
    let left = new.inline_options();
    match new.options() {
        Some(OptionSource::CodeList(_)) => Vec::new(),
        _ => old
            .inline_options()
            .iter()
            .filter(|option| left.iter().all(|known| known.id != option.id))
            .map(|option| option.id.clone())
            .collect(),
    }
}

/// The kind as far as it decides which answers it takes: without words, inner fields, and options the other has not.
fn bounds(kind: &FieldKind, other: &FieldKind) -> FieldKind {
    let mut kind = kind.clone();
    match &mut kind {
        FieldKind::OneOf(one) => {
            one.presentation = Default::default();
            keep_rules(&mut one.options, other);
        }
        FieldKind::ManyOf(many) => keep_rules(&mut many.options, other),
        FieldKind::Number(number) => number.unit = Default::default(),
        FieldKind::Calculated(calculated) => calculated.unit = Default::default(),
        FieldKind::StaticText(text) => text.text = Default::default(),
        FieldKind::Notice(notice) => *notice = Default::default(),
        FieldKind::ShortText(rules) | FieldKind::LongText(rules) => {
            if let Some(pattern) = &mut rules.pattern {
                pattern.message = Default::default();
            }
        }
        FieldKind::Table(table) => {
            table.rows.fill(Default::default());
            clear(&mut table.group);
        }
        FieldKind::Group(group) => clear(group),
        _ => {}
    }
    kind
}

/// Leaves of a group how many items it takes.
fn clear(group: &mut Group) {
    group.fields.clear();
    group.item_label = Default::default();
    group.add_label = Default::default();
}

/// Leaves of the options listed those that the other lists too, by name, with their rules.
fn keep_rules(options: &mut OptionSource, other: &FieldKind) {
    let OptionSource::Inline(list) = options else {
        return;
    };
    let others = other.inline_options();
    list.retain(|option| others.iter().any(|known| known.id == option.id));
    list.sort_by(|a, b| a.id.as_str().cmp(b.id.as_str()));
    for option in list {
        (option.label, option.hint) = Default::default();
    }
}

/// The kind without inner fields, which are compared one by one.
fn wording(kind: &FieldKind) -> FieldKind {
    let mut kind = kind.clone();
    match &mut kind {
        FieldKind::Group(group) => group.fields.clear(),
        FieldKind::Table(table) => table.group.fields.clear(),
        _ => {}
    }
    kind
}

/// The field with everything taken out that is compared elsewhere.
fn words(field: &Field) -> Field {
    Field {
        kind: FieldKind::YesNo(Default::default()),
        required: Requirement::Never,
        visible: None,
        constraints: Vec::new(),
        privacy: PrivacyClass::default(),
        ..field.clone()
    }
}
