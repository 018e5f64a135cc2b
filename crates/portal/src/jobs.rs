//! Background work: claimed, done, tried again when it fails, at last put aside for people to look at.

mod forecast;
mod orphans;

use std::sync::Arc;
use std::time::Duration;

use domain::{Job, JobKind, Limit, Timestamp};
pub use store::jobs::DeadJob;

use crate::core::Core;
use crate::error::PortalError;
use crate::notices;

/// Background work.
#[derive(Clone)]
pub struct Jobs {
    pub(crate) core: Arc<Core>,
}

/// Seconds for which a claimed job is this worker's alone.
const LEASE: i64 = 120;
/// How often a job is tried before it is put aside.
const TRIES: i64 = 8;
/// Seconds before the second try; each further one waits twice as long.
const FIRST_PAUSE: i64 = 5;
/// Jobs claimed at a time.
const PORTION: u16 = 20;
/// How long to sleep when there is nothing to do.
const IDLE: Duration = Duration::from_millis(300);
/// Seconds between two sweeps.
const SWEEP_EVERY: i64 = 10 * 60;
/// Seconds between two looks for services whose cases have moved: a few cases more or less change no forecast.
const FORECAST_EVERY: i64 = 15 * 60;

/// When this worker last did what is done on a schedule.
#[derive(Default)]
struct Rounds {
    swept: Option<Timestamp>,
    forecast: Option<Timestamp>,
}

impl Jobs {
    /// Does up to `limit` jobs whose time has come, and says how many it tried.
    ///
    /// # Errors
    /// When the database does not answer; a job that fails is no error here, it is tried again later.
    pub async fn run_due(&self, limit: u16) -> Result<usize, PortalError> {
        let now = self.core.now();
        if !store::jobs::is_due(&mut *self.core.db.read().await?, now).await? {
            return Ok(0);
        }
        let mut tx = self.core.db.begin().await?;
        let jobs = store::jobs::claim(&mut tx, now, LEASE, limit).await?;
        tx.commit().await?;
        for job in &jobs {
            // One that comes again and again without having failed breaks the program off: it is not tried any more.
            let done = if job.attempts > TRIES {
                Err(PortalError::internal("each try was broken off"))
            } else {
                self.run(job).await
            };
            if let Err(error) = done {
                self.put_back(job, &error).await?;
            }
        }
        Ok(jobs.len())
    }

    /// A job and its removal are one transaction; each kind bears being done twice all the same.
    async fn run(&self, job: &Job) -> Result<(), PortalError> {
        match &job.kind {
            JobKind::Notify { case, event } => {
                let snapshot = self.core.snapshot().await?;
                let mut tx = self.core.db.begin().await?;
                notices::deliver(&self.core, &snapshot, &mut tx, *case, *event).await?;
                store::jobs::finish(&mut tx, job).await?;
                Ok(tx.commit().await?)
            }
            JobKind::Sweep => self.sweep(job).await,
            JobKind::RefreshForecast { service } => self.refresh_forecast(job, *service).await,
        }
    }

    /// Removes what is past its time, portion by portion, and files that nothing names.
    async fn sweep(&self, job: &Job) -> Result<(), PortalError> {
        loop {
            let mut tx = self.core.db.begin().await?;
            let gone = store::sweep::sweep(&mut tx, self.core.now()).await?;
            tx.commit().await?;
            if gone == 0 {
                break;
            }
        }
        self.remove_orphans().await?;
        let mut tx = self.core.db.begin().await?;
        store::jobs::finish(&mut tx, job).await?;
        Ok(tx.commit().await?)
    }

    async fn put_back(&self, job: &Job, error: &PortalError) -> Result<(), PortalError> {
        let now = self.core.now();
        let reason = reason(error);
        let mut tx = self.core.db.begin().await?;
        if job.attempts >= TRIES {
            tracing::error!(job = %job.id, attempts = job.attempts, reason, "a job is given up");
            store::jobs::bury(&mut tx, job, &reason, now).await?;
        } else {
            tracing::warn!(job = %job.id, attempts = job.attempts, reason, "a job failed and is tried again");
            store::jobs::retry(&mut tx, job, &reason, now.plus_seconds(pause(job.attempts))).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Works until `shutdown` completes; what is begun is finished first.
    pub async fn run_forever(&self, shutdown: impl Future<Output = ()>) {
        let mut shutdown = std::pin::pin!(shutdown);
        let mut rounds = Rounds::default();
        loop {
            let pause = match self.tick(&mut rounds).await {
                Ok(0) => IDLE,
                Ok(_) => Duration::ZERO,
                Err(error) => {
                    tracing::warn!(reason = reason(&error), "background work is interrupted");
                    IDLE * 10
                }
            };
            tokio::select! {
                () = &mut shutdown => return,
                () = tokio::time::sleep(pause) => {}
            }
        }
    }

    async fn tick(&self, rounds: &mut Rounds) -> Result<usize, PortalError> {
        let now = self.core.now();
        if is_due(rounds.swept, SWEEP_EVERY, now) {
            let mut tx = self.core.db.begin().await?;
            store::jobs::enqueue(&mut tx, self.core.ids.id(now), &JobKind::Sweep, Some("sweep"), now, now).await?;
            tx.commit().await?;
            rounds.swept = Some(now);
        }
        if is_due(rounds.forecast, FORECAST_EVERY, now) {
            self.look_for_stale_forecasts().await?;
            rounds.forecast = Some(now);
        }
        self.run_due(PORTION).await
    }

    /// The jobs that were put aside, newest first; for those who operate the installation.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn dead_letters(&self, limit: Limit) -> Result<Vec<DeadJob>, PortalError> {
        Ok(store::jobs::dead(&mut *self.core.db.read().await?, None, limit)
            .await?
            .items)
    }
}

/// The whole chain of causes; none of them holds stored data.
fn reason(error: &PortalError) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}

/// Whether something that was last done then has to be done again.
fn is_due(last: Option<Timestamp>, every: i64, now: Timestamp) -> bool {
    last.is_none_or(|last| now.seconds_since(last) >= every)
}

/// Seconds to wait after so many tries.
fn pause(attempts: i64) -> i64 {
    FIRST_PAUSE << attempts.clamp(1, TRIES).saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double() {
        assert_eq!([pause(0), pause(1), pause(2), pause(7)], [5, 5, 10, 320]);
    }
}
