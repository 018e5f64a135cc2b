//! Turns the posted inputs of one page into answers. The names of inputs are in [`crate::names`].

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::Bound;

use crate::answers::{Answer, Answers, typed};
use crate::definition::{FormDefinition, Page};
use crate::field::Field;
use crate::kind::{FieldKind, Group};
use crate::limits::MAX_GROUP_ITEMS;
use crate::names;
use crate::path::{FieldPath, Part, item_index};

/// What the person pressed. The answers are already in; the caller does the rest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageAction {
    /// On to the next page; also when Enter was pressed.
    Continue,
    /// To the page before.
    Back,
    /// Keep the draft and leave.
    Save,
    /// Add an item to the group ([`Answers::add_item`]) and show the page again.
    AddItem(FieldPath),
    /// Take an item out of the group ([`Answers::remove_item`]) and show the page again.
    RemoveItem(FieldPath, u32),
}

/// The post does not fit the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PostError {
    /// The form has no such page.
    UnknownPage,
}

impl fmt::Display for PostError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the form has no such page")
    }
}

impl std::error::Error for PostError {}

/// Takes over what was posted from one page and tells which button was pressed. Answers of other pages, and inputs that
/// belong to no field of the page, are left alone.
///
/// What was typed is kept as typed. An emptied input takes the answer away; a text input that is absent changes
/// nothing. An absent checkbox was unticked, unless the post tells what the page showed ([`names::SHOWN`]) and the
/// field is not among it.
pub fn apply_post(
    definition: &FormDefinition,
    page_id: &str,
    answers: &mut Answers,
    pairs: &[(String, String)],
) -> Result<PageAction, PostError> {
    let page = definition.page(page_id).ok_or(PostError::UnknownPage)?;
    let post = Post::new(pairs);
    for field in page.fields() {
        let path = FieldPath::top(field.id.clone());
        post.apply(field, &path, answers);
    }
    Ok(post.action(page))
}

/// The posted inputs by name, several values of one name in their order.
struct Post<'p> {
    inputs: BTreeMap<&'p str, Vec<&'p str>>,
    shown: BTreeSet<&'p str>,
}

impl<'p> Post<'p> {
    fn new(pairs: &'p [(String, String)]) -> Self {
        let mut post = Post {
            inputs: BTreeMap::new(),
            shown: BTreeSet::new(),
        };
        for (name, value) in pairs {
            if name == names::SHOWN {
                post.shown.insert(value);
            } else {
                post.inputs.entry(name).or_default().push(value);
            }
        }
        post
    }

    fn last(&self, name: &str) -> Option<&'p str> {
        self.inputs.get(name).and_then(|values| values.last()).copied()
    }

    /// The inputs whose names begin so, without that beginning.
    fn under<'s>(&'s self, prefix: &'s str) -> impl Iterator<Item = &'p str> + 's {
        let named = self
            .inputs
            .range::<str, _>((Bound::Included(prefix), Bound::Unbounded))
            .map(|(name, _)| *name);
        named.map_while(move |name| name.strip_prefix(prefix))
    }

    fn apply_group(&self, group: &Group, path: &FieldPath, answers: &mut Answers) {
        let prefix = format!("{path}.");
        let marks = self.shown.iter().filter_map(|name| name.strip_prefix(prefix.as_str()));
        let posted = self
            .under(&prefix)
            .chain(marks)
            .filter_map(|rest| item_index(rest.split('.').next()?));
        let posted: BTreeSet<u32> = posted.filter(|index| *index < MAX_GROUP_ITEMS).collect();
        for index in posted {
            let begun = answers.items(path).len() as u32;
            if index >= begun {
                (begun..=index).for_each(|_| answers.add_item(path));
            }
            for field in &group.fields {
                self.apply(field, &path.item(index, field.id.clone()), answers);
            }
        }
    }

    fn apply(&self, field: &Field, path: &FieldPath, answers: &mut Answers) {
        match field.kind.group() {
            Some(group) => self.apply_group(group, path, answers),
            None => self.apply_field(field, path, answers),
        }
    }

    fn apply_field(&self, field: &Field, path: &FieldPath, answers: &mut Answers) {
        let name = path.to_string();
        match &field.kind {
            kind if !kind.is_question() => {}
            // Files have a way in of their own, and so have groups.
            FieldKind::File(_) | FieldKind::Group(_) | FieldKind::Table(_) => {}
            kind if kind.is_tick() => self.apply_boxes(&name, path, answers, |_| Answer::Bool(true)),
            FieldKind::ManyOf(_) => self.apply_boxes(&name, path, answers, Answer::Chosen),
            FieldKind::Address(_) => self.apply_address(field.kind.parts(), &name, path, answers),
            kind if !kind.parts().is_empty() => self.apply_parts(kind.parts(), &name, path, answers),
            FieldKind::YesNo(_) => self.apply_text(&name, path, answers, |text| match text.as_str() {
                names::YES => Answer::Bool(true),
                names::NO => Answer::Bool(false),
                _ => Answer::Text(text),
            }),
            _ => self.apply_text(&name, path, answers, Answer::Text),
        }
    }

    fn apply_text(&self, name: &str, path: &FieldPath, answers: &mut Answers, answer: impl Fn(String) -> Answer) {
        match self.last(name) {
            Some("") => answers.put(path, None),
            Some(text) => answers.put(path, Some(answer(typed(text)))),
            None => {}
        }
    }

    fn apply_boxes(&self, name: &str, path: &FieldPath, answers: &mut Answers, answer: impl Fn(Vec<String>) -> Answer) {
        let ticked: Vec<String> = self
            .inputs
            .get(name)
            .map(|values| {
                values
                    .iter()
                    .filter(|value| !value.is_empty())
                    .map(|value| typed(value))
                    .collect()
            })
            .unwrap_or_default();
        if !ticked.is_empty() {
            answers.put(path, Some(answer(ticked)));
        } else if self.shown.is_empty() || self.shown.contains(name) {
            remove(answers, path);
        }
    }

    fn apply_parts(&self, parts: &[Part], name: &str, path: &FieldPath, answers: &mut Answers) {
        let inputs = parts
            .iter()
            .filter_map(|part| Some((*part, self.last(&format!("{name}.{}", part.key()))?)));
        let mut posted: Vec<(Part, String)> = inputs.map(|(part, text)| (part, typed(text))).collect();
        if posted.is_empty() {
            return;
        }
        // A part without an input, such as a code that is not asked, stays as it was.
        let known = answers.at(path).cloned();
        for part in parts {
            let kept = known.as_ref().map_or("", |answer| answer.part(*part));
            if !kept.is_empty() && posted.iter().all(|(other, _)| other != part) {
                posted.push((*part, kept.to_owned()));
            }
        }
        let answer = Answer::parts(posted.into_iter().filter(|(_, text)| !text.is_empty()));
        let empty = answer == Answer::Parts(BTreeMap::new());
        answers.put(path, (!empty).then_some(answer));
    }

    /// Lines that were changed by hand are another address than the one that was looked up.
    fn apply_address(&self, parts: &[Part], name: &str, path: &FieldPath, answers: &mut Answers) {
        let before = answers.at(path).cloned();
        self.apply_parts(parts, name, path, answers);
        let code_posted = self.last(&names::of(path, Some(Part::AddressCode))).is_some();
        let (Some(before), Some(Answer::Parts(after)), false) = (before, answers.at(path), code_posted) else {
            return;
        };
        let text = |part: &Part| after.get(part.key()).map_or("", String::as_str);
        if Part::ADDRESS[..3].iter().any(|line| before.part(*line) != text(line)) {
            let mut lines = after.clone();
            lines.remove(Part::AddressCode.key());
            answers.put(path, (!lines.is_empty()).then_some(Answer::Parts(lines)));
        }
    }

    fn action(&self, page: &Page) -> PageAction {
        let group_at = |text: &str| -> Option<FieldPath> {
            let path: FieldPath = text.parse().ok()?;
            page.field_at(&path)?.kind.group().map(|_| path)
        };
        if let Some(group) = self.last(names::ADD).and_then(group_at) {
            return PageAction::AddItem(group);
        }
        let removed = self.last(names::REMOVE).and_then(|value| value.rsplit_once('.'));
        if let Some((group, index)) = removed.and_then(|(group, index)| Some((group_at(group)?, item_index(index)?))) {
            return PageAction::RemoveItem(group, index);
        }
        match self.last(names::ACTION) {
            Some(names::BACK) => PageAction::Back,
            Some(names::SAVE) => PageAction::Save,
            _ => PageAction::Continue,
        }
    }
}

/// Takes an answer away without making the items on the way to it.
fn remove(answers: &mut Answers, path: &FieldPath) {
    if answers.at(path).is_some() {
        answers.put(path, None);
    }
}
