//! Tests of the engine through its public functions.
#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

mod calculated;
mod check;
mod check_deeper;
mod codes;
mod dates;
mod definitions;
mod evaluation;
mod explain;
mod fixtures;
mod hostile;
mod jsonlogic;
mod judges;
mod kinds;
mod nested;
mod posts;
mod properties;
mod proposals;
mod rules;
mod seen;
mod sitting;
mod submission;
mod tables;
mod versions;
