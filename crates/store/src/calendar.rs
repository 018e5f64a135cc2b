//! The working calendar as stored: the days that depart from the Monday to Friday week.

use domain::{DayKind, LocalText, SpecialDay};
use sqlx::types::Json;

use crate::{Conn, StoreError, Tx};

/// Every special day, in order.
pub async fn days(conn: &mut Conn) -> Result<Vec<SpecialDay>, StoreError> {
    let rows: Vec<(String, String, Json<LocalText>)> = conn
        .query("SELECT date, kind, name FROM calendar_day ORDER BY date LIMIT 20000")
        .all()
        .await?;
    rows.into_iter()
        .map(|(date, kind, Json(name))| {
            let date = date
                .parse()
                .map_err(|_| StoreError::Corrupt("calendar_day.date".to_owned()))?;
            let kind = DayKind::parse(&kind).ok_or_else(|| StoreError::Corrupt("calendar_day.kind".to_owned()))?;
            Ok(SpecialDay { date, kind, name })
        })
        .collect()
}

/// Records a day unless one is recorded for the date: what an administrator changed stays.
pub async fn add_missing(tx: &mut Tx, day: &SpecialDay) -> Result<(), StoreError> {
    tx.query("INSERT INTO calendar_day (date, kind, name) VALUES ($1, $2, $3) ON CONFLICT (date) DO NOTHING")
        .bind(day.date.to_string())
        .bind(day.kind.code().to_owned())
        .bind(Json(day.name.clone()))
        .execute()
        .await
        .map(|_| ())
}
