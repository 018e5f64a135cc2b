//! The portal: its areas, and what they share.

use std::ops::Deref;
use std::path::PathBuf;
use std::sync::{Arc, RwLock};

use connectors::Files;
use domain::{Date, SpecialDay, Timestamp, WorkingCalendar};
use store::Db;

use crate::cases::Cases;
use crate::clock::{Clock, Ids};
use crate::drafts::Drafts;
use crate::error::PortalError;
use crate::feedback::Ratings;
use crate::form_versions::FormVersions;
use crate::idempotency::Idempotency;
use crate::identity::Sessions;
use crate::jobs::Jobs;
use crate::notices::Notices;
use crate::parked_posts::ParkedPosts;
use crate::registry::Registry;
use crate::search::Catalogue;
use crate::snapshot::{Snapshot, SnapshotCell};
use crate::tokens::Tokens;

/// How the portal behaves.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Demonstration: made personal codes are accepted.
    pub demo: bool,
    /// Folder of the search index; in memory when absent.
    pub index_folder: Option<PathBuf>,
}

/// Everything people can do, by area. A handle: every request has one of its own, and copying it costs nothing.
#[derive(Clone)]
pub struct Portal(Arc<Areas>);

impl Deref for Portal {
    type Target = Areas;

    fn deref(&self) -> &Areas {
        &self.0
    }
}

/// The areas of a [`Portal`].
pub struct Areas {
    pub(crate) core: Arc<Core>,
    /// Agencies, life situations, services.
    pub registry: Registry,
    /// Search over the registry.
    pub catalogue: Catalogue,
    /// Forms and their versions.
    pub forms: FormVersions,
    /// Forms being filled.
    pub drafts: Drafts,
    /// Cases, for clients and agencies.
    pub cases: Cases,
    /// Ratings of finished cases.
    pub ratings: Ratings,
    /// The inbox.
    pub notices: Notices,
    /// Sign-in, sessions, capacity.
    pub sessions: Sessions,
    /// Personal API tokens.
    pub tokens: Tokens,
    /// Posts that came when the session had expired.
    pub parked_posts: ParkedPosts,
    /// Answers already given to repeated requests.
    pub idempotency: Idempotency,
    /// Background work.
    pub jobs: Jobs,
}

/// What all areas share.
pub(crate) struct Core {
    pub db: Db,
    pub files: Files,
    clock: Arc<dyn Clock>,
    pub ids: Ids,
    pub settings: Settings,
    calendar: RwLock<Arc<WorkingCalendar>>,
    snapshot: SnapshotCell,
}

impl Core {
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub fn today(&self) -> Date {
        self.now().date()
    }

    /// A new identity.
    pub fn id<T: From<uuid::Uuid>>(&self) -> T {
        self.ids.id(self.now())
    }

    pub fn calendar(&self) -> Arc<WorkingCalendar> {
        self.calendar
            .read()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .clone()
    }

    /// The registry as the public sees it, at most a second old.
    pub async fn snapshot(&self) -> Result<Arc<Snapshot>, PortalError> {
        self.snapshot.get(&self.db, self.now()).await
    }

    /// Makes the next reader look whether something changed; after a change made here.
    pub fn expire_snapshot(&self) {
        self.snapshot.expire();
    }

    async fn load_calendar(&self) -> Result<(), PortalError> {
        let days = store::calendar::days(&mut *self.db.read().await?).await?;
        let calendar = Arc::new(WorkingCalendar::new(&days));
        *self.calendar.write().unwrap_or_else(std::sync::PoisonError::into_inner) = calendar;
        Ok(())
    }
}

impl Portal {
    /// Opens the portal over a migrated database.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn open(
        db: Db,
        files: Files,
        clock: Arc<dyn Clock>,
        ids: Ids,
        settings: Settings,
    ) -> Result<Self, PortalError> {
        let calendar = RwLock::default();
        let core = Arc::new(Core {
            db,
            files,
            clock,
            ids,
            settings,
            calendar,
            snapshot: SnapshotCell::default(),
        });
        core.load_calendar().await?;
        let forms = FormVersions::new(core.clone());
        Ok(Self(Arc::new(Areas {
            registry: Registry { core: core.clone() },
            catalogue: Catalogue { core: core.clone() },
            drafts: Drafts {
                core: core.clone(),
                forms: forms.clone(),
            },
            cases: Cases {
                core: core.clone(),
                forms: forms.clone(),
            },
            forms,
            ratings: Ratings { core: core.clone() },
            notices: Notices { core: core.clone() },
            sessions: Sessions { core: core.clone() },
            tokens: Tokens { core: core.clone() },
            parked_posts: ParkedPosts { core: core.clone() },
            idempotency: Idempotency { core: core.clone() },
            jobs: Jobs { core: core.clone() },
            core,
        })))
    }

    /// Loads what every installation needs and does not have yet: the working calendar. Days that are there stay.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn load_calendar(&self) -> Result<(), PortalError> {
        let mut tx = self.core.db.begin().await?;
        for day in domain::latvia() {
            store::calendar::add_missing(&mut tx, &day).await?;
        }
        tx.commit().await?;
        self.core.load_calendar().await
    }

    /// The present moment.
    pub fn now(&self) -> Timestamp {
        self.core.now()
    }

    /// The civil date now.
    pub fn today(&self) -> Date {
        self.core.today()
    }

    /// The working calendar.
    pub fn calendar(&self) -> Arc<WorkingCalendar> {
        self.core.calendar()
    }

    /// The days of the working calendar that depart from the Monday to Friday week.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn special_days(&self) -> Result<Vec<SpecialDay>, PortalError> {
        Ok(store::calendar::days(&mut *self.core.db.read().await?).await?)
    }

    /// How the portal behaves.
    pub fn settings(&self) -> &Settings {
        &self.core.settings
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ping(&self) -> Result<(), PortalError> {
        Ok(self.core.db.ping().await?)
    }
}
