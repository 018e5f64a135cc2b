//! The static check of a definition before it is published: what would confuse people or could not work.

mod contradiction;
mod places;
mod reach;
mod references;
mod shape;
mod sizes;
mod texts;
mod types;

use std::collections::BTreeSet;

use serde::Serialize;

use crate::definition::FormDefinition;
use crate::ids::PageId;
use crate::language::LocalText;
use crate::layout::Layout;
use crate::order::Order;
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
    /// The finding in words.
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
}

/// Everything to say about a definition, in the order people meet it, one sort after another.
pub fn check(definition: &FormDefinition, code_lists: &CodeListNames) -> Vec<Finding> {
    let mut findings = Findings::default();
    if !sizes::fits(definition, &mut findings) {
        return findings.0;
    }
    let layout = Layout::new(definition);
    let order = Order::new(&layout);
    shape::check(definition, code_lists, &mut findings);
    texts::check(definition, &layout, &mut findings);
    types::check(&layout, &mut findings);
    references::check(&layout, &order, &mut findings);
    reach::check(&layout, &order, &mut findings);
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
        let (page, field) = (place.page.clone(), place.field.clone());
        self.0.push(Finding {
            severity,
            code,
            page,
            field,
            message,
        });
    }
}
