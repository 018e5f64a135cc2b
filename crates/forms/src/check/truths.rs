//! Rules that say the same whatever is answered: needless, or meant otherwise.

use super::places::{PlacedRule, Role};
use super::possible::Known;
use super::reach::Reach;
use super::{FindingCode, Findings};
use crate::layout::{Layout, Scope};
use crate::rule::Rule;

pub(super) fn check<'d>(rules: &[PlacedRule<'d>], layout: &Layout<'d>, reach: &Reach<'_, 'd>, findings: &mut Findings) {
    let known = Known {
        layout,
        reachable: &reach.fields,
        in_bounds: true,
    };
    for placed in rules.iter().filter(|placed| reach.is_reachable(placed.owner)) {
        match placed.role {
            // What is only shown at all times says so with a rule that always holds.
            Role::ReadOnly if *placed.rule == Rule::Bool(true) => {}
            Role::Visible | Role::Required | Role::ReadOnly => check_condition(placed, known, findings),
            Role::Constraint => check_constraint(placed, known, findings),
            Role::Value | Role::Default => {}
        }
        check_parts(placed, placed.rule, placed.scope, known, findings);
    }
}

fn check_condition<'d>(placed: &PlacedRule<'d>, known: Known<'_, 'd>, findings: &mut Findings) {
    let possible = known.possible(placed.rule, placed.scope);
    if !possible.no && !possible.missing {
        let (lv, en) = ("vienmēr izpildās", "it always holds");
        findings.warning(FindingCode::AlwaysTrue, &placed.place(known.layout), lv, en);
    }
    // What is never shown whatever is typed is told as that.
    let unbounded = Known {
        in_bounds: false,
        ..known
    };
    let told = placed.role == Role::Visible && !unbounded.can_hold(Some(placed.rule), &[], placed.scope);
    if !known.can_hold(Some(placed.rule), &[], placed.scope) && !told {
        let (lv, en) = (
            "nekad neizpildās, ja atbildes ir pieļaujamajās robežās",
            "it never holds for answers within their bounds",
        );
        findings.warning(FindingCode::AlwaysFalse, &placed.place(known.layout), lv, en);
    }
}

fn check_constraint<'d>(placed: &PlacedRule<'d>, known: Known<'_, 'd>, findings: &mut Findings) {
    let possible = known.possible(placed.rule, placed.scope);
    if !possible.no {
        let (lv, en) = ("neko nekad nenoraida", "it never refuses anything");
        findings.warning(FindingCode::AlwaysTrue, &placed.place(known.layout), lv, en);
    } else if !known.can_hold(Some(placed.rule), &[], placed.scope) {
        let (lv, en) = ("noraida katru atbildi", "it refuses every answer");
        findings.error(FindingCode::AlwaysFalse, &placed.place(known.layout), lv, en);
    }
}

/// Tests and conditions inside a rule.
fn check_parts<'d>(
    placed: &PlacedRule<'d>,
    rule: &'d Rule,
    scope: Scope,
    known: Known<'_, 'd>,
    findings: &mut Findings,
) {
    let inside = match rule.group().map(|group| known.layout.group(group, scope)) {
        Some(None) => return,
        Some(group) => Scope::of(group, 0),
        None => scope,
    };
    let condition = match rule {
        Rule::If(choice) => Some(&choice.test),
        Rule::Count(items) => items.condition.as_deref(),
        Rule::Any(items) | Rule::All(items) => Some(&*items.condition),
        Rule::Sum(items) | Rule::Min(items) | Rule::Max(items) | Rule::First(items) => items.condition.as_deref(),
        _ => None,
    };
    if let Some(condition) = condition {
        let possible = known.possible(condition, inside);
        let place = || placed.place(known.layout);
        if !possible.no && !possible.missing {
            let (lv, en) = of_part(rule, "vienmēr izpildās", "always holds");
            findings.warning(FindingCode::AlwaysTrue, &place(), &lv, &en);
        } else if !known.can_hold(Some(condition), &[], inside) {
            let (lv, en) = of_part(rule, "nekad neizpildās", "never holds");
            findings.warning(FindingCode::AlwaysFalse, &place(), &lv, &en);
        }
    }
    for part in rule.parts() {
        check_parts(placed, part, inside, known, findings);
    }
}

fn of_part(rule: &Rule, lv: &str, en: &str) -> (String, String) {
    let operator = rule.operator();
    (
        format!("darbības “{operator}” nosacījums {lv}"),
        format!("the condition of “{operator}” {en}"),
    )
}
