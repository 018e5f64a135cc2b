//! The first page: what one wants to get done.

mod pages;

pub use pages::{Home, HomePage, LifeSituationTile, MostUsed};
