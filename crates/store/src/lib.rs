//! All SQL of Vārti, on SQLite and PostgreSQL: migrations, records, outbox and jobs.
//!
//! Functions that read take [`Conn`] (a [`Reader`] or a [`Tx`]), functions that write take [`Tx`]; the caller
//! opens the transaction, so that a change, its events and its jobs are kept together or not at all.

mod db;
mod error;
mod migrate;
mod query;
#[cfg(feature = "testing")]
pub mod testing;

pub use db::{Conn, Db, Engine, Reader, Tx};
pub use error::StoreError;
pub use query::{Query, Row, Value};
