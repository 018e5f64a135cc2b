//! The one program of Vārti: pages, form posts, API, jobs, sandbox sign-in and demo data.

pub mod config;
pub mod cross_site;
pub mod encoding;
pub mod extract;
pub mod gate;
pub mod health;
pub mod hydration;
pub mod layers;
pub mod page_cache;
pub mod problem;
pub mod request_id;
pub mod sandbox;
pub mod secret;
pub mod security;
pub mod session;
pub mod shutdown;
pub mod site;
pub mod telemetry;
