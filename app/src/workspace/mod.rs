//! What belongs to the signed-in person: drafts and cases, inbox, capacity, access tokens.

mod capacity;
mod case_list;
mod draft_list;
mod inbox;
mod notice_list;
mod overview;
mod tokens;

pub use capacity::{CapacityChoice, CapacityPage, return_to};
pub use inbox::{InboxList, InboxPage};
pub use overview::{Overview, WorkspacePage, WorkspaceView};
pub use tokens::{TOKEN_SECRET, TokenList, TokensPage};
