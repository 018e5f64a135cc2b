//! The parts pages and islands are made of. Each has a style sheet of the same name in `style/components/`.
//!
//! All of them work without script; their texts are in the language that [`crate::texts::language`] gives. The first
//! input of a question has the question's name as its id, which is where the error summary links to.

pub mod action_form;
pub mod back_link;
pub mod button;
pub mod calculated;
pub mod checkboxes;
pub mod confirmation;
pub mod date_input;
pub mod details;
pub mod empty;
pub mod error_summary;
pub mod facts;
pub mod file_input;
pub mod gate;
pub mod link_list;
pub mod next_page;
pub mod notice;
pub mod pagination;
pub mod panel;
pub mod path;
pub mod progress;
pub mod question;
pub mod radios;
pub mod scale;
pub mod search;
pub mod select;
pub mod small_boxes;
pub mod summary_list;
pub mod table;
pub mod tabs;
pub mod tag;
pub mod text_input;
pub mod textarea;
pub mod tiles;
pub mod times;
