//! Keeps what forecasts rest on up to date: looks for services whose cases have moved, and sums each one's cases up anew.

use std::collections::HashMap;

use domain::{Date, Job, JobKind, LifeTable, PublicServiceId, Recency, Stay, StepId, Timestamp};
use store::Reader;
use store::forecast::ServiceHistory;
use store::generation::Changed;

use super::Jobs;
use crate::error::PortalError;

/// How far back cases count, in months. What is older says little about how an agency works now.
const MONTHS: i64 = 12;
/// The most cases that count of each month, so that the busiest service needs no more memory or time than this allows;
/// a ninth in ten of so many is known to about one case in thirty.
const CASES_PER_MONTH: u16 = 400;

/// How long cases took from entering each step, and from the submission (without step).
type Stays = HashMap<Option<StepId>, Vec<Stay>>;

impl Jobs {
    /// Has every service summed up anew whose cases have moved, or that was not summed up today: running cases grow
    /// older by themselves. Says how many there are.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn look_for_stale_forecasts(&self) -> Result<usize, PortalError> {
        let (now, today) = (self.core.now(), self.core.today());
        let stale = store::forecast::stale(&mut *self.core.db.read().await?, today).await?;
        if stale.is_empty() {
            return Ok(0);
        }
        let mut tx = self.core.db.begin().await?;
        for service in &stale {
            let (kind, key) = (
                JobKind::RefreshForecast { service: *service },
                format!("forecast:{service}"),
            );
            store::jobs::enqueue(&mut tx, self.core.ids.id(now), &kind, Some(&key), now, now).await?;
        }
        tx.commit().await?;
        Ok(stale.len())
    }

    /// Sums the cases of a service up.
    pub(super) async fn refresh_forecast(&self, job: &Job, service: PublicServiceId) -> Result<(), PortalError> {
        let today = self.core.today();
        let mut reader = self.core.db.read().await?;
        let changes = store::forecast::changes(&mut reader, service).await?;
        let history = summed(self.stays(&mut reader, service, today).await?, today);
        drop(reader);
        let mut tx = self.core.db.begin().await?;
        let seen = store::forecast::put(&mut tx, service, &history, changes, today).await?;
        if seen {
            store::generation::bump(&mut tx, Changed::Forecast).await?;
        }
        store::jobs::finish(&mut tx, job).await?;
        tx.commit().await?;
        if seen {
            self.core.expire_snapshot();
        }
        Ok(())
    }

    /// What the cases of the last months tell, read month by month.
    async fn stays(&self, reader: &mut Reader, service: PublicServiceId, today: Date) -> Result<Stays, PortalError> {
        let calendar = self.core.calendar();
        let mut stays = Stays::new();
        let start = |months: i64| Timestamp::at(today.add_months(-months).unwrap_or(Date::MIN), 0, 0);
        let mut end = self.core.now().plus_seconds(1);
        for month in 1..=MONTHS {
            let came = start(month)..end;
            end = came.start;
            let events = store::case_events::of_service(reader, service, came, CASES_PER_MONTH).await?;
            for case in events.chunk_by(|a, b| a.case == b.case) {
                for stay in Stay::all(case, &calendar, today) {
                    stays.entry(stay.step.clone()).or_default().push(stay);
                }
            }
        }
        Ok(stays)
    }
}

fn summed(mut stays: Stays, today: Date) -> ServiceHistory {
    let whole = stays.remove(&None).unwrap_or_default();
    let recency = Recency::of(whole.iter().map(|stay| stay.entered).collect(), today);
    let table = |stays: &[Stay]| LifeTable::of(stays.iter().map(|stay| stay.sample(recency)).collect());
    ServiceHistory {
        whole: table(&whole),
        steps: stays
            .into_iter()
            .filter_map(|(step, stays)| Some((step?, table(&stays))))
            .collect(),
    }
}
