//! The WebAssembly entry of Vārti: starts the islands of a page that the server drew.

// The islands live in `app`; naming the crate links them in.
pub use app;

/// Called by the page's script once the module is there.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
