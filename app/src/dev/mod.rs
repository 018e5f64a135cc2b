//! Pages for those who build Vārti; there in the demonstration only.

mod actions;
mod case;
mod frame;
mod gallery;
mod inputs;
mod messages;
mod sample;

pub use gallery::GalleryPage;
