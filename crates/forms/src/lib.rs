//! The form engine of Vārti: definitions, rules, answers, evaluation and checks, the same in the browser and on the server.
//!
//! A [`FormDefinition`] says what is asked and when; [`Answers`] hold what a person typed, nothing lost; an evaluation
//! joins the two into an [`Evaluation`]: what is shown, what must be answered, what is wrong. The engine reads no clock,
//! no file and no network: today's date and the code lists come in with the [`Context`]. So the same input gives the
//! same output everywhere.

pub mod answers;
pub mod context;
pub mod date;
pub mod definition;
pub mod evaluation;
pub mod field;
pub mod ids;
pub mod language;
pub mod limits;
pub mod names;
pub mod path;
pub mod problem;
pub mod rule;

pub use answers::{Answer, Answers};
pub use context::{CodeListEntry, CodeLists, Context, OfferedOption};
pub use date::{Date, Weekday};
pub use definition::{FormDefinition, FormatVersion, Page, Section};
pub use evaluation::{Evaluation, FieldState, PageState};
pub use field::{Constraint, Field, FieldKind, PrivacyClass, Requirement};
pub use ids::{FieldId, IdError, OptionId, PageId, SectionId};
pub use language::{Language, LocalText};
pub use path::{FieldPath, Part};
pub use problem::{FieldProblem, Problem, ProblemCode, Severity};
pub use rule::Rule;
