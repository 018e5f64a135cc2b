//! The card of a service: all that its description says, what decides first.

mod details;
mod facts;
mod help;
pub(crate) mod names;
mod opening;
pub(crate) mod outward;
mod pages;
mod price;
mod rights;
mod section;
mod steps;

pub use pages::{Service, ServicePage};
