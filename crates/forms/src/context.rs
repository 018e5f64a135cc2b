//! What an evaluation needs to know beside the form and the answers.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::calendar::WorkingDays;
use crate::choice::{ChoiceOption, OptionSource};
use crate::date::Date;
use crate::facts::{Facts, RegisterRecords};
use crate::ids::OptionId;
use crate::language::LocalText;

/// The outside facts of an evaluation. The caller records them where the result must be repeatable.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The date that counts as today.
    pub today: Date,
    /// Whether made-up personal codes (see [`crate::personal_code`]) are admitted: in a demonstration only.
    pub demo_codes: bool,
    /// The code lists that the form's choices name.
    pub code_lists: &'a CodeLists,
    /// Which days are worked.
    pub working_days: &'a WorkingDays,
    /// What registers gave when they were asked for this form.
    pub registers: &'a RegisterRecords,
}

static NO_REGISTERS: RegisterRecords = RegisterRecords::new();

/// Code lists by name, such as `agencies`; each in the order people see it.
pub type CodeLists = BTreeMap<String, Vec<CodeListEntry>>;

/// An entry of a code list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CodeListEntry {
    /// What is stored.
    pub id: OptionId,
    /// What people read.
    pub label: LocalText,
    /// What else the list says of it, for rules.
    #[serde(default, skip_serializing_if = "Facts::is_empty")]
    pub attributes: Facts,
}

impl CodeListEntry {
    /// An entry without attributes.
    pub fn new(id: OptionId, label: LocalText) -> Self {
        CodeListEntry {
            id,
            label,
            attributes: Facts::new(),
        }
    }
}

/// An option of a choice, wherever it comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OfferedOption<'a> {
    /// What is stored.
    pub id: &'a OptionId,
    /// What people read.
    pub label: &'a LocalText,
    /// A short hint under the label, if there is one.
    pub hint: Option<&'a LocalText>,
}

impl<'a> From<&'a ChoiceOption> for OfferedOption<'a> {
    fn from(option: &'a ChoiceOption) -> Self {
        let hint = (!option.hint.is_empty()).then_some(&option.hint);
        OfferedOption {
            id: &option.id,
            label: &option.label,
            hint,
        }
    }
}

impl<'a> From<&'a CodeListEntry> for OfferedOption<'a> {
    fn from(entry: &'a CodeListEntry) -> Self {
        OfferedOption {
            id: &entry.id,
            label: &entry.label,
            hint: None,
        }
    }
}

impl<'a> Context<'a> {
    /// A context with working days from Monday to Friday, without register records and made-up codes.
    pub fn new(today: Date, code_lists: &'a CodeLists) -> Self {
        Context {
            today,
            demo_codes: false,
            code_lists,
            working_days: WorkingDays::EVERY_WEEK,
            registers: &NO_REGISTERS,
        }
    }

    /// The entries of a code list; none when there is no such list.
    pub fn code_list(&self, name: &str) -> &'a [CodeListEntry] {
        self.code_lists.get(name).map_or(&[], Vec::as_slice)
    }

    /// Every option of a choice in order, those hidden by a rule included.
    pub fn options(&self, source: &'a OptionSource) -> Vec<OfferedOption<'a>> {
        match source {
            OptionSource::Inline(options) => options.iter().map(OfferedOption::from).collect(),
            OptionSource::CodeList(name) => self.code_list(name).iter().map(OfferedOption::from).collect(),
        }
    }
}
