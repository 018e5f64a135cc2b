//! Evaluates rules against the answers judged so far.

use std::cell::RefCell;
use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::cell::Cell;
use crate::date::Date;
use crate::ids::FieldId;
use crate::layout::{Layout, Scope};
use crate::limits::MAX_RULE_DEPTH;
use crate::operators::{self, Value};
use crate::rule::Rule;

/// Computes rules. Cells that are not judged yet count as missing.
pub(crate) struct Reckoner<'a> {
    layout: &'a Layout<'a>,
    cells: &'a [Vec<Cell<'a>>],
    today: Date,
    /// Results of counts over groups. They are the same in every item of the group that a rule stands in.
    tallies: RefCell<BTreeMap<*const Rule, Tally>>,
}

#[derive(Clone, Copy)]
enum Tally {
    Truth(Option<bool>),
    Count(u32),
}

impl<'a> Reckoner<'a> {
    pub fn new(layout: &'a Layout<'a>, cells: &'a [Vec<Cell<'a>>], today: Date) -> Self {
        Reckoner {
            layout,
            cells,
            today,
            tallies: RefCell::default(),
        }
    }

    /// Whether the rule holds; nothing when its result is missing or neither true nor false.
    pub fn holds(&self, rule: &'a Rule, scope: Scope) -> Option<bool> {
        self.value(rule, scope, MAX_RULE_DEPTH).truth()
    }

    /// The number that the rule computes, if there is one.
    pub fn number(&self, rule: &'a Rule, scope: Scope) -> Option<Decimal> {
        match self.value(rule, scope, MAX_RULE_DEPTH) {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    /// What the rule computes, of whatever type.
    pub fn result(&self, rule: &'a Rule, scope: Scope) -> Value<'a> {
        self.value(rule, scope, MAX_RULE_DEPTH)
    }

    fn value(&self, rule: &'a Rule, scope: Scope, depth: u32) -> Value<'a> {
        let Some(depth) = depth.checked_sub(1) else {
            return Value::Missing;
        };
        let truth = |part: &'a Rule| self.value(part, scope, depth).truth();
        match rule {
            Rule::Answer(name) => self.cell(name, scope).map_or(Value::Missing, Cell::value),
            Rule::Answered(name) => {
                Value::Bool(self.cell(name, scope).is_some_and(|cell| cell.visible && cell.answered))
            }
            Rule::Today(_) => Value::Date(self.today),
            Rule::And(parts) => operators::all(parts.iter().map(truth)).into(),
            Rule::Or(parts) => operators::any(parts.iter().map(truth)).into(),
            Rule::If(choice) => match truth(&choice.test) {
                Some(true) => self.value(&choice.then, scope, depth),
                Some(false) => self.value(&choice.otherwise, scope, depth),
                None => Value::Missing,
            },
            Rule::Count(_) | Rule::Any(_) | Rule::All(_) => self.tally(rule, depth),
            _ => operators::literal(rule).unwrap_or_else(|| {
                let operands: Vec<_> = rule
                    .parts()
                    .into_iter()
                    .map(|part| self.value(part, scope, depth))
                    .collect();
                operators::apply(rule, &operands)
            }),
        }
    }

    fn cell(&self, name: &FieldId, scope: Scope) -> Option<&'a Cell<'a>> {
        let (place, index) = self.layout.resolve(name, scope)?;
        self.cells[place].get(index)
    }

    fn tally(&self, rule: &'a Rule, depth: u32) -> Value<'a> {
        let key = std::ptr::from_ref(rule);
        let known = self.tallies.borrow().get(&key).copied();
        let tally = known.unwrap_or_else(|| {
            let tally = self.compute_tally(rule, depth);
            self.tallies.borrow_mut().insert(key, tally);
            tally
        });
        match tally {
            Tally::Truth(truth) => truth.into(),
            Tally::Count(count) => Value::Number(count.into()),
        }
    }

    fn compute_tally(&self, rule: &'a Rule, depth: u32) -> Tally {
        let over = |group: &FieldId, condition: &'a Rule| {
            let group = self.layout.group(group);
            let items = group.map_or(0, |group| self.items(group));
            (0..items).map(move |index| {
                let scope = Scope::of(group, index as usize);
                self.value(condition, scope, depth).truth()
            })
        };
        match rule {
            Rule::Any(items) => Tally::Truth(operators::any(over(&items.group, &items.condition))),
            Rule::All(items) => Tally::Truth(operators::all(over(&items.group, &items.condition))),
            Rule::Count(items) => Tally::Count(match &items.condition {
                Some(condition) => over(&items.group, condition)
                    .filter(|truth| *truth == Some(true))
                    .count() as u32,
                None => self.layout.group(&items.group).map_or(0, |group| self.items(group)),
            }),
            _ => Tally::Truth(None),
        }
    }

    /// How many items of a group there are to count.
    fn items(&self, group: usize) -> u32 {
        self.cells[group]
            .first()
            .filter(|cell| cell.visible)
            .map_or(0, |cell| cell.items)
    }
}
