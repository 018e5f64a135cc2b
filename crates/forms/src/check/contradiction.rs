//! Rules that cannot hold together.

use std::collections::BTreeMap;

use crate::ids::FieldId;
use crate::operators::{self, Value};
use crate::rule::Rule;

/// What rules demand of one answer.
#[derive(Default)]
struct Demand<'d> {
    /// It must be this literal.
    is: Option<Value<'d>>,
    /// It must be none of these.
    is_not: Vec<Value<'d>>,
    /// It must be two different literals.
    impossible: bool,
}

/// True when the rules, which all must hold, demand of one answer what cannot be together.
pub(super) fn contradict(rules: &[&Rule]) -> bool {
    let mut demands = BTreeMap::new();
    rules.iter().for_each(|rule| collect(rule, true, &mut demands));
    demands
        .into_values()
        .any(|demand: Demand<'_>| demand.impossible || demand.is.is_some_and(|value| demand.is_not.contains(&value)))
}

impl<'d> Demand<'d> {
    fn add(&mut self, value: Value<'d>, is: bool) {
        if !is {
            self.is_not.push(value);
        } else if self.is.as_ref().is_some_and(|other| *other != value) {
            self.impossible = true;
        } else {
            self.is = Some(value);
        }
    }
}

/// Gathers what follows from the rule if it `holds`, or if it is false.
fn collect<'d>(rule: &'d Rule, holds: bool, demands: &mut BTreeMap<&'d FieldId, Demand<'d>>) {
    match rule {
        Rule::And(parts) if holds => parts.iter().for_each(|part| collect(part, true, demands)),
        Rule::Or(parts) if !holds => parts.iter().for_each(|part| collect(part, false, demands)),
        Rule::Not(part) => collect(part, !holds, demands),
        Rule::Answer(field) => demands.entry(field).or_default().add(Value::Bool(holds), true),
        Rule::Eq(a, b) | Rule::Ne(a, b) => {
            let is = holds == matches!(rule, Rule::Eq(..));
            for (answer, value) in [(a, b), (b, a)] {
                if let (Rule::Answer(field), Some(value)) = (&**answer, operators::literal(value)) {
                    demands.entry(field).or_default().add(value, is);
                }
            }
        }
        _ => {}
    }
}
