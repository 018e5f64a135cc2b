//! Computes expressions from the answers judged so far.

use std::cell::RefCell;
use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::cell::Cell;
use crate::context::Context;
use crate::expression::{Expression, Level, Over, OverKind, Target};
use crate::facts::RegisterRecord;
use crate::layout::Scope;
use crate::operators::{self, whole};
use crate::value::Value;

/// Computes expressions. Cells that are not judged yet count as missing.
pub(crate) struct Reckoner<'c, 'd> {
    cells: &'c [Vec<Cell<'d>>],
    context: &'c Context<'c>,
    /// Results over groups, by operator and by the cell of the group: they are the same in all rules.
    known: RefCell<BTreeMap<(usize, usize), Value<'c>>>,
}

impl<'c, 'd> Reckoner<'c, 'd> {
    pub fn new(cells: &'c [Vec<Cell<'d>>], context: &'c Context<'c>) -> Self {
        Reckoner {
            cells,
            context,
            known: RefCell::default(),
        }
    }

    /// Whether the expression holds; nothing when its result is missing or neither true nor false.
    pub fn holds(&self, expression: &'c Expression<'d>, scope: Scope) -> Option<bool> {
        self.value(expression, scope).truth()
    }

    /// Whether there is no rule or it holds.
    pub fn allows(&self, expression: Option<&'c Expression<'d>>, scope: Scope) -> bool {
        expression.is_none_or(|expression| self.holds(expression, scope) == Some(true))
    }

    /// The number that the expression gives, if there is one.
    pub fn number(&self, expression: &'c Expression<'d>, scope: Scope) -> Option<Decimal> {
        match self.value(expression, scope) {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    /// What the expression gives.
    pub fn value(&self, expression: &'c Expression<'d>, scope: Scope) -> Value<'c> {
        let truth = |part: &'c Expression<'d>| self.holds(part, scope);
        match expression {
            Expression::Value(value) => value.clone(),
            Expression::Answer(target) => self.cell(*target, scope).map_or(Value::Missing, Cell::value),
            Expression::Answered(target) => Value::Bool(
                self.cell(*target, scope)
                    .is_some_and(|cell| cell.visible && cell.answered),
            ),
            Expression::Today => Value::Date(self.context.today),
            Expression::And(parts) => operators::all(parts.iter().map(truth)).into(),
            Expression::Or(parts) => operators::any(parts.iter().map(truth)).into(),
            Expression::If(parts) => {
                let [test, then, otherwise] = &**parts;
                match truth(test) {
                    Some(true) => self.value(then, scope),
                    Some(false) => self.value(otherwise, scope),
                    None => Value::Missing,
                }
            }
            Expression::Over(over) => self.over(over, scope),
            Expression::Matches(text, regex) => match self.value(text, scope) {
                Value::Text(text) => regex.matches(&text).into(),
                _ => Value::Missing,
            },
            Expression::WorkingDays(parts) => match parts.each_ref().map(|part| self.value(part, scope)) {
                [Value::Date(date), Value::Number(count)] => whole(count)
                    .and_then(|count| self.context.working_days.add(date, count))
                    .into(),
                _ => Value::Missing,
            },
            Expression::Attribute { of, list, name } => self.attribute(&self.value(of, scope), list, name),
            Expression::Register { name, key, attribute } => {
                let key = key.as_deref().map(|key| self.value(key, scope));
                self.register(name, key.as_ref(), attribute)
            }
            Expression::Apply(rule, parts) => match &parts[..] {
                [part] => operators::apply(rule, &[self.value(part, scope)]),
                [a, b] => operators::apply(rule, &[self.value(a, scope), self.value(b, scope)]),
                parts => operators::apply(
                    rule,
                    &parts.iter().map(|part| self.value(part, scope)).collect::<Vec<_>>(),
                ),
            },
        }
    }

    fn cell(&self, target: Target, scope: Scope) -> Option<&'c Cell<'d>> {
        self.cells[target.place].get(self.index(target, scope))
    }

    /// Which cell of a field is meant in a scope.
    pub fn index(&self, target: Target, scope: Scope) -> usize {
        match (target.level, scope) {
            (Level::Form, _) | (_, Scope::Form) => 0,
            (Level::Item, Scope::Item { index, .. }) => index,
            (Level::Around, Scope::Item { group, index }) => owner_of(&self.cells[group], index),
        }
    }

    fn attribute(&self, of: &Value<'_>, list: &str, name: &str) -> Value<'c> {
        let Value::Option(id) = of else { return Value::Missing };
        let entry = self
            .context
            .code_list(list)
            .iter()
            .find(|entry| entry.id.as_str() == *id);
        let fact = entry.and_then(|entry| entry.attributes.get(name));
        fact.map_or(Value::Missing, Value::from)
    }

    fn register(&self, name: &str, key: Option<&Value<'_>>, attribute: &str) -> Value<'c> {
        let records = self.context.registers.get(name).map_or(&[][..], Vec::as_slice);
        let is_meant = |record: &&RegisterRecord| match key {
            None => record.key.is_none(),
            Some(key) => key.text().is_some() && record.key.as_deref() == key.text(),
        };
        let fact = records
            .iter()
            .find(is_meant)
            .and_then(|record| record.facts.get(attribute));
        fact.map_or(Value::Missing, Value::from)
    }

    fn over(&self, over: &'c Over<'d>, scope: Scope) -> Value<'c> {
        let key = (over.slot, over.group.map_or(0, |group| self.index(group, scope)));
        if let Some(known) = self.known.borrow().get(&key) {
            return known.clone();
        }
        let value = self.look_over(over, scope);
        self.known.borrow_mut().insert(key, value.clone());
        value
    }

    fn look_over(&self, over: &'c Over<'d>, scope: Scope) -> Value<'c> {
        let scopes = self.items(over, scope);
        let of_items = scopes.clone();
        let condition = over.condition.as_ref();
        let truths = scopes.map(|scope| condition.map_or(Some(true), |condition| self.holds(condition, scope)));
        match over.what {
            OverKind::Any => return operators::any(truths).into(),
            OverKind::All => return operators::all(truths).into(),
            OverKind::Count => return Value::Number(truths.filter(|truth| *truth == Some(true)).count().into()),
            OverKind::Sum | OverKind::Min | OverKind::Max | OverKind::First => {}
        }
        let meant = of_items.zip(truths).filter(|(_, truth)| *truth == Some(true));
        let mut values = meant.map(|(scope, _)| over.of.as_ref().map_or(Value::Missing, |of| self.value(of, scope)));
        match over.what {
            OverKind::First => values.next().unwrap_or(Value::Missing),
            OverKind::Sum => operators::sum(values),
            OverKind::Max => operators::most(values, std::cmp::Ordering::is_gt),
            _ => operators::most(values, std::cmp::Ordering::is_lt),
        }
    }

    /// The items that an operator looks at.
    pub fn items(&self, over: &Over<'_>, scope: Scope) -> impl Iterator<Item = Scope> + Clone + use<> {
        let cell = over
            .group
            .and_then(|group| Some((group.place, self.cell(group, scope)?)));
        let shown = cell.filter(|(_, cell)| cell.visible);
        let (group, range) = shown.map_or((0, 0..0), |(group, cell)| (group, cell.numbers(cell.items())));
        range.map(move |index| Scope::Item { group, index })
    }
}

/// Which of these groups has the item of this number.
pub(crate) fn owner_of(groups: &[Cell<'_>], index: usize) -> usize {
    let begun = groups.partition_point(|cell| cell.first_item as usize <= index);
    begun.saturating_sub(1)
}
