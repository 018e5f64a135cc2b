//! Filling a form: the start, its pages, the check of the answers. The server draws every page whole; the island
//! [`runner`] makes questions appear while one answers and keeps what was typed.

#[cfg(feature = "ssr")]
mod check;
#[cfg(feature = "ssr")]
mod elsewhere;
#[cfg(feature = "ssr")]
mod field;
#[cfg(feature = "ssr")]
mod filling;
#[cfg(feature = "ssr")]
mod page;
#[cfg(feature = "ssr")]
mod problems;
pub mod runner;
#[cfg(feature = "ssr")]
mod start;
#[cfg(feature = "ssr")]
mod versions;
#[cfg(feature = "ssr")]
mod versions_words;

#[cfg(feature = "ssr")]
pub use check::DraftCheckPage;
#[cfg(feature = "ssr")]
pub use elsewhere::AnsweredElsewhere;
#[cfg(feature = "ssr")]
pub use filling::{Filling, errors_of, input_id};
#[cfg(feature = "ssr")]
pub use page::{ANSWERS, DraftPage, IN_LANGUAGE, LanguageForm};
#[cfg(feature = "ssr")]
pub use problems::{in_words, of_answers, of_problem};
#[cfg(feature = "ssr")]
pub use start::StartFormPage;
#[cfg(feature = "ssr")]
pub use versions::{DraftUpdatePage, names as version_names};
