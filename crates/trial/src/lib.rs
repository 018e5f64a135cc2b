//! Made-up forms and answers: the proof that the form engine says the same in the browser and on the server, and what its
//! speed is measured with.
//!
//! As a plain wasm module it exports [`digest()`] under the name `digest`, and `begin`, `judge_all` and `change`, which
//! a clock outside measures; `scripts/wasm.mjs` calls them.

pub mod definitions;
mod digest;
#[cfg(target_arch = "wasm32")]
mod exports;
pub mod given;
pub mod large;
pub mod rng;
pub mod rules;

pub use digest::digest;
