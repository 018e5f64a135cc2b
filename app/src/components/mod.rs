//! The parts pages and islands are made of. Each has a style sheet of the same name in `style/components/`.
//!
//! All of them work without script; their texts are in the language that [`crate::texts::language`] gives.

pub mod button;
pub mod gate;
pub mod search;
pub mod tiles;
