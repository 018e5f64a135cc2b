//! What each command does.

use std::sync::Arc;

use connectors::oidc::Now;
use connectors::{ConnectorError, Files};
use domain::Timestamp;
use portal::{Clock, Ids, Portal, PortalError, SeedError, Settings, SystemClock};
use store::{Db, StoreError};
use thiserror::Error;

use crate::cli::print;
use crate::config::{Config, ConfigError, DemoHistory, Mode};
use crate::seed_files::{HISTORY, SEED};
use crate::shutdown;

/// Readers of the database in one program.
const CONNECTIONS: u32 = 16;

/// Why a command failed. Each is one line.
#[derive(Debug, Error)]
pub enum CommandError {
    /// A setting cannot be used.
    #[error(transparent)]
    Settings(#[from] ConfigError),
    /// The database was not brought to this version.
    #[error("the database is not prepared for this version: run `server migrate` first")]
    NotMigrated,
    /// The database does not answer at the start.
    #[error("DATABASE_URL: the database cannot be reached: {0}")]
    Unreachable(String),
    /// The database failed.
    #[error("the database failed: {0}")]
    Store(#[from] StoreError),
    /// A use case failed.
    #[error("{0}")]
    Portal(#[from] PortalError),
    /// Something outside failed.
    #[error("{0}")]
    Connector(#[from] ConnectorError),
    /// The demonstration could not be loaded.
    #[error("the demonstration cannot be loaded: {0}")]
    Seed(#[from] SeedError),
    /// The operating system refused something.
    #[error("{0}")]
    Io(#[from] std::io::Error),
}

/// Does background jobs until told to end.
pub async fn worker(config: &Config) -> Result<(), CommandError> {
    let db = connect(config).await?;
    if !db.is_migrated().await? {
        return Err(CommandError::NotMigrated);
    }
    let portal = open(config, db, Arc::new(SystemClock)).await?;
    tracing::info!("the worker works");
    portal.jobs.run_forever(shutdown::requested()).await;
    Ok(())
}

/// Brings the database to this version.
pub async fn migrate(config: &Config) -> Result<(), CommandError> {
    let clock = Arc::new(SystemClock);
    let db = connect(config).await?;
    let count = db.migrate(clock.now()).await?;
    open(config, db, clock).await?.load_calendar().await?;
    print(&format_args!("{count} migrations applied; the database is ready"));
    Ok(())
}

/// Fills an empty database with the demonstration.
pub async fn seed(config: &Config) -> Result<(), CommandError> {
    if config.mode == Mode::Production {
        let reason = "made-up people and services must not get into production".to_owned();
        return Err(ConfigError::Wrong {
            name: "VARTI_MODE",
            reason,
        }
        .into());
    }
    let db = connect(config).await?;
    if !db.is_migrated().await? {
        return Err(CommandError::NotMigrated);
    }
    let portal = open(config, db.clone(), Arc::new(SystemClock)).await?;
    if load_demonstration(config, &portal, &db).await? {
        print(&format_args!("the demonstration is loaded"));
    } else {
        print(&format_args!("the database is not empty; nothing was changed"));
    }
    Ok(())
}

/// Fills what is empty of a demonstration: the registry with its people, then the past, unless somebody has submitted
/// a case already. Says whether there was anything to fill. Nodes that start together take turns.
pub(crate) async fn load_demonstration(config: &Config, portal: &Portal, db: &Db) -> Result<bool, CommandError> {
    let _turn = db.turn().await?;
    let mut loaded = false;
    if portal.is_empty().await? {
        portal.seed(&SEED).await?;
        loaded = true;
    }
    if config.demo_history == DemoHistory::Full && portal.has_no_cases().await? {
        let size = portal.seed_history(&SEED, &HISTORY).await?;
        tracing::info!(past = size.past, running = size.running, "the demonstration has a past");
        loaded = true;
    }
    Ok(loaded)
}

pub(crate) async fn connect(config: &Config) -> Result<Db, CommandError> {
    std::fs::create_dir_all(&config.data).map_err(|error| ConfigError::Wrong {
        name: "VARTI_DATA",
        reason: format!("{} cannot be made: {error}", config.data.display()),
    })?;
    let name = "DATABASE_URL";
    Db::connect(&config.database.url(), CONNECTIONS)
        .await
        .map_err(|error| match error {
            StoreError::Url(reason) => ConfigError::Wrong { name, reason }.into(),
            // A server that is down may be right all the same.
            StoreError::Unreachable(reason) => CommandError::Unreachable(reason),
            error => error.into(),
        })
}

pub(crate) async fn open(config: &Config, db: Db, clock: Arc<dyn Clock>) -> Result<Portal, CommandError> {
    let files = Files::local(&config.data.join("files"))?;
    let settings = Settings {
        demo: config.mode == Mode::Demo,
        ..Settings::default()
    };
    Ok(Portal::open(db, files, clock, Ids::random(), settings).await?)
}

/// The clock in the form that the connectors take.
pub(crate) fn now(clock: Arc<dyn Clock>) -> Now {
    Arc::new(move || Timestamp::seconds(clock.now()))
}
