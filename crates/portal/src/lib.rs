//! What people can do in Vārti: one method per use case, called alike by pages, form posts, the API and jobs.
//!
//! Every method takes the [`Actor`] first, authorises, opens one transaction, changes state, appends events and audit
//! rows and enqueues jobs in that transaction, commits, and returns types of the domain or views made of them.

mod audit;
mod capacity;
mod cases;
mod clock;
mod core;
mod countries;
mod draft_moves;
mod drafts;
mod error;
mod feedback;
mod fill_page;
mod first_answers;
mod form_tools;
mod form_versions;
mod idempotency;
mod identity;
mod input;
mod jobs;
mod measures;
mod notices;
mod outside_facts;
mod parked_posts;
mod registry;
mod search;
mod seed;
mod sessions;
mod shared_secret;
mod snapshot;
mod tokens;

pub use capacity::Capacity;
pub use cases::{
    Can, CaseDeadlines, CaseFilter, CaseSummary, CaseView, Cases, Close, MAX_FILE_BYTES, MAX_FILES, MessageView,
    NewFile, QueueCounts, QueueFilter, QueueItem, QueuePage,
};
pub use clock::{Clock, FixedClock, Ids, SystemClock};
pub use core::{Areas, Portal, Settings};
pub use countries::list as countries;
pub use domain::Actor;
pub use draft_moves::{DraftUpdate, MoveDraft, RenewDraft};
pub use drafts::{DraftSummary, DraftView, Drafts, SaveDraft};
pub use error::{FieldProblem, PortalError};
pub use feedback::Ratings;
pub use fill_page::{DRAWN_ON, FilledPage};
pub use form_tools::{Checked, Compared, Evaluated, ToCheck, ToCompare, ToEvaluate};
pub use form_versions::{FormVersions, FormView, NewForm};
pub use idempotency::{Idempotency, Remembered};
pub use identity::{Identity, Sessions, SignedIn};
pub use jobs::{DeadJob, Jobs};
pub use measures::{JobMeasures, Measures};
pub use notices::{InboxPage, Notices};
pub use outside_facts::OutsideFacts;
pub use parked_posts::{ParkedPost, ParkedPosts};
pub use registry::{AgencyView, LifeSituationView, MetNeed, NeedView, NewService, Registry, ServiceCard, ServiceView};
pub use search::{Catalogue, CataloguePage, CatalogueQuery, Facet, Facets};
pub use seed::{HistoryFiles, HistorySize, OrganisationFile, Persona, PersonaGroup, PersonaRole, SeedError, SeedFiles};
pub use sessions::ListedSession;
pub use tokens::{NewToken, TokenRequest, Tokens};
