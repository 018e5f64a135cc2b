//! The Leptos application of Vārti: layout, components, pages and texts.
//!
//! The server draws every page; what runs in the browser is `frontend`. The server renders [`shell::shell`] for every path that
//! [`app::PATTERNS`] lists and gives it, as context: [`context::Assets`], [`context::Site`], [`context::Viewer`],
//! [`context::PageStatus`], [`context::RequestName`], `portal::Portal`, `portal::Actor` and, where they apply,
//! [`posted::Posted`] and [`errors::Failure`].

// A page's type nests as deep as its elements.
#![recursion_limit = "256"]

pub mod actions;
pub mod agency;
pub mod app;
pub mod cases;
pub mod catalogue;
pub mod components;
pub mod context;
pub mod dev;
pub mod errors;
pub mod form;
pub mod format;
pub mod home;
pub mod layout;
pub mod loaded;
pub mod markdown;
pub mod pages;
pub mod paging;
pub mod posted;
pub mod refusals;
pub mod resume;
pub mod routes;
pub mod service;
pub mod shell;
pub mod signin;
pub mod texts;
pub mod workspace;
