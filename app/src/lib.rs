//! The Leptos application of Vārti: layout, components, pages, islands and texts.
//!
//! Pages, layout and everything else that only the server draws is compiled under the feature `ssr`; the browser
//! gets the islands and the components they use. The server renders [`shell::shell`] for every path that
//! [`app::PATTERNS`] lists and gives it, as context: [`context::Assets`], [`context::Site`], [`context::Viewer`],
//! [`context::PageStatus`], [`context::RequestName`], `portal::Portal`, `portal::Actor` and, where they apply,
//! [`posted::Posted`] and [`errors::Failure`].

// A page's type nests as deep as its elements.
#![recursion_limit = "256"]

pub mod app;
pub mod components;
pub mod form;
pub mod format;
pub mod posted;
pub mod texts;

#[cfg(feature = "ssr")]
pub mod actions;
#[cfg(feature = "ssr")]
pub mod agency;
#[cfg(feature = "ssr")]
pub mod cases;
#[cfg(feature = "ssr")]
pub mod catalogue;
#[cfg(feature = "ssr")]
pub mod context;
#[cfg(feature = "ssr")]
pub mod dev;
#[cfg(feature = "ssr")]
pub mod errors;
#[cfg(feature = "ssr")]
pub mod home;
#[cfg(feature = "ssr")]
pub mod layout;
#[cfg(feature = "ssr")]
pub mod loaded;
#[cfg(feature = "ssr")]
pub mod markdown;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod paging;
#[cfg(feature = "ssr")]
pub mod refusals;
#[cfg(feature = "ssr")]
pub mod resume;
#[cfg(feature = "ssr")]
pub mod routes;
#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
pub mod shell;
#[cfg(feature = "ssr")]
pub mod signin;
#[cfg(feature = "ssr")]
pub mod workspace;
