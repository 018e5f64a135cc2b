//! What the forms of signed-in pages ask for: the value of their `action`. The page writes it, the handler of its post
//! reads it, so both take it from here.

use domain::LocalText;
use forms::Language;
use portal::{FieldProblem, PortalError};

use crate::texts::{Locale, locale, td_string};

/// Name of the input that says what a form asks for.
pub const ACTION: &str = "action";
/// Name of the hidden input with the version of the case that the reader saw.
pub const VERSION: &str = "version";
/// Query parameter of a page that says what was just done.
pub const DONE: &str = "done";

/// Writes an enum of actions with the codes they have in forms.
macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident { $($(#[$action_doc:meta])* $action:ident = $code:literal),+ $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name { $($(#[$action_doc])* $action),+ }

        impl $name {
            /// The value in forms.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$action => $code),+ }
            }

            /// Reads the value.
            pub fn parse(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$action),)+ _ => None }
            }
        }
    )+};
}

actions! {
    /// What a client does with a case.
    ClientAction {
        /// Answers what the agency asked.
        Answer = "answer",
        /// Writes to the agency.
        Message = "message",
        /// Takes the case back.
        Withdraw = "withdraw",
    }

    /// What an official does with a case.
    AgencyAction {
        /// Takes it on.
        Take = "take",
        /// Moves it to another step.
        Advance = "advance",
        /// Asks the client.
        Ask = "ask",
        /// Writes to the client.
        Message = "message",
        /// Ends it.
        Close = "close",
    }

    /// What is done in the inbox.
    InboxAction {
        /// Marks a notice as read and opens its case.
        Open = "open",
        /// Marks a notice as read.
        Read = "read",
        /// Marks all as read.
        ReadAll = "read_all",
    }

    /// What is done with sessions.
    SessionAction {
        /// Ends one.
        End = "end",
        /// Ends all but the one that asks.
        EndOthers = "end_others",
    }

    /// What is done with personal tokens.
    TokenAction {
        /// Makes one.
        Create = "create",
        /// Ends one.
        End = "end",
    }
}

/// A choice that a form needs and did not send.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// The score.
    Rating,
    /// For whom to act.
    Capacity,
    /// The step to move to.
    Step,
    /// How the case ends.
    Outcome,
    /// The files came, but were too many bytes.
    SmallerFiles,
}

impl Missing {
    /// The refusal that names the field.
    pub fn refusal(self) -> PortalError {
        let (field, say): (&str, fn(Locale) -> &'static str) = match self {
            Self::Rating => ("rating", |texts| td_string!(texts, cases.choose_rating)),
            Self::Capacity => ("mandate", |texts| td_string!(texts, workspace.choose_capacity)),
            Self::Step => ("step", |texts| td_string!(texts, agency.choose_step)),
            Self::Outcome => ("outcome", |texts| td_string!(texts, agency.choose_outcome)),
            Self::SmallerFiles => ("files", |texts| td_string!(texts, agency.too_much)),
        };
        let message = LocalText::new(say(locale(Language::Lv)), say(locale(Language::En)));
        PortalError::Invalid(vec![FieldProblem {
            field: field.to_owned(),
            message,
        }])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_lead_back() {
        for action in [ClientAction::Answer, ClientAction::Message, ClientAction::Withdraw] {
            assert_eq!(ClientAction::parse(action.code()), Some(action));
        }
        assert_eq!(AgencyAction::parse("withdraw"), None);
        assert_eq!(InboxAction::parse("read_all"), Some(InboxAction::ReadAll));
    }
}
