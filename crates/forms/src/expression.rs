//! Rules made ready to be computed: names resolved, regular expressions kept, groups over which is looked numbered.

use crate::choice::OptionSource;
use crate::ids::FieldId;
use crate::kind::FieldKind;
use crate::layout::{Layout, Scope};
use crate::limits::MAX_RULE_DEPTH;
use crate::regex::LazyRegex;
use crate::rule::Rule;
use crate::value::Value;

/// An expression ready to be computed. It has the shape of the rule it was made from.
#[derive(Debug)]
pub(crate) enum Expression<'d> {
    /// A literal, or missing.
    Value(Value<'d>),
    Answer(Target),
    Answered(Target),
    Today,
    And(Vec<Expression<'d>>),
    Or(Vec<Expression<'d>>),
    /// Test, value if true, value if false.
    If(Box<[Expression<'d>; 3]>),
    Over(Box<Over<'d>>),
    Matches(Box<Expression<'d>>, LazyRegex<'d>),
    /// A date and how many working days.
    WorkingDays(Box<[Expression<'d>; 2]>),
    Attribute {
        of: Box<Expression<'d>>,
        list: &'d str,
        name: &'d str,
    },
    Register {
        name: &'d str,
        key: Option<Box<Expression<'d>>>,
        attribute: &'d str,
    },
    /// An operator that needs all its operands and nothing else.
    Apply(&'d Rule, Vec<Expression<'d>>),
}

impl<'d> Expression<'d> {
    /// The expressions this one is made of; none of those that are asked of the items of a group.
    pub fn parts(&self) -> Vec<&Expression<'d>> {
        match self {
            Expression::Value(_) | Expression::Answer(_) | Expression::Answered(_) => vec![],
            Expression::Today | Expression::Over(_) => vec![],
            Expression::And(parts) | Expression::Or(parts) | Expression::Apply(_, parts) => parts.iter().collect(),
            Expression::If(parts) => parts.iter().collect(),
            Expression::WorkingDays(parts) => parts.iter().collect(),
            Expression::Matches(part, _) | Expression::Attribute { of: part, .. } => vec![part],
            Expression::Register { key, .. } => key.iter().map(|key| &**key).collect(),
        }
    }
}

impl Expression<'_> {
    /// Tells each field that the expression refers to.
    pub fn targets(&self, found: &mut dyn FnMut(usize)) {
        match self {
            Expression::Value(_) | Expression::Today => {}
            Expression::Answer(target) | Expression::Answered(target) => found(target.place),
            Expression::And(parts) | Expression::Or(parts) | Expression::Apply(_, parts) => {
                parts.iter().for_each(|part| part.targets(found));
            }
            Expression::If(parts) => parts.iter().for_each(|part| part.targets(found)),
            Expression::WorkingDays(parts) => parts.iter().for_each(|part| part.targets(found)),
            Expression::Matches(part, _) | Expression::Attribute { of: part, .. } => part.targets(found),
            Expression::Register { key, .. } => key.iter().for_each(|key| key.targets(found)),
            Expression::Over(over) => {
                over.group.iter().for_each(|group| found(group.place));
                let parts = over.condition.iter().chain(&over.of);
                parts.for_each(|part| part.targets(found));
            }
        }
    }
}

/// The field that a name means.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Target {
    pub place: usize,
    pub level: Level,
}

/// Whose answer is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Level {
    /// The one on the top level.
    Form,
    /// That of the item the rule stands in.
    Item,
    /// That of the item around it.
    Around,
}

/// An operator that looks over the items of a group.
#[derive(Debug)]
pub(crate) struct Over<'d> {
    pub what: OverKind,
    /// The group, if there is one of that name.
    pub group: Option<Target>,
    /// Which items count, or what is asked of each.
    pub condition: Option<Expression<'d>>,
    /// What each item gives.
    pub of: Option<Expression<'d>>,
    /// A number that no other such operator of the form has.
    pub slot: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OverKind {
    Any,
    All,
    Count,
    Sum,
    Min,
    Max,
    First,
}

/// Makes expressions of the rules of one form.
pub(crate) struct Compiler<'l, 'd> {
    layout: &'l Layout<'d>,
    slots: usize,
}

impl<'l, 'd> Compiler<'l, 'd> {
    pub fn new(layout: &'l Layout<'d>) -> Self {
        Compiler { layout, slots: 0 }
    }

    /// The rule as it stands in a scope; parts deeper than the limit are missing.
    pub fn compile(&mut self, rule: &'d Rule, scope: Scope) -> Expression<'d> {
        self.part(rule, scope, MAX_RULE_DEPTH)
    }

    fn part(&mut self, rule: &'d Rule, scope: Scope, depth: u32) -> Expression<'d> {
        let Some(depth) = depth.checked_sub(1) else {
            return Expression::Value(Value::Missing);
        };
        if let Some(literal) = Value::literal(rule) {
            return Expression::Value(literal);
        }
        match rule {
            Rule::Answer(name) => match self.meant(name, scope) {
                Some(target) => Expression::Answer(target),
                None => Expression::Value(Value::Missing),
            },
            Rule::Answered(name) => match self.meant(name, scope) {
                Some(target) => Expression::Answered(target),
                None => Expression::Value(Value::Bool(false)),
            },
            Rule::Today(_) => Expression::Today,
            Rule::And(parts) => Expression::And(self.parts(parts, scope, depth)),
            Rule::Or(parts) => Expression::Or(self.parts(parts, scope, depth)),
            Rule::If(choice) => Expression::If(Box::new(
                [&choice.test, &choice.then, &choice.otherwise].map(|part| self.part(part, scope, depth)),
            )),
            Rule::Count(items) => {
                let asked = (items.condition.as_deref(), None);
                self.over(OverKind::Count, &items.group, asked, scope, depth)
            }
            Rule::Any(items) => {
                let asked = (Some(&*items.condition), None);
                self.over(OverKind::Any, &items.group, asked, scope, depth)
            }
            Rule::All(items) => {
                let asked = (Some(&*items.condition), None);
                self.over(OverKind::All, &items.group, asked, scope, depth)
            }
            Rule::Sum(items) | Rule::Min(items) | Rule::Max(items) | Rule::First(items) => {
                let what = match rule {
                    Rule::Sum(_) => OverKind::Sum,
                    Rule::Min(_) => OverKind::Min,
                    Rule::Max(_) => OverKind::Max,
                    _ => OverKind::First,
                };
                let asked = (items.condition.as_deref(), Some(&*items.of));
                self.over(what, &items.group, asked, scope, depth)
            }
            Rule::Matches(matched) => Expression::Matches(
                Box::new(self.part(&matched.value, scope, depth)),
                LazyRegex::new(&matched.regex),
            ),
            Rule::AddWorkingDays(date, count) => {
                Expression::WorkingDays(Box::new([date, count].map(|part| self.part(part, scope, depth))))
            }
            Rule::Attribute(attribute) => match code_list_of(&attribute.of, scope, self.layout) {
                Some(list) => Expression::Attribute {
                    of: Box::new(self.part(&attribute.of, scope, depth)),
                    list,
                    name: &attribute.name,
                },
                None => Expression::Value(Value::Missing),
            },
            Rule::Register(fact) => Expression::Register {
                name: &fact.name,
                key: fact.key.as_deref().map(|key| Box::new(self.part(key, scope, depth))),
                attribute: &fact.attribute,
            },
            _ => Expression::Apply(rule, self.parts(rule.parts(), scope, depth)),
        }
    }

    fn parts(&mut self, parts: impl IntoIterator<Item = &'d Rule>, scope: Scope, depth: u32) -> Vec<Expression<'d>> {
        parts.into_iter().map(|part| self.part(part, scope, depth)).collect()
    }

    fn over(
        &mut self,
        what: OverKind,
        group: &FieldId,
        (condition, of): (Option<&'d Rule>, Option<&'d Rule>),
        scope: Scope,
        depth: u32,
    ) -> Expression<'d> {
        let group = self.layout.group(group, scope);
        let target = group.map(|group| self.target(group, scope));
        let scope = Scope::of(group, 0);
        let mut part = |rule: Option<&'d Rule>| rule.map(|rule| self.part(rule, scope, depth));
        let (condition, of) = (part(condition), part(of));
        self.slots += 1;
        Expression::Over(Box::new(Over {
            what,
            group: target,
            condition,
            of,
            slot: self.slots,
        }))
    }

    fn meant(&self, name: &FieldId, scope: Scope) -> Option<Target> {
        let place = self.layout.resolve(name, scope)?;
        Some(self.target(place, scope))
    }

    /// The field as it is seen from a scope.
    fn target(&self, place: usize, scope: Scope) -> Target {
        let level = match (self.layout.fields[place].group, scope) {
            (None, _) | (_, Scope::Form) => Level::Form,
            (Some(around), Scope::Item { group, .. }) if around == group => Level::Item,
            (Some(_), Scope::Item { .. }) => Level::Around,
        };
        Target { place, level }
    }
}

/// The code list that the options come from which an expression gives.
pub(crate) fn code_list_of<'d>(rule: &Rule, scope: Scope, layout: &Layout<'d>) -> Option<&'d str> {
    match rule {
        Rule::Answer(name) => match &layout.fields[layout.resolve(name, scope)?].field.kind {
            kind @ (FieldKind::OneOf(_) | FieldKind::Country(_)) => match kind.options()? {
                OptionSource::CodeList(list) => Some(list),
                OptionSource::Inline(_) => None,
            },
            _ => None,
        },
        Rule::First(items) => {
            let group = layout.group(&items.group, scope)?;
            code_list_of(&items.of, Scope::Item { group, index: 0 }, layout)
        }
        Rule::If(choice) => {
            code_list_of(&choice.then, scope, layout).or_else(|| code_list_of(&choice.otherwise, scope, layout))
        }
        _ => None,
    }
}
