//! How much work the rules of a form can be.

use super::places::{Place, PlacedRule};
use super::{FindingCode, Findings};
use crate::layout::{Layout, Scope};
use crate::limits::MAX_RULE_STEPS;
use crate::rule::Rule;

pub(super) fn check(rules: &[PlacedRule<'_>], layout: &Layout<'_>, findings: &mut Findings) {
    let cost = |placed: &PlacedRule<'_>| {
        let items = match placed.scope {
            Scope::Form => 1,
            Scope::Item { group, .. } => most_items(group, layout),
        };
        steps(placed.rule, items, layout)
    };
    let all: u64 = rules.iter().map(cost).sum();
    if all <= MAX_RULE_STEPS {
        return;
    }
    let place = match rules.iter().max_by_key(|placed| cost(placed)) {
        Some(dearest) => dearest.place(layout),
        None => Place::form(),
    };
    let dearest = rules.iter().map(cost).max().unwrap_or(0);
    let (lv, en) = (
        format!(
            "formas nosacījumi kopā var prasīt {all} soļus (šis — {dearest}), atļauti {MAX_RULE_STEPS}; samaziniet ierakstu skaitu grupās vai nosacījumus par tiem"
        ),
        format!(
            "the form's rules together can take {all} steps (this one {dearest}), the limit is {MAX_RULE_STEPS}; allow fewer items in groups or ask less of them"
        ),
    );
    findings.error(FindingCode::TooCostly, &place, &lv, &en);
}

/// The most steps that computing the rule takes when it is computed so many times. What looks over a group is computed once.
fn steps(rule: &Rule, times: u64, layout: &Layout<'_>) -> u64 {
    let inside = match rule.group() {
        Some(group) => layout.group(group).map_or(0, |group| most_items(group, layout)),
        None => times,
    };
    let parts = rule.parts().into_iter().map(|part| steps(part, inside, layout));
    times + parts.sum::<u64>()
}

fn most_items(group: usize, layout: &Layout<'_>) -> u64 {
    let group = layout.fields[group].field.kind.group();
    group.map_or(1, |group| group.most_items().into())
}
