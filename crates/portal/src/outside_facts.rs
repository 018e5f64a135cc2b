//! What the rules of forms may know of the world beside the form and the answers: the one place where it comes in.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::{Date, WorkingCalendar};
use forms::check::RegisterSchema;
use forms::{CodeLists, Context, RegisterRecords, World};

use crate::core::Core;
use crate::error::PortalError;
use crate::snapshot::Snapshot;

/// The outside facts of an evaluation, as they are now or were on some day.
#[derive(Debug, Clone)]
pub struct OutsideFacts {
    /// The date that counts as today.
    pub today: Date,
    /// Whether made personal codes are admitted.
    pub demo: bool,
    /// The lists that choices name.
    pub code_lists: Arc<CodeLists>,
    calendar: Arc<WorkingCalendar>,
    registers: RegisterRecords,
}

impl OutsideFacts {
    /// The same, with another day as today.
    #[must_use]
    pub fn on(self, today: Date) -> Self {
        Self { today, ..self }
    }

    /// The facts as the form engine takes them.
    pub fn context(&self) -> Context<'_> {
        Context {
            today: self.today,
            demo_codes: self.demo,
            code_lists: &self.code_lists,
            working_days: self.calendar.days(),
            registers: &self.registers,
        }
    }
}

impl Core {
    /// The outside facts as they are now.
    pub async fn outside_facts(&self) -> Result<OutsideFacts, PortalError> {
        Ok(OutsideFacts {
            today: self.today(),
            demo: self.settings.demo,
            code_lists: self.snapshot().await?.code_lists.clone(),
            calendar: self.calendar(),
            registers: register_records(),
        })
    }
}

impl Snapshot {
    /// What definitions may refer to.
    pub fn world(&self) -> World {
        World {
            registers: connected_registers(),
            ..World::of_lists(&self.code_lists)
        }
    }
}

/// What registers said of the person or company acted for. No register is connected yet.
fn register_records() -> RegisterRecords {
    RegisterRecords::new()
}

/// The connected registers with their attributes. None is connected yet.
fn connected_registers() -> BTreeMap<String, RegisterSchema> {
    BTreeMap::new()
}
