//! What rules refer to: no circles, nothing that the person has not seen yet.

use std::collections::BTreeSet;

use super::places::{Place, PlacedRule, Role};
use super::{FindingCode, Findings};
use crate::language::Language;
use crate::layout::Layout;
use crate::limits::MAX_RULE_DEPTH;
use crate::order::{Node, Order, references};

pub(super) fn check(rules: &[PlacedRule<'_>], layout: &Layout<'_>, order: &Order, findings: &mut Findings) {
    for placed in rules {
        check_pages(placed, layout, findings);
    }
    for circle in order.circles() {
        report_circle(&circle, layout, findings);
    }
}

fn check_pages(placed: &PlacedRule<'_>, layout: &Layout<'_>, findings: &mut Findings) {
    let mut later = BTreeSet::new();
    references(placed.rule, placed.scope, layout, MAX_RULE_DEPTH, &mut |field| {
        if layout.fields[field].page > placed.page {
            later.insert(field);
        }
    });
    for field in later {
        let other = Place::of_field(layout, field);
        let (lv, en) = (
            format!("nosacījums atsaucas uz vēlāku lapu ({})", other.words.get(Language::Lv)),
            format!("a rule refers to a later page ({})", other.words.get(Language::En)),
        );
        let place = placed.place(layout);
        match placed.role {
            Role::Visible => findings.error(FindingCode::LaterPage, &place, &lv, &en),
            _ => findings.warning(FindingCode::LaterPage, &place, &lv, &en),
        }
    }
}

fn report_circle(circle: &[Node], layout: &Layout<'_>, findings: &mut Findings) {
    let places: Vec<Place> = circle.iter().map(|node| Place::of(layout, *node)).collect();
    let Some(first) = places.first() else { return };
    let names = |language| -> String {
        let around = places.iter().chain(std::iter::once(first));
        around
            .map(|place| place.words.get(language))
            .collect::<Vec<_>>()
            .join(" → ")
    };
    let (lv, en) = (
        format!("nosacījumi gaida cits citu: {}", names(Language::Lv)),
        format!("rules wait for each other: {}", names(Language::En)),
    );
    findings.error(FindingCode::Cycle, first, &lv, &en);
}
