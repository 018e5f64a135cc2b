//! Why something is shown or not, required, read-only, calculated or refused: the rules that decided it, in words too,
//! and the answers they looked at.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::answers::{Answer, Answers};
use crate::context::Context;
use crate::definition::FormDefinition;
use crate::expression::{Expression, Over, OverKind, Target};
use crate::field::{Field, Requirement};
use crate::ids::{PageId, SectionId};
use crate::judgement::Judgement;
use crate::language::LocalText;
use crate::layout::Scope;
use crate::path::FieldPath;
use crate::prepared::{FieldRules, Need, PreparedForm};
use crate::reckoning::Reckoner;
use crate::rule::Rule;
use crate::words::rule_in_words;

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
    /// The field's other rules: when it is required and read-only, what it is calculated from, what its answer must keep.
    pub rules: Vec<Reason>,
}

/// One rule with its result.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Reason {
    /// What the rule belongs to.
    pub of: RuleOwner,
    /// What it decides.
    pub decides: Decision,
    /// The rule.
    pub rule: Rule,
    /// The rule in words.
    pub words: LocalText,
    /// Whether it holds; nothing when its result is missing or neither true nor false.
    pub holds: Option<bool>,
    /// Its result in canonical form; nothing when it is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Answer>,
    /// The answers that decided it.
    pub answers: Vec<UsedAnswer>,
}

/// What a rule decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Decision {
    /// Whether something is shown.
    Visible,
    /// Whether the field must be answered.
    Required,
    /// Whether the person can only read the answer.
    ReadOnly,
    /// The number of a calculated field.
    Value,
    /// What stands in the field until it is answered.
    Default,
    /// Whether the answer is admitted.
    Constraint,
}

/// What a rule belongs to.
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

/// Why the field at `path` is as it is; nothing when the form has no such field.
pub fn explain(
    definition: &FormDefinition,
    answers: &Answers,
    context: &Context<'_>,
    path: &FieldPath,
) -> Option<Explanation> {
    PreparedForm::new(definition).explain(answers, context, path)
}

impl<'d> PreparedForm<'d> {
    /// Why the field at `path` is as it is, as [`explain`] says it.
    pub fn explain(&self, answers: &Answers, context: &Context<'_>, path: &FieldPath) -> Option<Explanation> {
        let judgement = Judgement::new(self, answers, *context);
        let (place, index) = judgement.find(path)?;
        let is_for_clients = self.layout.fields[place].field.kind.is_for_clients();
        let on_way = judgement.on_way(place, index);
        let own = judgement.own_rules(place, index);
        Some(Explanation {
            path: path.clone(),
            visible: is_for_clients && judgement.cells[place].get(index).is_some_and(|cell| cell.visible),
            reasons: on_way.iter().map(|one| judgement.reason(one)).collect(),
            rules: own.iter().map(|one| judgement.reason(one)).collect(),
        })
    }
}

impl<'f, 'd> Judgement<'f, 'd> {
    /// The rules that decide whether a field is shown, from the page down.
    fn on_way(&self, place: usize, index: usize) -> Vec<OwnedRule<'f, 'd>> {
        let form = self.form;
        let layout = &form.layout;
        let placed = &layout.fields[place];
        let page = layout.pages[placed.page];
        let section = layout.sections[placed.section].section;
        let shown = |of, rule, expression, scope| OwnedRule {
            of,
            decides: Decision::Visible,
            rule,
            expression,
            scope,
        };
        let of_page = page.visible.as_ref().zip(form.pages[placed.page].as_ref());
        let of_section = section.visible.as_ref().zip(form.sections[placed.section].as_ref());
        let mut of_fields = vec![(place, index)];
        let mut inner = (place, index);
        while let Some(group) = layout.fields[inner.0].group {
            inner = (group, self.place_of(group, inner.1).0);
            of_fields.insert(0, inner);
        }
        let of_page = of_page.map(|(rule, ready)| shown(RuleOwner::Page(page.id.clone()), rule, ready, Scope::Form));
        let of_section =
            of_section.map(|(rule, ready)| shown(RuleOwner::Section(section.id.clone()), rule, ready, Scope::Form));
        let of_fields = of_fields.into_iter().filter_map(|(place, index)| {
            let placed = &layout.fields[place];
            let rule = placed.field.visible.as_ref()?;
            let owner = RuleOwner::Field(self.path(place, index));
            let scope = Scope::of(placed.group, index);
            Some(shown(owner, rule, form.fields[place].visible.as_ref()?, scope))
        });
        of_page.into_iter().chain(of_section).chain(of_fields).collect()
    }

    fn own_rules(&self, place: usize, index: usize) -> Vec<OwnedRule<'f, 'd>> {
        let form = self.form;
        let placed = &form.layout.fields[place];
        let scope = Scope::of(placed.group, index);
        let of = RuleOwner::Field(self.path(place, index));
        let rules = decisions(placed.field, &form.fields[place]).into_iter();
        rules
            .map(|(decides, rule, expression)| OwnedRule {
                of: of.clone(),
                decides,
                rule,
                expression,
                scope,
            })
            .collect()
    }
}

/// A rule with what it decides.
struct OwnedRule<'f, 'd> {
    of: RuleOwner,
    decides: Decision,
    rule: &'f Rule,
    expression: &'f Expression<'d>,
    scope: Scope,
}

/// What the rules of a field decide beside whether it is shown.
fn decisions<'f, 'd>(field: &'f Field, ready: &'f FieldRules<'d>) -> Vec<(Decision, &'f Rule, &'f Expression<'d>)> {
    let required = match (&field.required, &ready.required) {
        (Requirement::When(rule), Need::When(expression)) => Some((Decision::Required, rule, expression)),
        _ => None,
    };
    let pair = |decides, rule: Option<&'f Rule>, expression: &'f Option<Expression<'d>>| {
        Some((decides, rule?, expression.as_ref()?))
    };
    let constraints = field.constraints.iter().zip(&ready.constraints);
    let single = [
        required,
        pair(Decision::ReadOnly, field.read_only.as_ref(), &ready.read_only),
        pair(Decision::Value, field.kind.calculation(), &ready.value),
        pair(Decision::Default, field.default.as_ref(), &ready.default),
    ];
    let constraints = constraints.map(|(one, expression)| (Decision::Constraint, &one.rule, expression));
    single.into_iter().flatten().chain(constraints).collect()
}

impl<'d> Judgement<'_, 'd> {
    fn reason(&self, one: &OwnedRule<'_, 'd>) -> Reason {
        let mut trace = Trace {
            judgement: self,
            reckoner: self.reckoner(),
            used: BTreeMap::new(),
            seen: BTreeSet::new(),
        };
        let value = trace.reckoner.value(one.expression, one.scope);
        trace.collect(one.expression, one.scope);
        let used = trace.used.into_iter();
        Reason {
            of: one.of.clone(),
            decides: one.decides,
            rule: one.rule.clone(),
            words: rule_in_words(one.rule, one.scope, &self.form.layout),
            holds: value.truth(),
            value: value.answer(),
            answers: used.map(|(path, value)| UsedAnswer { path, value }).collect(),
        }
    }
}

/// Looks for the answers that decide a rule.
struct Trace<'j, 'd> {
    judgement: &'j Judgement<'j, 'd>,
    reckoner: Reckoner<'j, 'd>,
    used: BTreeMap<FieldPath, Option<Answer>>,
    /// The operators over groups that were looked into; their result is the same everywhere.
    seen: BTreeSet<(usize, usize)>,
}

impl<'j, 'd> Trace<'j, 'd> {
    /// Of an `or` that holds only the parts that hold decide, of an `and` that does not hold only those that do not, of
    /// an `if` the test and the branch taken.
    fn collect(&mut self, expression: &'j Expression<'d>, scope: Scope) {
        let holds = |part: &'j Expression<'d>| self.reckoner.holds(part, scope);
        let parts: Vec<&'j Expression<'d>> = match expression {
            Expression::And(parts) if holds(expression) == Some(false) => {
                parts.iter().filter(|part| holds(part) == Some(false)).collect()
            }
            Expression::Or(parts) if holds(expression) == Some(true) => {
                parts.iter().filter(|part| holds(part) == Some(true)).collect()
            }
            Expression::If(parts) => match holds(&parts[0]) {
                Some(true) => vec![&parts[0], &parts[1]],
                Some(false) => vec![&parts[0], &parts[2]],
                None => vec![&parts[0]],
            },
            Expression::Over(over) => return self.collect_items(over, scope),
            Expression::Answer(target) | Expression::Answered(target) => return self.use_answer(*target, scope),
            _ => expression.parts(),
        };
        for part in parts {
            self.collect(part, scope);
        }
    }

    fn use_answer(&mut self, target: Target, scope: Scope) {
        let (place, index) = (target.place, self.reckoner.index(target, scope));
        let cell = self.judgement.cells[place].get(index).filter(|cell| cell.visible);
        let value = cell.and_then(|cell| cell.reading.value.as_ref());
        let path = self.judgement.path(place, index);
        self.used.insert(path, value.map(|value| value.canonical()));
    }

    /// The group that an operator looks over, and the answers of the items that decide: of `any` that holds those for
    /// which the condition holds, of `all` that does not hold those for which it does not.
    fn collect_items(&mut self, over: &'j Over<'d>, scope: Scope) {
        let Some(group) = over.group else { return };
        let index = self.reckoner.index(group, scope);
        if !self.seen.insert((over.slot, index)) {
            return;
        }
        self.used.insert(self.judgement.path(group.place, index), None);
        let scopes = self.reckoner.items(over, scope);
        let asked = |scope: Scope| {
            let condition = over.condition.as_ref();
            (scope, condition.and_then(|part| self.reckoner.holds(part, scope)))
        };
        let scopes: Vec<(Scope, Option<bool>)> = scopes.map(asked).collect();
        let decisive = match over.what {
            OverKind::Any => Some(true),
            OverKind::All => Some(false),
            _ => None,
        };
        let is_decided = decisive.is_some() && scopes.iter().any(|(_, truth)| *truth == decisive);
        for (scope, _) in scopes
            .into_iter()
            .filter(|(_, truth)| !is_decided || *truth == decisive)
        {
            for part in over.condition.iter().chain(&over.of) {
                self.collect(part, scope);
            }
        }
    }
}
