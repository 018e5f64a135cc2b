//! What can never be shown, whatever is answered.

use super::places::Place;
use super::possible::Known;
use super::{FindingCode, Findings};
use crate::field::Requirement;
use crate::layout::{Layout, Scope};
use crate::order::{Node, Order};
use crate::rule::Rule;

/// Whether pages, sections and fields can be shown at all.
pub(super) struct Reach<'c, 'd> {
    layout: &'c Layout<'d>,
    pages: Vec<bool>,
    sections: Vec<bool>,
    pub fields: Vec<bool>,
}

impl<'c, 'd> Reach<'c, 'd> {
    pub fn new(layout: &'c Layout<'d>, order: &Order) -> Self {
        let mut reach = Reach {
            layout,
            pages: vec![true; layout.pages.len()],
            sections: vec![true; layout.sections.len()],
            fields: vec![true; layout.fields.len()],
        };
        order.sequence.iter().for_each(|node| reach.decide(*node));
        reach
    }

    /// Whether what the rule belongs to can be shown.
    pub fn is_reachable(&self, owner: Node) -> bool {
        match owner {
            Node::Page(page) => self.pages[page],
            Node::Section(section) => self.sections[section],
            Node::Field(place) => self.fields[place],
        }
    }

    fn can_hold(&self, own: Option<&'d Rule>, around: &[Option<&'d Rule>], scope: Scope) -> bool {
        let known = Known {
            layout: self.layout,
            reachable: &self.fields,
            in_bounds: false,
        };
        known.can_hold(own, around, scope)
    }

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

    pub fn report(&self, findings: &mut Findings) {
        for (page, _) in self.pages.iter().enumerate().filter(|(_, reachable)| !**reachable) {
            self.never(Node::Page(page), findings);
        }
        for (number, placed) in self.layout.sections.iter().enumerate() {
            if !self.sections[number] && self.pages[placed.page] {
                self.never(Node::Section(number), findings);
            }
        }
        for number in 0..self.layout.fields.len() {
            self.report_field(number, findings);
        }
    }

    fn report_field(&self, number: usize, findings: &mut Findings) {
        let placed = &self.layout.fields[number];
        if !self.fields[number] {
            if self.surroundings(number) {
                self.never(Node::Field(number), findings);
            }
            if placed.field.required == Requirement::Always {
                let (lv, en) = (
                    "obligāts, bet nekad netiek rādīts",
                    "it must be answered but is never shown",
                );
                let place = Place::of_field(self.layout, number);
                findings.error(FindingCode::RequiredNeverShown, &place, lv, en);
            }
            return;
        }
        let scope = Scope::of(placed.group, 0);
        let around = [placed.field.visible.as_ref()];
        for option in placed.field.kind.inline_options() {
            let rule = option.visible.as_ref();
            if !self.can_hold(rule, &around, scope) {
                let (lv, en) = (
                    format!("izvēle “{}” nekad netiek piedāvāta", option.id),
                    format!("the option “{}” is never offered", option.id),
                );
                let place = Place::of_field(self.layout, number).with_rule(rule, scope, self.layout);
                findings.error(FindingCode::NeverShown, &place, &lv, &en);
            }
        }
    }

    fn never(&self, node: Node, findings: &mut Findings) {
        let (rule, scope) = match node {
            Node::Page(page) => (self.layout.pages[page].visible.as_ref(), Scope::Form),
            Node::Section(section) => (self.layout.sections[section].section.visible.as_ref(), Scope::Form),
            Node::Field(place) => {
                let placed = &self.layout.fields[place];
                (placed.field.visible.as_ref(), Scope::of(placed.group, 0))
            }
        };
        let place = Place::of(self.layout, node).with_rule(rule, scope, self.layout);
        let (lv, en) = (
            "nekad netiek rādīts: nosacījums nevar izpildīties",
            "never shown: the rule can never hold",
        );
        findings.error(FindingCode::NeverShown, &place, lv, en);
    }
}
