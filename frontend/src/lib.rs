//! The WebAssembly entry of Vārti.
