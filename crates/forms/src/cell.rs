//! The answer of a field as rules see it.

use rust_decimal::Decimal;

use crate::answers::Answer;
use crate::field::{Field, FieldKind};
use crate::ids::OptionId;
use crate::operators::Value;
use crate::reading::{Reading, Typed};

/// One answer of one field, judged as far as visibility goes.
#[derive(Debug, Default)]
pub(crate) struct Cell<'a> {
    pub visible: bool,
    pub answered: bool,
    pub answer: Option<&'a Answer>,
    pub reading: Reading,
    pub hidden_options: Vec<&'a OptionId>,
    /// For groups: the items answered, those that rules count.
    pub items: u32,
    /// For groups: the fewest items needed.
    pub needed: u32,
}

impl Cell<'_> {
    /// The value for rules.
    pub fn value(&self) -> Value<'_> {
        match &self.reading.value {
            Some(typed) if self.visible => typed.value(),
            _ => Value::Missing,
        }
    }

    /// For calculated fields: the number, if it is shown.
    pub fn calculated(&self, field: &Field) -> Option<Decimal> {
        match (&field.kind, &self.reading.value) {
            (FieldKind::Calculated(_), Some(Typed::Number(number))) if self.visible => Some(*number),
            _ => None,
        }
    }

    /// For groups: the items to show, with empty ones up to the fewest needed.
    pub fn shown_items(&self) -> u32 {
        if self.visible {
            self.items.max(self.needed)
        } else {
            self.items
        }
    }
}
