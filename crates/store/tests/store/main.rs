//! Every store function, on SQLite and on PostgreSQL.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod case_history;
mod cases;
mod db;
mod draft_moves;
mod drafts;
mod exchange;
mod feedback;
mod forecast;
mod history;
mod idempotency;
mod identity;
mod jobs;
mod nodes;
mod notices;
mod plans;
mod queue;
mod registry;
mod support;
