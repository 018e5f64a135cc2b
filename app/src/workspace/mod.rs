//! What belongs to the signed-in person: drafts and cases, inbox, capacity, sessions, access tokens.

mod capacity;
mod case_list;
mod draft_list;
mod inbox;
mod notice_list;
mod overview;
mod sessions;
mod tokens;

pub use capacity::{CapacityChoice, CapacityPage, return_to};
pub use inbox::{InboxList, InboxPage};
pub use overview::{Overview, WorkspacePage, WorkspaceView};
pub use sessions::{SESSION_ENDED, SessionList, SessionsPage};
pub use tokens::{TOKEN_SECRET, TokenList, TokensPage};
