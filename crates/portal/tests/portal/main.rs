//! What people can do, tried whole on SQLite and on PostgreSQL: the clock stands until a test moves it.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod cases;
mod drafts;
mod files;
mod forecast;
mod history;
mod identity;
mod inbox;
mod parallel;
mod publishing;
mod requests;
mod rights;
mod world;
