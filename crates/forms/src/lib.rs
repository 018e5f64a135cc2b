//! The form engine of Vārti: definitions, rules, answers, evaluation and checks, the same in the browser and on the server.
//!
//! A [`FormDefinition`] says what is asked and when; [`Answers`] hold what a person typed, nothing lost; [`evaluate`]
//! joins the two into an [`Evaluation`]: what is shown, what must be answered, what is wrong. The engine reads no clock,
//! no file and no network: today's date and the code lists come in with the [`Context`]. So the same input gives the
//! same output everywhere.
//!
//! ```
//! use forms::{Answers, CodeLists, Context, Date, FormDefinition, evaluate};
//!
//! let definition: FormDefinition = serde_json::from_str(r#"{
//!   "formatVersion": 1,
//!   "title": {"lv": "Suns", "en": "A dog"},
//!   "pages": [{"id": "dog", "title": {"lv": "Suns", "en": "The dog"}, "sections": [{"id": "dog", "fields": [
//!     {"id": "chip", "label": {"lv": "Vai ir čips?", "en": "Is it chipped?"}, "kind": {"yesNo": {}}, "required": "always"},
//!     {"id": "why", "label": {"lv": "Kāpēc nav?", "en": "Why not?"}, "kind": {"shortText": {}}, "required": "always",
//!      "visible": {"not": {"answer": "chip"}}}
//!   ]}]}]
//! }"#)?;
//! let code_lists = CodeLists::default();
//! let context = Context::new(Date::new(2026, 12, 3).expect("a day"), &code_lists);
//!
//! let answers: Answers = serde_json::from_str(r#"{"chip": "true"}"#)?;
//! assert!(evaluate(&definition, &answers, &context).is_complete());
//!
//! let answers: Answers = serde_json::from_str(r#"{"chip": "false"}"#)?;
//! let evaluation = evaluate(&definition, &answers, &context);
//! assert!(evaluation.is_visible(&"why".parse()?) && !evaluation.is_complete());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod address_code;
mod all_rules;
pub mod answers;
pub mod calendar;
mod cell;
pub mod check;
mod choice;
pub mod clock;
pub mod contact;
pub mod context;
pub mod date;
pub mod definition;
pub mod evaluate;
pub mod evaluation;
pub mod explain;
mod expression;
pub mod facts;
pub mod field;
pub mod iban;
pub mod ids;
mod judgement;
mod kind;
pub mod language;
mod layout;
pub mod limits;
pub mod names;
pub mod number;
mod operators;
mod order;
pub mod path;
pub mod personal_code;
pub mod post;
mod prepared;
pub mod problem;
mod read_only;
mod reading;
mod reckoning;
mod regex;
pub mod registration_number;
pub mod rule;
#[cfg(feature = "schema")]
pub mod schema;
pub mod seen;
mod shown;
pub mod sitting;
mod states;
pub mod submission;
pub mod summary;
mod value;
pub mod versions;
pub mod words;

pub use answers::{Answer, Answers};
pub use calendar::WorkingDays;
pub use check::{CodeListNames, Finding, FindingCode, World, check, check_in, is_publishable};
pub use clock::TimeOfDay;
pub use context::{CodeListEntry, CodeLists, Context, OfferedOption};
pub use date::{Date, Weekday};
pub use definition::{FormDefinition, FormatVersion, Page, Section};
pub use evaluate::evaluate;
pub use evaluation::{Evaluation, FieldState, PageState};
pub use explain::{Explanation, Reason, explain};
pub use facts::{Fact, FactType, Facts, RegisterRecord, RegisterRecords};
pub use field::{ChoiceOption, Constraint, Field, FieldKind, OptionSource, Presentation, PrivacyClass, Requirement};
pub use ids::{FieldId, IdError, OptionId, PageId, SectionId};
pub use language::{Language, LocalText};
pub use path::{FieldPath, Part};
pub use post::{PageAction, PostError, apply_post};
pub use prepared::PreparedForm;
pub use problem::{FieldProblem, Problem, ProblemCode, Severity};
pub use read_only::keep_read_only;
pub use reading::text::many_lines;
pub use rule::Rule;
pub use seen::{Merged, Seen, merge};
pub use sitting::{Changes, Sitting};
pub use submission::{UnknownPart, submit, unknown_answers, unknown_parts};
pub use summary::{SummaryPage, SummaryRow, summary, summary_for_officials};
