//! The results that a rule can have, whatever is answered.
//!
//! Each rule is computed over the results that are possible: answers may be anything, but those of fields that are
//! never shown are missing. The result is on the safe side: what is called impossible is so.

use super::contradiction::contradict;
use super::ranges::Range;
use crate::clock::LAST_MINUTE;
use crate::field::{FieldKind, HiddenType};
use crate::ids::FieldId;
use crate::layout::{Layout, Scope};
use crate::operators;
use crate::rule::{If, Rule};
use crate::value::Value;

/// The results that a rule can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Possible {
    pub yes: bool,
    pub no: bool,
    pub missing: bool,
}

impl Possible {
    const ANY: Possible = Possible {
        yes: true,
        no: true,
        missing: true,
    };
    const NOTHING: Possible = Possible {
        yes: false,
        no: false,
        missing: false,
    };

    fn only(truth: Option<bool>) -> Self {
        Possible {
            yes: truth == Some(true),
            no: truth == Some(false),
            missing: truth.is_none(),
        }
    }

    fn not(self) -> Self {
        Possible {
            yes: self.no,
            no: self.yes,
            missing: self.missing,
        }
    }

    fn or_else(self, other: Self) -> Self {
        Possible {
            yes: self.yes || other.yes,
            no: self.no || other.no,
            missing: self.missing || other.missing,
        }
    }

    fn all(parts: &[Possible]) -> Self {
        Possible {
            yes: parts.iter().all(|part| part.yes),
            no: parts.iter().any(|part| part.no),
            missing: parts.iter().any(|part| part.missing) && parts.iter().all(|part| part.yes || part.missing),
        }
    }

    fn any(parts: &[Possible]) -> Self {
        let opposite: Vec<Possible> = parts.iter().map(|part| part.not()).collect();
        Possible::all(&opposite).not()
    }
}

/// What is known of a form when one asks what its rules can give.
#[derive(Clone, Copy)]
pub(super) struct Known<'c, 'd> {
    pub layout: &'c Layout<'d>,
    /// Whether each field can be shown.
    pub reachable: &'c [bool],
    /// Whether answers keep the bounds of their fields. Rules see those that do not, too; but nobody can submit them.
    pub in_bounds: bool,
}

impl<'d> Known<'_, 'd> {
    /// Whether all these rules can hold together.
    pub fn can_hold(self, own: Option<&'d Rule>, around: &[Option<&'d Rule>], scope: Scope) -> bool {
        let Some(own) = own else { return true };
        let together: Vec<&Rule> = around.iter().copied().flatten().chain([own]).collect();
        self.possible(own, scope).yes && !contradict(&together, true)
    }

    /// The results that the rule can have.
    pub fn possible(self, rule: &'d Rule, scope: Scope) -> Possible {
        match rule {
            Rule::And(parts) => {
                let result = Possible::all(&self.of_parts(parts, scope));
                Possible {
                    yes: result.yes && !contradict(&parts.iter().collect::<Vec<_>>(), true),
                    ..result
                }
            }
            Rule::Or(parts) => {
                let result = Possible::any(&self.of_parts(parts, scope));
                Possible {
                    no: result.no && !contradict(&parts.iter().collect::<Vec<_>>(), false),
                    ..result
                }
            }
            Rule::Not(part) => self.possible(part, scope).not(),
            Rule::If(choice) => self.possible_if(choice, scope),
            Rule::Answered(name) if self.is_unreachable(name, scope) => Possible::only(Some(false)),
            Rule::Answered(_) => Possible {
                missing: false,
                ..Possible::ANY
            },
            Rule::Any(items) | Rule::All(items) => {
                let is_all = matches!(rule, Rule::All(_));
                let Some(group) = self.layout.group(&items.group, scope) else {
                    return Possible::ANY;
                };
                if !self.reachable[group] {
                    return Possible::only(Some(is_all));
                }
                let of_item = self.possible(&items.condition, Scope::Item { group, index: 0 });
                of_item.or_else(Possible::only(Some(is_all)))
            }
            _ => match self.known(rule, scope) {
                Some(Value::Bool(truth)) => Possible::only(Some(truth)),
                Some(Value::Missing) => Possible::only(None),
                // Other values are no truth; that is told as a type error.
                Some(_) => Possible::ANY,
                None => self.possible_comparison(rule, scope),
            },
        }
    }

    fn of_parts(self, parts: &'d [Rule], scope: Scope) -> Vec<Possible> {
        parts.iter().map(|part| self.possible(part, scope)).collect()
    }

    fn possible_if(self, choice: &'d If, scope: Scope) -> Possible {
        let test = self.possible(&choice.test, scope);
        let mut result = Possible {
            missing: test.missing,
            ..Possible::NOTHING
        };
        if test.yes {
            result = result.or_else(self.possible(&choice.then, scope));
        }
        if test.no {
            result = result.or_else(self.possible(&choice.otherwise, scope));
        }
        if result == Possible::NOTHING {
            Possible::only(None)
        } else {
            result
        }
    }

    /// What a comparison of numbers can give that lie in known ranges.
    fn possible_comparison(self, rule: &'d Rule, scope: Scope) -> Possible {
        let (a, b) = match rule {
            Rule::Lt(a, b) | Rule::Le(a, b) | Rule::Eq(a, b) | Rule::Ne(a, b) => (a, b),
            Rule::Gt(a, b) | Rule::Ge(a, b) => (b, a),
            _ => return Possible::ANY,
        };
        let (Some(left), Some(right)) = (self.range(a, scope), self.range(b, scope)) else {
            return Possible::ANY;
        };
        let missing = !(never_missing(a) && never_missing(b));
        let (yes, no) = match rule {
            Rule::Lt(..) | Rule::Gt(..) => (left.can_be_below(right), right.can_be_at_most(left)),
            Rule::Le(..) | Rule::Ge(..) => (left.can_be_at_most(right), right.can_be_below(left)),
            Rule::Eq(..) => (left.meets(right), true),
            _ => (true, left.meets(right)),
        };
        Possible { yes, no, missing }
    }

    /// The value of an expression when it is the same for all answers.
    fn known(self, rule: &'d Rule, scope: Scope) -> Option<Value<'d>> {
        match rule {
            Rule::Answer(name) if self.is_unreachable(name, scope) => Some(Value::Missing),
            Rule::Answer(_) | Rule::Today(_) | Rule::If(_) => None,
            Rule::And(_) | Rule::Or(_) | Rule::Any(_) | Rule::All(_) | Rule::Answered(_) => {
                let possible = self.possible(rule, scope);
                let results = [
                    (possible.yes, Some(true)),
                    (possible.no, Some(false)),
                    (possible.missing, None),
                ];
                let mut only = results.into_iter().filter(|(can, _)| *can);
                let (_, truth) = only.next()?;
                only.next().is_none().then(|| truth.into())
            }
            Rule::Count(_) | Rule::Sum(_) | Rule::Min(_) | Rule::Max(_) | Rule::First(_) => {
                let group = self.layout.group(rule.group()?, scope)?;
                let is_number = matches!(rule, Rule::Count(_) | Rule::Sum(_));
                let of_nothing = if is_number {
                    Value::Number(0.into())
                } else {
                    Value::Missing
                };
                (!self.reachable[group]).then_some(of_nothing)
            }
            _ => Value::literal(rule).or_else(|| self.known_result(rule, scope)),
        }
    }

    fn known_result(self, rule: &'d Rule, scope: Scope) -> Option<Value<'d>> {
        let operands: Vec<Option<Value<'d>>> = rule.parts().into_iter().map(|part| self.known(part, scope)).collect();
        let strict = !matches!(rule, Rule::In(..) | Rule::List(_));
        if strict && operands.contains(&Some(Value::Missing)) {
            return Some(Value::Missing);
        }
        if matches!(rule, Rule::AddWorkingDays(..) | Rule::Attribute(_) | Rule::Register(_)) {
            return None;
        }
        let operands = operands.into_iter().collect::<Option<Vec<_>>>()?;
        Some(operators::apply(rule, &operands))
    }

    fn is_unreachable(self, name: &FieldId, scope: Scope) -> bool {
        let meant = self.layout.resolve(name, scope);
        meant.is_some_and(|place| !self.reachable[place])
    }

    /// Between which numbers the expression lies, if it gives any; nothing when it is no number.
    pub fn range(self, rule: &'d Rule, scope: Scope) -> Option<Range> {
        let group_items = |name: &FieldId| {
            let group = self.layout.group(name, scope)?;
            let most = self.layout.fields[group].field.kind.group()?.most_items();
            Some((most, Scope::Item { group, index: 0 }))
        };
        Some(match rule {
            Rule::Integer(number) => Range::only((*number).into()),
            Rule::Decimal(number) => Range::only(*number),
            Rule::Answer(name) => {
                let place = self.layout.resolve(name, scope)?;
                match &self.layout.fields[place].field.kind {
                    FieldKind::Number(rules) if self.in_bounds => Range {
                        low: rules.min,
                        high: rules.max,
                    },
                    FieldKind::Money(rules) if self.in_bounds => Range {
                        low: rules.min,
                        high: rules.max,
                    },
                    FieldKind::Time(_) => Range::from_zero(Some(LAST_MINUTE.into())),
                    FieldKind::Number(_) | FieldKind::Money(_) | FieldKind::Calculated(_) => Range::ANY,
                    FieldKind::Hidden(hidden) if hidden.gives == HiddenType::Number => Range::ANY,
                    _ => return None,
                }
            }
            Rule::Count(items) => Range::from_zero(Some(group_items(&items.group)?.0.into())),
            Rule::Length(_) | Rule::AgeAt(..) => Range::from_zero(None),
            Rule::DaysBetween(..) | Rule::Divide(..) => Range::ANY,
            Rule::Sum(items) => {
                let (most, inside) = group_items(&items.group)?;
                self.range(&items.of, inside)?
                    .times(Range::from_zero(Some(most.into())))
            }
            Rule::Min(items) | Rule::Max(items) | Rule::First(items) => {
                self.range(&items.of, group_items(&items.group)?.1)?
            }
            Rule::Add(parts) => self.fold(parts, Range::only(0.into()), Range::plus, scope)?,
            Rule::Multiply(parts) => self.fold(parts, Range::only(1.into()), Range::times, scope)?,
            Rule::Subtract(a, b) => self.range(a, scope)?.plus(self.range(b, scope)?.negated()),
            Rule::If(choice) => self
                .range(&choice.then, scope)?
                .or(self.range(&choice.otherwise, scope)?),
            _ => return None,
        })
    }

    fn fold(self, parts: &'d [Rule], start: Range, step: fn(Range, Range) -> Range, scope: Scope) -> Option<Range> {
        parts
            .iter()
            .try_fold(start, |so_far, part| Some(step(so_far, self.range(part, scope)?)))
    }
}

fn never_missing(rule: &Rule) -> bool {
    matches!(rule, Rule::Integer(_) | Rule::Decimal(_) | Rule::Count(_))
}
