//! Why something is shown or not: the rules that decided it and the answers they looked at.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::answers::{Answer, Answers};
use crate::context::Context;
use crate::definition::FormDefinition;
use crate::evaluate::Judgement;
use crate::ids::{PageId, SectionId};
use crate::layout::{Layout, Scope};
use crate::limits::MAX_RULE_DEPTH;
use crate::path::FieldPath;
use crate::rule::{ItemCondition, Items, Rule};

/// Why a field is shown or not.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Explanation {
    /// The field.
    pub path: FieldPath,
    /// Whether it is shown.
    pub visible: bool,
    /// The rules on which that depends, from the page down to the field. None: it is always shown.
    pub reasons: Vec<Reason>,
}

/// One rule with its result.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Reason {
    /// What the rule is for.
    pub of: RuleOwner,
    /// The rule.
    pub rule: Rule,
    /// Its result; nothing when it is missing.
    pub holds: Option<bool>,
    /// The answers that decided it.
    pub answers: Vec<UsedAnswer>,
}

/// What a visibility rule is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum RuleOwner {
    /// A page.
    Page(PageId),
    /// A section.
    Section(SectionId),
    /// A field, or the group around it.
    Field(FieldPath),
}

/// An answer that a rule looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UsedAnswer {
    /// The field.
    pub path: FieldPath,
    /// Its value in canonical form; nothing when it is missing for rules. A group has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Answer>,
}

/// Why the field at `path` is shown or not; nothing when the form has no such field.
pub fn explain(
    definition: &FormDefinition,
    answers: &Answers,
    context: &Context<'_>,
    path: &FieldPath,
) -> Option<Explanation> {
    let layout = Layout::new(definition);
    let judgement = Judgement::new(&layout, answers, *context);
    let (place, index) = find(&layout, path)?;
    let placed = &layout.fields[place];
    let page = layout.pages[placed.page];
    let section = layout.sections[placed.section].section;
    let page_rule = page
        .visible
        .as_ref()
        .map(|rule| (RuleOwner::Page(page.id.clone()), rule, Scope::Form));
    let section_rule = section
        .visible
        .as_ref()
        .map(|rule| (RuleOwner::Section(section.id.clone()), rule, Scope::Form));
    let group_rule = placed.group.and_then(|group| field_rule(&layout, group, 0));
    let own_rule = field_rule(&layout, place, index);
    let rules = [page_rule, section_rule, group_rule, own_rule].into_iter().flatten();
    Some(Explanation {
        path: path.clone(),
        visible: judgement.cells[place].get(index).is_some_and(|cell| cell.visible)
            && placed.field.kind.is_for_clients(),
        reasons: rules
            .map(|(of, rule, scope)| judgement.reason(of, rule, scope))
            .collect(),
    })
}

fn find(layout: &Layout<'_>, path: &FieldPath) -> Option<(usize, usize)> {
    match path.groups() {
        [] => layout.top(path.field()).map(|place| (place, 0)),
        [(group, index)] => layout
            .inner(layout.group(group)?, path.field())
            .map(|place| (place, *index as usize)),
        _ => None,
    }
}

fn field_rule<'d>(layout: &Layout<'d>, place: usize, index: usize) -> Option<(RuleOwner, &'d Rule, Scope)> {
    let placed = &layout.fields[place];
    let rule = placed.field.visible.as_ref()?;
    Some((
        RuleOwner::Field(layout.path(place, index)),
        rule,
        Scope::of(placed.group, index),
    ))
}

impl Judgement<'_> {
    fn reason(&self, of: RuleOwner, rule: &Rule, scope: Scope) -> Reason {
        let mut used = BTreeMap::new();
        self.collect_deciding(rule, scope, MAX_RULE_DEPTH, &mut used);
        let answers = used
            .into_iter()
            .map(|(path, value)| UsedAnswer { path, value })
            .collect();
        Reason {
            of,
            rule: rule.clone(),
            holds: self.reckoner().holds(rule, scope),
            answers,
        }
    }

    /// The answers that decide the rule: of an `or` that holds only the parts that hold, of an `and` that does not hold
    /// only those that do not, of an `if` the test and the branch taken.
    fn collect_deciding(&self, rule: &Rule, scope: Scope, depth: u32, used: &mut BTreeMap<FieldPath, Option<Answer>>) {
        let Some(depth) = depth.checked_sub(1) else { return };
        let holds = |part: &Rule| self.reckoner().holds(part, scope);
        let parts: Vec<&Rule> = match (rule, holds(rule)) {
            (Rule::And(parts), Some(false)) => parts.iter().filter(|part| holds(part) == Some(false)).collect(),
            (Rule::Or(parts), Some(true)) => parts.iter().filter(|part| holds(part) == Some(true)).collect(),
            (Rule::If(choice), _) => match holds(&choice.test) {
                Some(true) => vec![&choice.test, &choice.then],
                Some(false) => vec![&choice.test, &choice.otherwise],
                None => vec![&choice.test],
            },
            (Rule::Count(Items { group, .. }), _)
            | (Rule::Any(ItemCondition { group, .. }) | Rule::All(ItemCondition { group, .. }), _) => {
                used.insert(FieldPath::top(group.clone()), None);
                vec![]
            }
            (Rule::Answer(name) | Rule::Answered(name), _) => {
                if let Some((place, index)) = self.layout.resolve(name, scope) {
                    let cell = self.cells[place].get(index).filter(|cell| cell.visible);
                    let value = cell
                        .and_then(|cell| cell.reading.value.as_ref())
                        .map(|value| value.canonical());
                    used.insert(self.layout.path(place, index), value);
                }
                vec![]
            }
            _ => rule.parts(),
        };
        for part in parts {
            self.collect_deciding(part, scope, depth, used);
        }
    }
}
