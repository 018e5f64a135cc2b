//! A case as its client follows it: where it stands, what to do, what was said, the result, the rating.

mod about;
mod answered;
mod case_page;
mod forecast;
mod head;
mod progress;
mod rating;
mod receipt;
mod result;
mod shown;
mod thread;
mod to_do;
pub mod words;

pub(crate) use about::fact;
pub use about::{Contesting, applicant_code};
pub use answered::Answered;
pub use case_page::{CasePage, ClientCase};
pub use head::StateTag;
pub use progress::{CasePath, TimesPanel};
pub use rating::{CaseRating, RatingPage};
pub use receipt::{CaseReceipt, ReceiptPage};
pub use result::ResultSection;
pub use shown::ShownCase;
pub use thread::Thread;
pub use words::Side;
