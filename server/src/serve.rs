//! Serving the portal, from the first moment to the last answer.

use std::net::SocketAddr;
use std::path::Path;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use portal::{Clock, Portal, SystemClock};
use store::Db;
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::commands::{self, CommandError};
use crate::config::{Config, ConfigError, Mode};
use crate::gate::Gate;
use crate::listen::{self, Door, HEAD_TIMEOUT};
use crate::metrics;
use crate::router::{self, Surroundings};
use crate::shutdown::{self, PATIENCE};
use crate::site::Site;

/// How long closing the database may take.
const CLOSING: Duration = Duration::from_secs(5);

/// Serves until told to end. Listens at once; lets people in when everything is prepared.
pub async fn serve(config: &Config, program: &Path) -> Result<(), CommandError> {
    let site = Site::load(&config.site, program)?;
    let listener = bind("VARTI_ADDR", config.addr).await?;
    let measures = match config.metrics_addr {
        Some(addr) => Some(bind("VARTI_METRICS_ADDR", addr).await?),
        None => None,
    };
    let gate = Gate::default();
    let (tell, told) = watch::channel(false);
    let door = Door {
        connections: config.limits.connections.get() as usize,
        head_timeout: HEAD_TIMEOUT,
    };
    let server = tokio::spawn(listen::serve(listener, gate.router(), door, heard(told.clone())));
    let mut requested = pin!(shutdown::requested());
    let (portal, db) = tokio::select! {
        prepared = prepare(config, site, &gate) => prepared?,
        () = &mut requested => return Ok(()),
    };
    if let Some(listener) = measures {
        let router = metrics::router(portal.clone());
        // Measurements are served until the program ends.
        tokio::spawn(async move { axum::serve(listener, router).await });
    }
    let jobs = tokio::spawn(async move { portal.jobs.run_forever(heard(told)).await });
    requested.await;
    tell.send_replace(true);
    // Whoever is being answered is answered and the job under way is done; then the program ends, even if somebody
    // holds a connection.
    let finished = async { drop(tokio::join!(server, jobs)) };
    if tokio::time::timeout(PATIENCE, finished).await.is_err() {
        tracing::warn!("not everybody could be answered in time");
    }
    // SQLite looks then whether its statistics still fit. Whoever still reads must not hold up the end.
    if tokio::time::timeout(CLOSING, db.close()).await.is_err() {
        tracing::warn!("the database was not closed in time");
    }
    Ok(())
}

/// Whoever starts the program can choose another address, so one that cannot be had is a wrong setting.
async fn bind(name: &'static str, addr: SocketAddr) -> Result<TcpListener, ConfigError> {
    TcpListener::bind(addr).await.map_err(|error| ConfigError::Wrong {
        name,
        reason: format!("cannot listen on {addr}: {error}"),
    })
}

/// Completes when the program has been told to end.
async fn heard(mut told: watch::Receiver<bool>) {
    drop(told.wait_for(|told| *told).await);
}

/// Prepares everything, then opens the gate.
async fn prepare(config: &Config, site: Site, gate: &Gate) -> Result<(Portal, Db), CommandError> {
    let clock = Arc::new(SystemClock);
    let db = commands::connect(config).await?;
    if config.mode == Mode::Demo {
        db.migrate(clock.now()).await?;
    } else if !db.is_migrated().await? {
        return Err(CommandError::NotMigrated);
    }
    let portal = commands::open(config, db.clone(), clock.clone()).await?;
    if config.mode == Mode::Demo {
        portal.load_calendar().await?;
        commands::load_demonstration(config, &portal, &db).await?;
    }
    let surroundings = Surroundings {
        config,
        site: Arc::new(site),
        now: commands::now(clock),
    };
    gate.open(router::build(portal.clone(), surroundings)?);
    tracing::info!(url = config.base_url, "Vārti is open");
    Ok((portal, db))
}
