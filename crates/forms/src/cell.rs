//! The answer of a field as rules see it.

use rust_decimal::Decimal;

use crate::field::{Field, FieldKind};
use crate::ids::OptionId;
use crate::reading::{Reading, Typed};
use crate::value::Value;

/// One answer of one field, judged as far as visibility goes.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Cell<'d> {
    pub visible: bool,
    pub answered: bool,
    pub reading: Reading,
    pub hidden_options: Vec<&'d OptionId>,
    /// For groups: what was given.
    pub given: Given,
    /// For groups: the fewest items needed.
    pub needed: u32,
    /// For groups: the number of its first item, counted through all groups of this name.
    pub first_item: u32,
    /// For groups: how many items there is room for.
    pub room: u32,
}

/// What was given as the answer of a group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Given {
    #[default]
    Nothing,
    Items(u32),
    /// Something else than items.
    Other,
}

impl Cell<'_> {
    /// The value for rules.
    pub fn value(&self) -> Value<'_> {
        match &self.reading.value {
            Some(typed) if self.visible => typed.value(),
            _ => Value::Missing,
        }
    }

    /// True when rules see the same here and there.
    pub fn looks_like(&self, other: &Cell<'_>) -> bool {
        self.visible == other.visible
            && self.answered == other.answered
            && self.reading.value == other.reading.value
            && self.items() == other.items()
            && self.first_item == other.first_item
            && self.needed == other.needed
    }

    /// For calculated fields: the number, if it is shown.
    pub fn calculated(&self, field: &Field) -> Option<Decimal> {
        match (&field.kind, &self.reading.value) {
            (FieldKind::Calculated(_), Some(Typed::Number(number))) if self.visible => Some(*number),
            _ => None,
        }
    }

    /// For groups: the items answered, those that rules look at.
    pub fn items(&self) -> u32 {
        match self.given {
            Given::Items(items) => items.min(self.room),
            Given::Nothing | Given::Other => 0,
        }
    }

    /// For groups: the numbers of so many of its items, counted through all groups of this name.
    pub fn numbers(&self, items: u32) -> std::ops::Range<usize> {
        self.first_item as usize..(self.first_item + items) as usize
    }

    /// For groups: the items to show, with empty ones up to the fewest needed.
    pub fn shown_items(&self) -> u32 {
        if self.visible {
            self.items().max(self.needed.min(self.room))
        } else {
            self.items()
        }
    }
}
