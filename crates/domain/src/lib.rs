//! Types and pure rules of Vārti: registry, case, steps, calendar, forecast, party, mandate, role, notice, feedback.
//!
//! Nothing here does I/O or knows the time; the same word is the same file in every layer.

mod actor;
mod agency;
mod audit;
mod calendar;
mod case;
mod case_event;
mod case_number;
#[cfg(feature = "sqlx")]
mod columns;
mod deadline;
mod draft;
mod draft_move;
mod feedback;
#[cfg(not(target_arch = "wasm32"))]
mod forecast;
mod form;
mod ids;
mod job;
mod life_situation;
mod mandate;
mod message;
mod notice;
mod paging;
mod party;
mod public_service;
mod scope;
mod session;
mod slug;
mod time;
#[cfg(not(target_arch = "wasm32"))]
mod timeline;
mod token;

pub use actor::{
    Action, Actor, Assurance, CaseAccess, Denied, DraftAccess, Grant, PersonActor, Represented, Role, RoleKind,
};
pub use agency::Agency;
pub use audit::{AuditAction, AuditEntry};
pub use calendar::{CalendarError, DayKind, SpecialDay, WorkingCalendar, latvia};
pub use case::{Case, CaseCommand, CaseRefusal, CaseState, Outcome};
pub use case_event::{CaseEvent, CaseEventKind, EventActor};
pub use case_number::CaseNumber;
pub use deadline::{Deadlines, deadline};
pub use draft::Draft;
pub use draft_move::{DraftMove, Fate, LastDay, MovedAnswer, Passage};
pub use feedback::{Difficulty, Feedback, FeedbackError, Liking, NewFeedback, Rating, RatingSummary};
#[cfg(not(target_arch = "wasm32"))]
pub use forecast::{
    Age, Evaluation, EventLog, Forecast, ForecastBasis, History, LifeTable, Quality, RealDuration, Recency, Remaining,
    Sample, Stay, Variant,
};
pub use form::{Form, FormVersion};
pub use forms::{Answers, Date, FormDefinition, Language, LocalText};
pub use ids::*;
pub use job::{Job, JobKind};
pub use life_situation::{LifeSituation, Need};
pub use mandate::{Mandate, MandateScope};
pub use message::{CaseResult, File, Message, MessageAuthor};
pub use notice::{Notice, NoticeKind};
pub use paging::{Cursor, Limit, PageOf};
pub use party::{Organisation, Party, Person, PersonalCode, RegistrationNumber};
pub use public_service::{
    Audience, Channel, ChannelOffer, Contest, Digitalisation, Evidence, Faq, Fee, Link, MinutesRange, PublicService,
    ServiceContent, ServiceKind, ServiceVersion, Start, Step, StepActor, Term, TermUnit,
};
pub use scope::{Scope, Scopes};
pub use session::Session;
pub use slug::{Slug, SlugError, StepId};
pub use time::Timestamp;
#[cfg(not(target_arch = "wasm32"))]
pub use timeline::{StepProgress, Timeline, TimelineStep, WaitingFor};
pub use token::Token;
