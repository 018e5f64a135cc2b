//! What belongs to an agency's officials: the queue of cases and the page where one is handled.

mod act;
mod case_page;
mod filter;
mod queue;

pub use case_page::{AgencyCasePage, HandledCase};
pub use filter::Show;
pub use queue::{Queue, QueuePage, QueueView};
