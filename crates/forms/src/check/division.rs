//! Divisions by something that can be zero.

use rust_decimal::Decimal;

use super::places::PlacedRule;
use super::possible::Known;
use super::reach::Reach;
use super::{FindingCode, Findings};
use crate::layout::{Layout, Scope};
use crate::rule::Rule;
use crate::words::rule_in_words;

pub(super) fn check<'d>(rules: &[PlacedRule<'d>], layout: &Layout<'d>, reach: &Reach<'_, 'd>, findings: &mut Findings) {
    let known = Known {
        layout,
        reachable: &reach.fields,
        in_bounds: true,
    };
    for placed in rules {
        let mut walk = Walk {
            placed,
            known,
            findings,
        };
        walk.look(placed.rule, placed.scope, &mut Vec::new());
    }
}

struct Walk<'w, 'd> {
    placed: &'w PlacedRule<'d>,
    known: Known<'w, 'd>,
    findings: &'w mut Findings,
}

impl<'d> Walk<'_, 'd> {
    /// Looks into a rule; `guards` are those that hold (or are false) wherever it is computed.
    fn look(&mut self, rule: &'d Rule, scope: Scope, guards: &mut Vec<(&'d Rule, bool)>) {
        match rule {
            Rule::If(choice) => {
                self.look(&choice.test, scope, guards);
                for (branch, holds) in [(&choice.then, true), (&choice.otherwise, false)] {
                    guards.push((&choice.test, holds));
                    self.look(branch, scope, guards);
                    guards.pop();
                }
                return;
            }
            Rule::And(parts) | Rule::Or(parts) => {
                let holds = matches!(rule, Rule::And(_));
                let before = guards.len();
                for part in parts {
                    self.look(part, scope, guards);
                    guards.push((part, holds));
                }
                guards.truncate(before);
                return;
            }
            Rule::Divide(_, divisor) => self.judge(divisor, scope, guards),
            _ => {}
        }
        match rule.group() {
            // Names mean something else inside, so no guard holds there.
            Some(group) => {
                let inside = Scope::of(self.known.layout.group(group, scope), 0);
                let parts = rule.parts();
                let condition = parts.first().filter(|_| parts.len() > 1).map(|part| (*part, true));
                let mut guards = Vec::new();
                for part in parts {
                    self.look(part, inside, &mut guards);
                    guards.extend(condition.filter(|_| guards.is_empty()));
                }
            }
            None => rule.parts().into_iter().for_each(|part| self.look(part, scope, guards)),
        }
    }

    fn judge(&mut self, divisor: &'d Rule, scope: Scope, guards: &[(&'d Rule, bool)]) {
        let Some(range) = self.known.range(divisor, scope) else {
            return;
        };
        if !range.contains(Decimal::ZERO) || guards.iter().any(|(guard, holds)| forbids_zero(guard, *holds, divisor)) {
            return;
        }
        let words = rule_in_words(divisor, scope, self.known.layout);
        let [lv, en] = [crate::Language::Lv, crate::Language::En].map(|language| words.get(language).to_owned());
        let place = self.placed.place(self.known.layout);
        if range.low == Some(Decimal::ZERO) && range.high == Some(Decimal::ZERO) {
            let (lv, en) = (format!("dala ar nulli: {lv}"), format!("it divides by zero: {en}"));
            self.findings.error(FindingCode::DivisionByZero, &place, &lv, &en);
        } else {
            let (lv, en) = (
                format!("dala ar to, kas var būt nulle: {lv}"),
                format!("it divides by what can be zero: {en}"),
            );
            self.findings.warning(FindingCode::DivisionByZero, &place, &lv, &en);
        }
    }
}

/// Whether a guard that holds (or is false) says that the divisor is not zero.
fn forbids_zero(guard: &Rule, holds: bool, divisor: &Rule) -> bool {
    let number = |rule: &Rule| match rule {
        Rule::Integer(number) => Some(Decimal::from(*number)),
        Rule::Decimal(number) => Some(*number),
        _ => None,
    };
    let against = |a: &Rule, b: &Rule, fits: fn(Decimal) -> bool| a == divisor && number(b).is_some_and(fits);
    match (guard, holds) {
        (Rule::And(parts), true) | (Rule::Or(parts), false) => {
            parts.iter().any(|part| forbids_zero(part, holds, divisor))
        }
        (Rule::Not(part), _) => forbids_zero(part, !holds, divisor),
        (Rule::Ne(a, b), true) | (Rule::Eq(a, b), false) => {
            against(a, b, |number| number.is_zero()) || against(b, a, |number| number.is_zero())
        }
        (Rule::Gt(a, b), true) | (Rule::Le(a, b), false) => {
            against(a, b, |number| number >= Decimal::ZERO) || against(b, a, |number| number <= Decimal::ZERO)
        }
        (Rule::Lt(a, b), true) | (Rule::Ge(a, b), false) => {
            against(a, b, |number| number <= Decimal::ZERO) || against(b, a, |number| number >= Decimal::ZERO)
        }
        (Rule::Ge(a, b), true) | (Rule::Lt(a, b), false) => {
            against(a, b, |number| number > Decimal::ZERO) || against(b, a, |number| number < Decimal::ZERO)
        }
        (Rule::Le(a, b), true) | (Rule::Gt(a, b), false) => {
            against(a, b, |number| number < Decimal::ZERO) || against(b, a, |number| number > Decimal::ZERO)
        }
        _ => false,
    }
}
