//! What can never be shown, whatever is answered.
//!
//! Each rule is computed over the results that are possible: answers may be anything, but those of fields that are
//! never shown are missing. The result is on the safe side: what is called unreachable is so.

use super::contradiction::contradict;
use super::places::Place;
use super::{FindingCode, Findings};
use crate::field::Requirement;
use crate::ids::FieldId;
use crate::layout::{Layout, Scope};
use crate::operators::{self, Value};
use crate::order::{Node, Order};
use crate::rule::Rule;

pub(super) fn check(layout: &Layout<'_>, order: &Order, findings: &mut Findings) {
    let mut reach = Reach {
        layout,
        pages: vec![true; layout.pages.len()],
        sections: vec![true; layout.sections.len()],
        fields: vec![true; layout.fields.len()],
    };
    order.sequence.iter().for_each(|node| reach.decide(*node));
    reach.report(findings);
}

/// Whether pages, sections and fields can be shown at all.
struct Reach<'c, 'd> {
    layout: &'c Layout<'d>,
    pages: Vec<bool>,
    sections: Vec<bool>,
    fields: Vec<bool>,
}

/// The results that a rule can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Possible {
    yes: bool,
    no: bool,
    missing: bool,
}

impl Possible {
    const ANY: Possible = Possible {
        yes: true,
        no: true,
        missing: true,
    };
    const ONLY_MISSING: Possible = Possible {
        yes: false,
        no: false,
        missing: true,
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

impl<'d> Reach<'_, 'd> {
    fn decide(&mut self, node: Node) {
        match node {
            Node::Page(page) => {
                self.pages[page] = self.can_hold(self.layout.pages[page].visible.as_ref(), &[], Scope::Form);
            }
            Node::Section(section) => {
                let placed = &self.layout.sections[section];
                let around = self.layout.pages[placed.page].visible.as_ref();
                let own = placed.section.visible.as_ref();
                self.sections[section] = self.pages[placed.page] && self.can_hold(own, &[around], Scope::Form);
            }
            Node::Field(place) => {
                let placed = &self.layout.fields[place];
                let own = placed.field.visible.as_ref();
                let scope = Scope::of(placed.group, 0);
                self.fields[place] = self.surroundings(place) && self.can_hold(own, &self.rules_around(place), scope);
            }
        }
    }

    /// Whether everything around the field can be shown.
    fn surroundings(&self, place: usize) -> bool {
        let placed = &self.layout.fields[place];
        self.sections[placed.section] && placed.group.is_none_or(|group| self.fields[group])
    }

    /// The rules that must hold together with the field's own. In a group names mean something else, so there are none.
    fn rules_around(&self, place: usize) -> Vec<Option<&'d Rule>> {
        let placed = &self.layout.fields[place];
        match placed.group {
            Some(_) => Vec::new(),
            None => {
                let section = self.layout.sections[placed.section].section;
                vec![
                    self.layout.pages[placed.page].visible.as_ref(),
                    section.visible.as_ref(),
                ]
            }
        }
    }

    fn can_hold(&self, own: Option<&'d Rule>, around: &[Option<&'d Rule>], scope: Scope) -> bool {
        let Some(own) = own else { return true };
        let together: Vec<&Rule> = around.iter().copied().flatten().chain([own]).collect();
        self.possible(own, scope).yes && !contradict(&together)
    }

    fn possible_all(&self, parts: &'d [Rule], scope: Scope) -> Possible {
        let results: Vec<Possible> = parts.iter().map(|part| self.possible(part, scope)).collect();
        let result = Possible::all(&results);
        Possible {
            yes: result.yes && !contradict(&parts.iter().collect::<Vec<_>>()),
            ..result
        }
    }

    fn possible(&self, rule: &'d Rule, scope: Scope) -> Possible {
        match rule {
            Rule::And(parts) => self.possible_all(parts, scope),
            Rule::Or(parts) => Possible::any(&parts.iter().map(|part| self.possible(part, scope)).collect::<Vec<_>>()),
            Rule::Not(part) => self.possible(part, scope).not(),
            Rule::If(choice) => self.possible_if(choice, scope),
            Rule::Answered(name) if self.is_unreachable(name, scope) => Possible::only(Some(false)),
            Rule::Answered(_) => Possible {
                missing: false,
                ..Possible::ANY
            },
            Rule::Any(items) | Rule::All(items) => {
                let is_all = matches!(rule, Rule::All(_));
                let Some(group) = self.layout.group(&items.group) else {
                    return Possible::ANY;
                };
                if !self.fields[group] {
                    return Possible::only(Some(is_all));
                }
                let of_item = self.possible(&items.condition, Scope::Item { group, index: 0 });
                of_item.or_else(Possible::only(Some(is_all)))
            }
            _ => match self.known(rule, scope) {
                Some(Value::Bool(truth)) => Possible::only(Some(truth)),
                Some(Value::Missing) => Possible::only(None),
                // Other values are no truth; that is told as a type error.
                Some(_) | None => Possible::ANY,
            },
        }
    }

    fn possible_if(&self, choice: &'d crate::rule::If, scope: Scope) -> Possible {
        let test = self.possible(&choice.test, scope);
        let mut result = Possible {
            yes: false,
            no: false,
            missing: test.missing,
        };
        if test.yes {
            result = result.or_else(self.possible(&choice.then, scope));
        }
        if test.no {
            result = result.or_else(self.possible(&choice.otherwise, scope));
        }
        if result
            == (Possible {
                yes: false,
                no: false,
                missing: false,
            })
        {
            Possible::ONLY_MISSING
        } else {
            result
        }
    }

    /// The value of an expression when it is the same for all answers.
    fn known(&self, rule: &'d Rule, scope: Scope) -> Option<Value<'d>> {
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
            Rule::Count(items) => {
                let group = self.layout.group(&items.group)?;
                (!self.fields[group]).then(|| Value::Number(0.into()))
            }
            _ => operators::literal(rule).or_else(|| self.known_result(rule, scope)),
        }
    }

    fn known_result(&self, rule: &'d Rule, scope: Scope) -> Option<Value<'d>> {
        let operands: Vec<Option<Value<'d>>> = rule.parts().into_iter().map(|part| self.known(part, scope)).collect();
        let strict = !matches!(rule, Rule::In(..) | Rule::List(_));
        if strict && operands.contains(&Some(Value::Missing)) {
            return Some(Value::Missing);
        }
        let operands = operands.into_iter().collect::<Option<Vec<_>>>()?;
        Some(operators::apply(rule, &operands))
    }

    fn is_unreachable(&self, name: &FieldId, scope: Scope) -> bool {
        self.layout
            .resolve(name, scope)
            .is_some_and(|(place, _)| !self.fields[place])
    }

    fn report(&self, findings: &mut Findings) {
        for (page, _) in self.pages.iter().enumerate().filter(|(_, reachable)| !**reachable) {
            never(&Place::page(self.layout.pages[page]), findings);
        }
        for (number, placed) in self.layout.sections.iter().enumerate() {
            if !self.sections[number] && self.pages[placed.page] {
                never(
                    &Place::section(self.layout.pages[placed.page], placed.section),
                    findings,
                );
            }
        }
        for number in 0..self.layout.fields.len() {
            self.report_field(number, findings);
        }
    }

    fn report_field(&self, number: usize, findings: &mut Findings) {
        let placed = &self.layout.fields[number];
        let place = Place::of_field(self.layout, number);
        if !self.fields[number] {
            if self.surroundings(number) {
                never(&place, findings);
            }
            if placed.field.required == Requirement::Always {
                let (lv, en) = (
                    "obligāts, bet nekad netiek rādīts",
                    "it must be answered but is never shown",
                );
                findings.error(FindingCode::RequiredNeverShown, &place, lv, en);
            }
            return;
        }
        let scope = Scope::of(placed.group, 0);
        for option in placed.field.kind.inline_options() {
            if !self.can_hold(option.visible.as_ref(), &[], scope) {
                let (lv, en) = (
                    format!("izvēle “{}” nekad netiek piedāvāta", option.id),
                    format!("the option “{}” is never offered", option.id),
                );
                findings.error(FindingCode::NeverShown, &place, &lv, &en);
            }
        }
    }
}

fn never(place: &Place, findings: &mut Findings) {
    let (lv, en) = (
        "nekad netiek rādīts: nosacījums nevar izpildīties",
        "never shown: the rule can never hold",
    );
    findings.error(FindingCode::NeverShown, place, lv, en);
}
