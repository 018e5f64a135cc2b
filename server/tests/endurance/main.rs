//! The program as it runs: killed, stopped, doubled, without room, saved and brought back.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod backup;
mod crash;
mod full_disk;
mod measures;
mod node;
mod person;
mod personal_data;
mod place;
mod stopping;
mod two_nodes;
