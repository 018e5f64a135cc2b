//! How long cases take: life tables, written by a reconciler and read one row per page.

use std::collections::HashMap;

use domain::{Date, History, LifeTable, PublicServiceId, RealDuration, StepId};
use sqlx::types::{Json, Text};

use crate::{Conn, StoreError, Tx};

/// The whole way stands in the table under this name, which no step can have.
const WHOLE: &str = "";
/// The most services there can be.
const ALL_SERVICES: i64 = 10_000;

/// Everything the forecasts of one service rest on.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ServiceHistory {
    /// From entering each step.
    pub steps: HashMap<StepId, LifeTable>,
    /// From the submission.
    pub whole: LifeTable,
}

#[derive(sqlx::FromRow)]
struct RealRow {
    service: PublicServiceId,
    half_within: i64,
    nine_of_ten_within: i64,
    cases: i64,
}

impl From<RealRow> for RealDuration {
    fn from(row: RealRow) -> Self {
        let count = |stored: i64| u32::try_from(stored).unwrap_or_default();
        Self {
            half_within: count(row.half_within),
            nine_of_ten_within: count(row.nine_of_ten_within),
            cases: count(row.cases),
        }
    }
}

/// The services whose tables are missing, were written on an earlier day than this, or do not know of the latest changes.
pub async fn stale(conn: &mut Conn, today: Date) -> Result<Vec<PublicServiceId>, StoreError> {
    let rows: Vec<(PublicServiceId,)> = conn
        .query(
            "SELECT u.service FROM service_use u LEFT JOIN service_forecast f ON f.service = u.service
             WHERE f.service IS NULL OR f.changes <> u.changes OR f.refreshed_on < $1
             ORDER BY u.service LIMIT $2",
        )
        .bind(Text(today))
        .bind(ALL_SERVICES)
        .all()
        .await?;
    Ok(rows.into_iter().map(|(service,)| service).collect())
}

/// How often cases of a service have changed. Read it before the cases: then no change is missed.
pub async fn changes(conn: &mut Conn, service: PublicServiceId) -> Result<i64, StoreError> {
    let row: Option<(i64,)> = conn
        .query("SELECT changes FROM service_use WHERE service = $1")
        .bind(service)
        .optional()
        .await?;
    Ok(row.map_or(0, |(changes,)| changes))
}

/// Notes that a case of a service changed.
pub(crate) async fn count_change(tx: &mut Tx, service: PublicServiceId) -> Result<(), StoreError> {
    tx.query("UPDATE service_use SET changes = changes + 1 WHERE service = $1")
        .bind(service)
        .execute()
        .await
        .map(|_| ())
}

/// Replaces what is known of a service. Says whether the public sees a difference.
pub async fn put(
    tx: &mut Tx,
    service: PublicServiceId,
    history: &ServiceHistory,
    changes: i64,
    today: Date,
) -> Result<bool, StoreError> {
    tx.query("DELETE FROM life_table WHERE service = $1")
        .bind(service)
        .execute()
        .await?;
    let steps = history.steps.iter().map(|(step, table)| (step.as_str(), table));
    for (step, table) in steps.chain([(WHOLE, &history.whole)]) {
        tx.query(
            "INSERT INTO life_table (service, step, content) VALUES ($1, $2, $3)
             ON CONFLICT (service, step) DO UPDATE SET content = excluded.content",
        )
        .bind(service)
        .bind(step.to_owned())
        .bind(Json(table))
        .execute()
        .await?;
    }
    let before = real_duration(tx, service).await?;
    let real = history.whole.real_duration();
    tx.query(
        "INSERT INTO service_forecast (service, changes, refreshed_on, half_within, nine_of_ten_within, cases)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (service) DO UPDATE SET changes = excluded.changes, refreshed_on = excluded.refreshed_on,
             half_within = excluded.half_within, nine_of_ten_within = excluded.nine_of_ten_within,
             cases = excluded.cases",
    )
    .bind(service)
    .bind(changes)
    .bind(Text(today))
    .bind(real.map(|real| i64::from(real.half_within)))
    .bind(real.map(|real| i64::from(real.nine_of_ten_within)))
    .bind(real.map(|real| i64::from(real.cases)))
    .execute()
    .await?;
    Ok(before != real)
}

/// What the forecast of a case of this service in this step rests on; empty where nothing is known.
pub async fn history(conn: &mut Conn, service: PublicServiceId, step: &StepId) -> Result<History, StoreError> {
    let rows: Vec<(String, Json<LifeTable>)> = conn
        .query("SELECT step, content FROM life_table WHERE service = $1 AND step IN ($2, $3)")
        .bind(service)
        .bind(step)
        .bind(WHOLE.to_owned())
        .all()
        .await?;
    let mut history = History::default();
    for (name, Json(table)) in rows {
        if name == WHOLE {
            history.whole = table;
        } else {
            history.step = table;
        }
    }
    Ok(history)
}

const REAL: &str =
    "SELECT service, half_within, nine_of_ten_within, cases FROM service_forecast WHERE cases IS NOT NULL ";

/// How long a service really takes, where enough is known.
pub async fn real_duration(conn: &mut Conn, service: PublicServiceId) -> Result<Option<RealDuration>, StoreError> {
    let row: Option<RealRow> = conn
        .query_of(&[REAL, "AND service = $1"])
        .bind(service)
        .optional()
        .await?;
    Ok(row.map(RealDuration::from))
}

/// How long each service really takes of which enough is known.
pub async fn real_durations(conn: &mut Conn) -> Result<Vec<(PublicServiceId, RealDuration)>, StoreError> {
    let rows: Vec<RealRow> = conn
        .query_of(&[REAL, "ORDER BY service LIMIT $1"])
        .bind(ALL_SERVICES)
        .all()
        .await?;
    Ok(rows.into_iter().map(|row| (row.service, row.into())).collect())
}
