//! Rules that cannot hold together.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::ids::FieldId;
use crate::operators::{compare, equal};
use crate::rule::Rule;
use crate::value::Value;

/// What rules demand of one answer.
#[derive(Default)]
struct Demand<'d> {
    /// It must be each of these literals.
    is: Vec<Value<'d>>,
    /// It must be none of these.
    is_not: Vec<Value<'d>>,
    /// It must be one of each of these lists.
    is_one_of: Vec<Vec<Value<'d>>>,
    /// It must come so before or after these.
    is_beside: Vec<(Side, Value<'d>)>,
}

/// How an answer lies to a bound.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Below,
    AtMost,
    Above,
    AtLeast,
}

/// True when the rules, which all must hold (or all must be false), demand of one answer what cannot be together.
pub(super) fn contradict(rules: &[&Rule], hold: bool) -> bool {
    let mut demands: BTreeMap<&FieldId, Demand<'_>> = BTreeMap::new();
    rules.iter().for_each(|rule| collect(rule, hold, &mut demands));
    demands.values().any(Demand::is_impossible)
}

impl Side {
    /// The side of the same bound on which everything else lies.
    fn opposite(self) -> Self {
        match self {
            Side::Below => Side::AtLeast,
            Side::AtMost => Side::Above,
            Side::Above => Side::AtMost,
            Side::AtLeast => Side::Below,
        }
    }

    /// The side on which `b` lies of `a` when `a` lies on this side of `b`.
    fn mirrored(self) -> Self {
        match self {
            Side::Below => Side::Above,
            Side::AtMost => Side::AtLeast,
            Side::Above => Side::Below,
            Side::AtLeast => Side::AtMost,
        }
    }

    fn admits(self, order: Ordering) -> bool {
        match self {
            Side::Below => order.is_lt(),
            Side::AtMost => order.is_le(),
            Side::Above => order.is_gt(),
            Side::AtLeast => order.is_ge(),
        }
    }

    fn is_upper(self) -> bool {
        matches!(self, Side::Below | Side::AtMost)
    }
}

impl Demand<'_> {
    fn is_impossible(&self) -> bool {
        if let Some(value) = self.is.first() {
            return !self.admits(value);
        }
        if let Some(list) = self.is_one_of.first() {
            return !list.iter().any(|value| self.admits(value));
        }
        let (upper, lower): (Vec<_>, Vec<_>) = self.is_beside.iter().partition(|one| one.0.is_upper());
        let apart = |upper: &(Side, Value<'_>), lower: &(Side, Value<'_>)| match compare(&upper.1, &lower.1) {
            Some(Ordering::Less) => true,
            Some(Ordering::Equal) => upper.0 == Side::Below || lower.0 == Side::Above,
            Some(Ordering::Greater) | None => false,
        };
        upper.iter().any(|upper| lower.iter().any(|lower| apart(upper, lower)))
    }

    /// Whether the answer can be this value. Values of other types are not judged.
    fn admits(&self, value: &Value<'_>) -> bool {
        let same = |other: &Value<'_>| equal(value, other);
        self.is.iter().all(|other| same(other) != Some(false))
            && self.is_not.iter().all(|other| same(other) != Some(true))
            && self
                .is_one_of
                .iter()
                .all(|list| list.iter().any(|other| same(other) != Some(false)))
            && self
                .is_beside
                .iter()
                .all(|(side, bound)| compare(value, bound).is_none_or(|order| side.admits(order)))
    }
}

/// Gathers what follows from the rule if it `holds`, or if it is false.
fn collect<'d>(rule: &'d Rule, holds: bool, demands: &mut BTreeMap<&'d FieldId, Demand<'d>>) {
    match rule {
        Rule::And(parts) if holds => parts.iter().for_each(|part| collect(part, true, demands)),
        Rule::Or(parts) if !holds => parts.iter().for_each(|part| collect(part, false, demands)),
        Rule::Not(part) => collect(part, !holds, demands),
        Rule::Answer(field) => demands.entry(field).or_default().is.push(Value::Bool(holds)),
        Rule::Eq(a, b) | Rule::Ne(a, b) => {
            let is = holds == matches!(rule, Rule::Eq(..));
            for (answer, value) in [(a, b), (b, a)] {
                if let (Rule::Answer(field), Some(value)) = (&**answer, Value::literal(value)) {
                    let demand = demands.entry(field).or_default();
                    if is { &mut demand.is } else { &mut demand.is_not }.push(value);
                }
            }
        }
        Rule::In(value, list) => {
            if let (Rule::Answer(field), Rule::List(entries)) = (&**value, &**list) {
                let Some(entries) = entries.iter().map(Value::literal).collect::<Option<Vec<_>>>() else {
                    return;
                };
                let demand = demands.entry(field).or_default();
                if holds {
                    demand.is_one_of.push(entries);
                } else {
                    demand.is_not.extend(entries);
                }
            }
        }
        Rule::Between(value, low, high) if holds => {
            beside(value, Side::AtLeast, low, demands);
            beside(value, Side::AtMost, high, demands);
        }
        Rule::Lt(a, b) => compared(a, Side::Below, b, holds, demands),
        Rule::Le(a, b) => compared(a, Side::AtMost, b, holds, demands),
        Rule::Gt(a, b) => compared(a, Side::Above, b, holds, demands),
        Rule::Ge(a, b) => compared(a, Side::AtLeast, b, holds, demands),
        _ => {}
    }
}

fn compared<'d>(a: &'d Rule, side: Side, b: &'d Rule, holds: bool, demands: &mut BTreeMap<&'d FieldId, Demand<'d>>) {
    let side = if holds { side } else { side.opposite() };
    beside(a, side, b, demands);
    beside(b, side.mirrored(), a, demands);
}

fn beside<'d>(answer: &'d Rule, side: Side, bound: &'d Rule, demands: &mut BTreeMap<&'d FieldId, Demand<'d>>) {
    if let (Rule::Answer(field), Some(bound)) = (answer, Value::literal(bound)) {
        demands.entry(field).or_default().is_beside.push((side, bound));
    }
}
