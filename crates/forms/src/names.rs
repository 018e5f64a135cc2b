//! Names of HTML inputs and buttons, the contract between pages and [`crate::apply_post`].
//!
//! | input | name | value |
//! |---|---|---|
//! | whatever is asked in one box | `moveDate` (the path) | what is typed, or the option's id |
//! | yes/no radios | the path | [`YES`] or [`NO`] |
//! | radio or checkboxes of options | the path, once for each | the option's id |
//! | checkbox of a consent or a signature | the path | [`YES`] |
//! | date, person, address and others in several boxes | the path, a dot and the part: `moveDate.day`, `persons.0.name.given` | what is typed |
//! | "the page was drawn from this" | [`SEEN`] | [`crate::Seen`] as text |
//! | "the person has left, nobody waits for a page" | [`LEFT`] | anything |
//! | "this input is on the page" | [`SHOWN`] | the path |
//! | button "continue", "back", "save" | [`ACTION`] | [`CONTINUE`], [`BACK`], [`SAVE`] |
//! | button "add another" | [`ADD`] | path of the group |
//! | button "remove" | [`REMOVE`] | path of the group, a dot and the item's number: `persons.1` |
//!
//! A browser sends nothing for an unticked checkbox. So a page writes one hidden [`SHOWN`] input for each field that
//! it shows; then what is absent though shown was unticked, and what was not shown stays as it is. Names of other
//! hidden inputs should begin with `_`: no field's name can.

use crate::path::{FieldPath, Part};

/// The name of hidden inputs that tell which fields the page showed.
pub const SHOWN: &str = "_shown";
/// The name of the hidden input that tells which answers the page was drawn from.
pub const SEEN: &str = "_seen";
/// The name that a browser adds to what it sends while the person leaves the page.
pub const LEFT: &str = "_left";
/// The name of the buttons that leave the page.
pub const ACTION: &str = "action";
/// The value of the button to the next page.
pub const CONTINUE: &str = "continue";
/// The value of the button to the page before.
pub const BACK: &str = "back";
/// The value of the button that keeps the draft and leaves.
pub const SAVE: &str = "save";
/// The name of the button that adds an item to a group.
pub const ADD: &str = "add";
/// The name of the button that takes an item out of a group.
pub const REMOVE: &str = "remove";
/// The value of "yes" and of a ticked consent.
pub const YES: &str = "true";
/// The value of "no".
pub const NO: &str = "false";

/// The name of the input for an answer, or for one part of it.
pub fn of(path: &FieldPath, part: Option<Part>) -> String {
    match part {
        Some(part) => format!("{path}.{}", part.key()),
        None => path.to_string(),
    }
}

/// The value of the button that takes an item out.
pub fn item(group: &FieldPath, index: u32) -> String {
    format!("{group}.{index}")
}
