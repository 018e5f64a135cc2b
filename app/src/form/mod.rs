//! Filling a form: the start, its pages, the check of the answers. The server draws every page whole; the script of
//! `frontend` makes questions appear while one answers and keeps what was typed.

mod check;
mod elsewhere;
mod field;
mod filling;
mod page;
mod problems;
mod start;
mod versions;
mod versions_words;

pub use check::DraftCheckPage;
pub use elsewhere::AnsweredElsewhere;
pub use filling::{Filling, errors_of, input_id};
pub use page::{ANSWERS, DraftPage, IN_LANGUAGE, LanguageForm};
pub use problems::{in_words, of_answers, of_problem};
pub use start::StartFormPage;
pub use versions::{DraftUpdatePage, names as version_names};
