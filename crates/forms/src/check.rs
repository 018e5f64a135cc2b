//! The static check of a definition before it is published: what would confuse people or could not work.

mod contradiction;
mod cost;
mod division;
mod items;
mod once_only;
mod places;
mod possible;
mod ranges;
mod reach;
mod references;
mod shape;
mod sizes;
mod texts;
mod truths;
mod types;
mod world;

pub use world::{RegisterAttribute, RegisterSchema, World};

use std::collections::BTreeSet;

use serde::Serialize;

use crate::definition::FormDefinition;
use crate::ids::PageId;
use crate::language::LocalText;
use crate::prepared::PreparedForm;
use crate::problem::Severity;

/// The names of the code lists there are.
pub type CodeListNames = BTreeSet<String>;

/// Something the editor of a form should know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// Whether it forbids publishing.
    pub severity: Severity,
    /// What sort of finding it is.
    pub code: FindingCode,
    /// The page meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<PageId>,
    /// The field meant, one in a group with the group's name: `persons.name`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The rule meant, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<LocalText>,
    /// The finding in words, with its place.
    pub message: LocalText,
}

/// The sorts of findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum FindingCode {
    /// An operator has operands of the wrong type, or a rule is no yes/no question.
    TypeError,
    /// A rule names a field that does not exist where the rule stands.
    UnknownReference,
    /// A rule names an option that the field does not have.
    UnknownOption,
    /// Rules wait for each other in a circle.
    Cycle,
    /// Two things have one name.
    DuplicateId,
    /// A field in a group hides a top-level field of the same name from the rules in the group.
    ShadowedName,
    /// A page, section, field or option whose rule can never hold.
    NeverShown,
    /// A field that must be answered but can never be.
    RequiredNeverShown,
    /// A rule refers to a field on a later page.
    LaterPage,
    /// A text is missing in one language.
    MissingTranslation,
    /// A text that people need is missing altogether.
    MissingLabel,
    /// A choice without options.
    EmptyOptions,
    /// A code list that does not exist.
    UnknownCodeList,
    /// A regular expression that cannot be used.
    BadRegex,
    /// A lower bound above the upper one, or a bound out of range.
    BadBounds,
    /// A group inside a group.
    NestedGroup,
    /// A column of a table that does not fit in one box.
    BadColumn,
    /// A table with given rows that is required as a whole.
    BadRows,
    /// A kind of field that the portal cannot ask yet.
    NotYetPossible,
    /// A form without pages, or a page or group without fields.
    Empty,
    /// More than [`crate::limits`] allow.
    TooLarge,
    /// A rule, or a condition in one, that holds whatever is answered.
    AlwaysTrue,
    /// A rule, or a condition in one, that never holds.
    AlwaysFalse,
    /// A division by something that can be zero; then it has no result.
    DivisionByZero,
    /// Rules that take more steps than [`crate::limits::MAX_RULE_STEPS`].
    TooCostly,
    /// A rule uses an attribute or a register that is not known.
    UnknownFact,
    /// A question whose answer a connected register already has.
    OnceOnly,
}

/// Everything to say about a definition when nothing is known of code lists but their names, and no register is connected.
pub fn check(definition: &FormDefinition, code_lists: &CodeListNames) -> Vec<Finding> {
    check_in(definition, &World::of_names(code_lists))
}

/// Everything to say about a definition, in the order people meet it, one sort after another.
pub fn check_in(definition: &FormDefinition, world: &World) -> Vec<Finding> {
    let mut findings = Findings::default();
    if !sizes::fits(definition, &mut findings) {
        return findings.0;
    }
    let PreparedForm { layout, order, .. } = PreparedForm::new(definition);
    let rules = places::rules(&layout);
    shape::check(definition, world, &mut findings);
    texts::check(definition, &layout, &mut findings);
    types::check(&rules, &layout, world, &mut findings);
    references::check(&rules, &layout, &order, &mut findings);
    let reach = reach::Reach::new(&layout, &order);
    reach.report(&mut findings);
    truths::check(&rules, &layout, &reach, &mut findings);
    division::check(&rules, &layout, &reach, &mut findings);
    cost::check(&rules, &layout, &mut findings);
    once_only::check(&layout, world, &mut findings);
    findings.0
}

/// True when nothing found forbids publishing.
pub fn is_publishable(findings: &[Finding]) -> bool {
    findings.iter().all(|finding| finding.severity != Severity::Error)
}

/// Findings as they are gathered.
#[derive(Default)]
struct Findings(Vec<Finding>);

impl Findings {
    fn error(&mut self, code: FindingCode, place: &places::Place, lv: &str, en: &str) {
        self.report(Severity::Error, code, place, lv, en);
    }

    fn warning(&mut self, code: FindingCode, place: &places::Place, lv: &str, en: &str) {
        self.report(Severity::Warning, code, place, lv, en);
    }

    fn report(&mut self, severity: Severity, code: FindingCode, place: &places::Place, lv: &str, en: &str) {
        let message = LocalText::new(
            format!("{}: {lv}", place.words.get(crate::Language::Lv)),
            format!("{}: {en}", place.words.get(crate::Language::En)),
        );
        self.0.push(Finding {
            severity,
            code,
            page: place.page.clone(),
            field: place.field.clone(),
            rule: place.rule.clone(),
            message,
        });
    }
}
