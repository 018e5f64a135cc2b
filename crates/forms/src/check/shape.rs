//! Names, bounds and options.

use std::collections::BTreeSet;

use super::items::{
    check_column, check_group, check_rows, check_summary, refuse_inside, refuse_nested, warn_of_shadow,
};
use super::places::Place;
use super::world::World;
use super::{FindingCode, Findings};
use crate::choice::OptionSource;
use crate::definition::{FormDefinition, Page};
use crate::field::Field;
use crate::kind::{DateBound, FieldKind, TextRules};
use crate::limits;
use crate::regex::whole_text;

pub(super) fn check(definition: &FormDefinition, world: &World, findings: &mut Findings) {
    if definition.pages.is_empty() {
        findings.error(
            FindingCode::Empty,
            &Place::form(),
            "nav nevienas lapas",
            "there are no pages",
        );
    }
    check_names(definition, findings);
    let top: BTreeSet<&str> = definition.fields().map(|(_, field)| field.id.as_str()).collect();
    for page in &definition.pages {
        if page.fields().next().is_none() {
            findings.error(
                FindingCode::Empty,
                &Place::page(page),
                "nav neviena lauka",
                "there are no fields",
            );
        }
        for field in page.fields() {
            let place = Place::field(page, &[], field);
            check_kind(field, &place, world, findings);
            if let FieldKind::Summary(block) = &field.kind {
                check_summary(block, page, definition, &place, findings);
            }
            let inside = Inside { page, world, top: &top };
            inside.check(&[field], findings);
        }
    }
}

/// What is known when the fields of groups are looked at.
struct Inside<'d> {
    page: &'d Page,
    world: &'d World,
    /// The names of the top-level fields.
    top: &'d BTreeSet<&'d str>,
}

impl Inside<'_> {
    /// Looks at what is inside the last of these fields; those before it are the groups around it.
    fn check(&self, way: &[&Field], findings: &mut Findings) {
        let Some((field, around)) = way.split_last() else {
            return;
        };
        let Some(group) = field.kind.group() else { return };
        let place = Place::field(self.page, around, field);
        if way.len() > limits::MAX_GROUP_DEPTH {
            return refuse_nested(&place, findings);
        }
        check_group(group, &place, findings);
        check_rows(field, &place, findings);
        for inner in &group.fields {
            let place = Place::field(self.page, way, inner);
            check_kind(inner, &place, self.world, findings);
            let outer = around.iter().flat_map(|group| group.kind.inner_fields());
            let is_shadowing =
                self.top.contains(inner.id.as_str()) || outer.into_iter().any(|other| other.id == inner.id);
            if is_shadowing {
                warn_of_shadow(inner, &place, findings);
            }
            if matches!(field.kind, FieldKind::Table(_)) {
                check_column(inner, &place, findings);
            }
            if let FieldKind::Summary(_) = &inner.kind {
                refuse_inside(&place, findings);
            }
            self.check(&[way, &[inner]].concat(), findings);
        }
    }
}

fn check_names(definition: &FormDefinition, findings: &mut Findings) {
    let mut pages = BTreeSet::new();
    let mut sections = BTreeSet::new();
    let mut fields = BTreeSet::new();
    for page in &definition.pages {
        if !pages.insert(page.id.as_str()) {
            duplicate(&Place::page(page), page.id.as_str(), findings);
        }
        for section in &page.sections {
            if !sections.insert(section.id.as_str()) {
                duplicate(&Place::section(page, section), section.id.as_str(), findings);
            }
        }
        for field in page.fields() {
            if !fields.insert(field.id.as_str()) {
                duplicate(&Place::field(page, &[], field), field.id.as_str(), findings);
            }
            check_inner_names(page, &[field], findings);
        }
    }
}

/// The names inside a group, the last of these fields.
fn check_inner_names(page: &Page, way: &[&Field], findings: &mut Findings) {
    let mut names = BTreeSet::new();
    for inner in way.last().map_or(&[][..], |group| group.kind.inner_fields()) {
        if !names.insert(inner.id.as_str()) {
            duplicate(&Place::field(page, way, inner), inner.id.as_str(), findings);
        }
        check_inner_names(page, &[way, &[inner]].concat(), findings);
    }
}

fn duplicate(place: &Place, id: &str, findings: &mut Findings) {
    let (lv, en) = (
        format!("nosaukums “{id}” jau ir lietots"),
        format!("the name “{id}” is already used"),
    );
    findings.error(FindingCode::DuplicateId, place, &lv, &en);
}

fn check_kind(field: &Field, place: &Place, world: &World, findings: &mut Findings) {
    match &field.kind {
        FieldKind::ShortText(rules) => check_text(rules, limits::MAX_SHORT_TEXT, place, findings),
        FieldKind::LongText(rules) => check_text(rules, limits::MAX_LONG_TEXT, place, findings),
        FieldKind::Number(rules) => {
            check_order(rules.min, rules.max, place, findings);
            check_decimals(rules.decimals, place, findings);
        }
        FieldKind::Money(rules) => check_order(rules.min, rules.max, place, findings),
        FieldKind::Calculated(calculated) => check_decimals(calculated.decimals, place, findings),
        FieldKind::Date(rules) => check_order(fixed(&rules.min), fixed(&rules.max), place, findings),
        FieldKind::Month(rules) => check_order(fixed(&rules.min), fixed(&rules.max), place, findings),
        FieldKind::DateRange(rules) => {
            check_order(fixed(&rules.min), fixed(&rules.max), place, findings);
            check_order(Some(1), rules.max_days, place, findings);
        }
        FieldKind::Time(rules) => check_order(rules.min, rules.max, place, findings),
        FieldKind::File(rules) => {
            check_order(Some(1), Some(rules.max_files), place, findings);
            let (lv, en) = (
                "failus pieteikumam vēl nevar pievienot",
                "files cannot be added to an application yet",
            );
            findings.error(FindingCode::NotYetPossible, place, lv, en);
        }
        FieldKind::ManyOf(many) => {
            check_order(many.min, many.max, place, findings);
            let most = match &many.options {
                OptionSource::Inline(options) => options.len() as u32,
                OptionSource::CodeList(_) => u32::MAX,
            };
            check_order(many.min, Some(most), place, findings);
            check_order(Some(1), many.max, place, findings);
        }
        _ => {}
    }
    if let Some(source) = field.kind.options() {
        check_options(source, place, world, findings);
    }
}

fn check_text(rules: &TextRules, most: u32, place: &Place, findings: &mut Findings) {
    check_order(
        rules.min_length,
        Some(rules.max_length.unwrap_or(most)),
        place,
        findings,
    );
    if rules.max_length.is_some_and(|max| max == 0 || max > most) {
        let (lv, en) = (
            format!("lielākajam garumam jābūt no 1 līdz {most}"),
            format!("the greatest length must be 1 to {most}"),
        );
        findings.error(FindingCode::BadBounds, place, &lv, &en);
    }
    if let Some(pattern) = &rules.pattern {
        check_regex(&pattern.regex, place, findings);
    }
}

pub(super) fn check_regex(regex: &str, place: &Place, findings: &mut Findings) {
    if regex.len() > limits::MAX_REGEX {
        let most = limits::MAX_REGEX;
        let (lv, en) = (
            format!("regulārā izteiksme ir garāka par {most} zīmēm"),
            format!("the regular expression is longer than {most} characters"),
        );
        findings.error(FindingCode::BadRegex, place, &lv, &en);
    } else if let Err(error) = whole_text(regex) {
        let (lv, en) = (
            format!("regulārā izteiksme nav derīga ({error})"),
            format!("the regular expression is not valid ({error})"),
        );
        findings.error(FindingCode::BadRegex, place, &lv, &en);
    }
}

fn check_decimals(decimals: u8, place: &Place, findings: &mut Findings) {
    if decimals > limits::MAX_DECIMALS {
        let most = limits::MAX_DECIMALS;
        let (lv, en) = (
            format!("aiz komata var būt ne vairāk kā {most} cipari"),
            format!("there can be no more than {most} decimals"),
        );
        findings.error(FindingCode::BadBounds, place, &lv, &en);
    }
}

/// A bound that does not move with today.
fn fixed(bound: &Option<DateBound>) -> Option<crate::Date> {
    match bound {
        Some(DateBound::On(date)) => Some(*date),
        _ => None,
    }
}

fn check_order<T: PartialOrd>(min: Option<T>, max: Option<T>, place: &Place, findings: &mut Findings) {
    if min.zip(max).is_some_and(|(min, max)| min > max) {
        let (lv, en) = (
            "mazākā robeža ir lielāka par lielāko",
            "the lower bound is above the upper bound",
        );
        findings.error(FindingCode::BadBounds, place, lv, en);
    }
}

fn check_options(source: &OptionSource, place: &Place, world: &World, findings: &mut Findings) {
    match source {
        OptionSource::CodeList(name) if !world.code_lists.contains_key(name) => {
            let (lv, en) = (
                format!("nav tāda klasifikatora: “{name}”"),
                format!("there is no code list “{name}”"),
            );
            findings.error(FindingCode::UnknownCodeList, place, &lv, &en);
        }
        OptionSource::CodeList(_) => {}
        OptionSource::Inline(options) if options.is_empty() => {
            findings.error(
                FindingCode::EmptyOptions,
                place,
                "nav no kā izvēlēties",
                "there is nothing to choose from",
            );
        }
        OptionSource::Inline(options) => {
            let mut names = BTreeSet::new();
            for option in options.iter().filter(|option| !names.insert(option.id.as_str())) {
                duplicate(place, option.id.as_str(), findings);
            }
        }
    }
}
