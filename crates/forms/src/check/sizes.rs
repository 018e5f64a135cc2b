//! Whether a form is small enough to be looked at closely.

use super::places::Place;
use super::{FindingCode, Findings};
use crate::definition::FormDefinition;
use crate::field::Field;
use crate::limits;
use crate::prepared::state_rules;
use crate::rule::Rule;

/// Says whether the form is small enough to be looked at closely.
pub(super) fn fits(definition: &FormDefinition, findings: &mut Findings) -> bool {
    let fields: Vec<&Field> = definition.fields().flat_map(|(_, field)| with_inner(field)).collect();
    let rules = all_rules(definition, &fields);
    let too_deep = rules
        .iter()
        .any(|rule| rule.depth_up_to(limits::MAX_RULE_DEPTH + 1) > limits::MAX_RULE_DEPTH);
    let bounds = [
        (definition.pages.len(), limits::MAX_PAGES, "lapas", "pages"),
        (fields.len(), limits::MAX_FIELDS, "lauki", "fields"),
        (
            options_at_most(&fields),
            limits::MAX_OPTIONS,
            "izvēles vienā laukā",
            "options in one field",
        ),
    ];
    let mut fits = true;
    let mut refuse = |lv: String, en: String| {
        findings.error(FindingCode::TooLarge, &Place::form(), &lv, &en);
        fits = false;
    };
    for (count, most, lv, en) in bounds.into_iter().filter(|(count, most, ..)| count > most) {
        refuse(
            format!("par daudz ({lv}): {count}, atļauts {most}"),
            format!("too many {en}: {count}, the limit is {most}"),
        );
    }
    if too_deep {
        let most = limits::MAX_RULE_DEPTH;
        refuse(
            format!("nosacījums ir dziļāks par {most} līmeņiem"),
            format!("a rule is nested deeper than {most} levels"),
        );
    } else if rules.iter().map(|rule| size(rule)).sum::<usize>() > limits::MAX_RULE_PARTS {
        let most = limits::MAX_RULE_PARTS;
        refuse(
            format!("nosacījumos kopā ir vairāk nekā {most} izteiksmju"),
            format!("all rules together have more than {most} expressions"),
        );
    }
    fits
}

fn with_inner(field: &Field) -> Vec<&Field> {
    let inner = field.kind.inner_fields().iter().flat_map(with_inner);
    std::iter::once(field).chain(inner).collect()
}

fn options_at_most(fields: &[&Field]) -> usize {
    fields
        .iter()
        .map(|field| field.kind.inline_options().len())
        .max()
        .unwrap_or(0)
}

fn all_rules<'d>(definition: &'d FormDefinition, fields: &[&'d Field]) -> Vec<&'d Rule> {
    let pages = definition.pages.iter().flat_map(|page| &page.visible);
    let sections = definition
        .pages
        .iter()
        .flat_map(|page| &page.sections)
        .flat_map(|section| &section.visible);
    let of_fields = fields.iter().flat_map(|field| {
        let options = field
            .kind
            .inline_options()
            .iter()
            .filter_map(|option| option.visible.as_ref());
        let shown = field.visible.iter().chain(options).chain(field.kind.calculation());
        shown.chain(state_rules(field))
    });
    pages.chain(sections).chain(of_fields).collect()
}

fn size(rule: &Rule) -> usize {
    1 + rule.parts().into_iter().map(size).sum::<usize>()
}
