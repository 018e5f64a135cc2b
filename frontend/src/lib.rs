//! What runs in the browser: the form engine on the page that the server drew. It is compiled to WebAssembly.
//!
//! Every byte of it is loaded before a form reacts; so it knows neither Leptos nor the texts, only `forms`, the page
//! and the API.

pub mod json;
#[cfg(target_arch = "wasm32")]
mod runner;

/// Called by the page's script once the module is there.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub async fn run() {
    runner::run().await;
}
