//! Versions of a living form: what changed between two definitions, and what becomes of answers begun on the older.
//!
//! Published definitions never change, and cases stay on theirs. A draft may be moved to a newer one. [`differences`]
//! tells an editor what a new version does to drafts before it is published; [`plan`] decides for one draft. Neither
//! loses anything: an answer that the new version cannot hold comes out as a [`Decision`] with what was answered.

mod compatible;
mod difference;
mod plan;

use serde::Serialize;

pub use difference::{Change, Difference, Place, differences};
pub use plan::{Decision, Outcome, Plan, plan};

/// What a difference means for a draft, from least to most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Effect {
    /// Nothing that was answered is touched and nothing new is asked: the draft moves by itself.
    #[default]
    Safe,
    /// The draft moves, and the client is shown what is different for them.
    Asks,
    /// The draft stays on its version: an answer would lose its meaning.
    Refused,
}
