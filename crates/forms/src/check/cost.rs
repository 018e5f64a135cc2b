//! How much work the rules of a form can be.

use super::places::{Place, PlacedRule};
use super::{FindingCode, Findings};
use crate::layout::{Layout, Scope};
use crate::limits::{MAX_NESTED_ITEMS, MAX_RULE_STEPS};
use crate::rule::Rule;

pub(super) fn check(rules: &[PlacedRule<'_>], layout: &Layout<'_>, findings: &mut Findings) {
    let cost = |placed: &PlacedRule<'_>| {
        let items = match placed.scope {
            Scope::Form => 1,
            Scope::Item { group, .. } => most_items(group, layout),
        };
        steps(placed.rule, items, placed.scope, layout)
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

/// The most steps that computing the rule takes when it is computed so many times. What looks over a group is computed
/// once for each such group.
fn steps(rule: &Rule, times: u64, scope: Scope, layout: &Layout<'_>) -> u64 {
    let group = rule.group().map(|group| layout.group(group, scope));
    let (inside, scope) = match group {
        Some(Some(group)) => (most_items(group, layout), Scope::of(Some(group), 0)),
        Some(None) => (0, Scope::Form),
        None => (times, scope),
    };
    let parts = rule.parts().into_iter().map(|part| steps(part, inside, scope, layout));
    times * weight(rule) + parts.sum::<u64>()
}

/// How many steps computing the expression itself counts for: most look at two values, some at a whole text or at
/// thousands of days.
fn weight(rule: &Rule) -> u64 {
    match rule {
        Rule::Matches(_) | Rule::AddWorkingDays(..) => 500,
        Rule::Contains(..) | Rule::StartsWith(..) | Rule::Trimmed(_) | Rule::CaseFolded(_) | Rule::Length(_) => 20,
        _ => 1,
    }
}

/// The most items of a group, in all items of the group around it together.
fn most_items(group: usize, layout: &Layout<'_>) -> u64 {
    let most = |group: usize| {
        let group = layout.fields[group].field.kind.group();
        group.map_or(1, |group| u64::from(group.most_items()))
    };
    let all = layout.around(group).map(most).product::<u64>() * most(group);
    all.min(MAX_NESTED_ITEMS.into())
}
