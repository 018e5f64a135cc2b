//! The API through the real router, on both engines, one file for each resource.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod agencies;
mod agency_cases;
mod authorisation;
mod capacities;
mod case_messages;
mod cases;
mod catalogue;
mod code_lists;
mod description;
mod draft_versions;
mod drafts;
mod failures;
mod feedback;
mod form_tools;
mod forms;
mod harness;
mod idempotency;
mod life_situations;
mod me;
mod notices;
mod protocol;
mod services;
mod sessions;
mod third_form;
mod tokens;
mod two_windows;
