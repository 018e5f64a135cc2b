//! What each command does.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use connectors::oidc::Now;
use connectors::{ConnectorError, Files};
use domain::Timestamp;
use portal::{Clock, Ids, Portal, PortalError, SeedError, Settings, SystemClock};
use store::{Db, StoreError};
use thiserror::Error;
use tokio::net::TcpListener;

use crate::config::{Config, ConfigError, Mode};
use crate::gate::Gate;
use crate::router::{self, Surroundings};
use crate::seed_files::SEED;
use crate::shutdown::{self, PATIENCE};
use crate::site::Site;

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
    /// The address cannot be listened on.
    #[error("cannot listen on {addr}: {error}")]
    Listen {
        /// Where.
        addr: SocketAddr,
        /// Why not.
        error: std::io::Error,
    },
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

/// Serves until told to end. Listens at once; lets people in when everything is prepared.
pub async fn serve(config: &Config, program: &Path) -> Result<(), CommandError> {
    let site = Site::load(&config.site, program)?;
    let listener = TcpListener::bind(config.addr)
        .await
        .map_err(|error| CommandError::Listen {
            addr: config.addr,
            error,
        })?;
    let gate = Gate::default();
    let (told, mut tell) = tokio::sync::watch::channel(false);
    let mut ending = tell.clone();
    let server = axum::serve(listener, gate.router())
        .with_graceful_shutdown(async move { drop(ending.wait_for(|told| *told).await) });
    let server = tokio::spawn(server.into_future());
    let work = open_gate(
        config,
        site,
        &gate,
        async move { drop(tell.wait_for(|told| *told).await) },
    );
    tokio::select! {
        result = work => result?,
        () = shutdown::requested() => {}
    }
    told.send_replace(true);
    // Whoever is being answered is answered; then the program ends, even if somebody holds a connection.
    let _ = tokio::time::timeout(PATIENCE, server).await;
    Ok(())
}

/// Prepares everything, opens the gate, then does background jobs until `ending`.
async fn open_gate(
    config: &Config,
    site: Site,
    gate: &Gate,
    ending: impl Future<Output = ()>,
) -> Result<(), CommandError> {
    let clock = Arc::new(SystemClock);
    let db = connect(config).await?;
    if config.mode == Mode::Demo {
        db.migrate(clock.now()).await?;
    } else if !db.is_migrated().await? {
        return Err(CommandError::NotMigrated);
    }
    let portal = open(config, db, clock.clone()).await?;
    if config.mode == Mode::Demo {
        portal.load_calendar().await?;
        if portal.is_empty().await? {
            portal.seed(&SEED).await?;
        }
    }
    let surroundings = Surroundings {
        config,
        site: Arc::new(site),
        now: now(clock),
    };
    gate.open(router::build(portal.clone(), surroundings)?);
    tracing::info!(url = config.base_url, "Vārti is open");
    portal.jobs.run_forever(ending).await;
    Ok(())
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
    println!("{count} migrations applied; the database is ready");
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
    let portal = open(config, db, Arc::new(SystemClock)).await?;
    if portal.is_empty().await? {
        portal.seed(&SEED).await?;
        println!("the demonstration is loaded");
    } else {
        println!("the database is not empty; nothing was changed");
    }
    Ok(())
}

async fn connect(config: &Config) -> Result<Db, CommandError> {
    std::fs::create_dir_all(&config.data).map_err(|error| ConfigError::Wrong {
        name: "VARTI_DATA",
        reason: format!("{} cannot be made: {error}", config.data.display()),
    })?;
    Db::connect(&config.database.url(), CONNECTIONS)
        .await
        .map_err(|error| match error {
            StoreError::Url(reason) => {
                let name = "DATABASE_URL";
                ConfigError::Wrong { name, reason }.into()
            }
            error => error.into(),
        })
}

async fn open(config: &Config, db: Db, clock: Arc<dyn Clock>) -> Result<Portal, CommandError> {
    let files = Files::local(&config.data.join("files"))?;
    let settings = Settings {
        demo: config.mode == Mode::Demo,
        ..Settings::default()
    };
    Ok(Portal::open(db, files, clock, Ids::random(), settings).await?)
}

/// The clock in the form that the connectors take.
fn now(clock: Arc<dyn Clock>) -> Now {
    Arc::new(move || Timestamp::seconds(clock.now()))
}
