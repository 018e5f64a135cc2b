//! All SQL of Vārti, on SQLite and PostgreSQL: migrations, records, outbox and jobs.
//!
//! Functions that read take [`Conn`] (a [`Reader`] or a [`Tx`]), functions that write take [`Tx`]; the caller
//! opens the transaction, so that a change, its events and its jobs are kept together or not at all.

pub mod audit;
pub mod calendar;
pub mod case_answers;
pub mod case_events;
pub mod case_history;
pub mod case_queue;
pub mod case_submission;
pub mod cases;
mod db;
pub mod draft_moves;
pub mod drafts;
mod error;
pub mod feedback;
pub mod files;
pub mod forecast;
pub mod form_versions;
pub mod generation;
pub mod idempotency;
pub mod identities;
pub mod job_measures;
pub mod jobs;
pub mod mandates;
pub mod messages;
mod migrate;
pub mod notices;
mod paging;
pub mod parked_posts;
pub mod parties;
mod query;
pub mod registry;
pub mod results;
pub mod roles;
mod secret_hash;
pub mod sessions;
pub mod shared_secrets;
pub mod sign_ins;
pub mod sweep;
#[cfg(feature = "testing")]
pub mod testing;
pub mod tokens;
mod turn;

pub use db::{Conn, Db, Engine, PoolUse, Reader, Tx};
pub use error::StoreError;
pub use query::{Query, Row, Value};
pub use secret_hash::SecretHash;
pub use turn::Turn;
