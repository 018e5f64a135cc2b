//! Ratings of cases and their sums per service.

use std::collections::HashSet;

use domain::{
    CaseId, Cursor, Difficulty, Feedback, FeedbackId, Grant, Liking, Limit, NewFeedback, PageOf, PartyId,
    PublicServiceId, Rating, RatingSummary, Timestamp,
};
use sqlx::types::Json;

use crate::paging::{LATEST, page, place, rows};
use crate::{Conn, StoreError, Tx};

#[derive(sqlx::FromRow)]
struct FeedbackRow {
    id: FeedbackId,
    case_id: CaseId,
    service: PublicServiceId,
    rating: Rating,
    difficulties: Json<Vec<Difficulty>>,
    likings: Json<Vec<Liking>>,
    comment: String,
    created_at: Timestamp,
}

impl From<FeedbackRow> for Feedback {
    fn from(row: FeedbackRow) -> Self {
        let content = NewFeedback {
            rating: row.rating,
            difficulties: row.difficulties.0,
            likings: row.likings.0,
            comment: row.comment,
        };
        Self {
            id: row.id,
            case: row.case_id,
            service: row.service,
            content,
            created_at: row.created_at,
        }
    }
}

const SELECT: &str = "SELECT id, case_id, service, rating, difficulties, likings, comment, created_at FROM feedback ";
/// More services than any registry has.
const ALL_SERVICES: i64 = 50_000;
/// More cases than any party submits while a page of its list is covered.
const ALL_CASES: i64 = 50_000;

/// Records a rating and adds it to its service's sums. A case already rated is a conflict.
pub async fn insert(tx: &mut Tx, _grant: &Grant, feedback: &Feedback) -> Result<(), StoreError> {
    let inserted = tx
        .query(
            "INSERT INTO feedback (id, case_id, service, rating, difficulties, likings, comment, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (case_id) DO NOTHING",
        )
        .bind(feedback.id)
        .bind(feedback.case)
        .bind(feedback.service)
        .bind(feedback.content.rating)
        .bind(Json(&feedback.content.difficulties))
        .bind(Json(&feedback.content.likings))
        .bind(&feedback.content.comment)
        .bind(feedback.created_at)
        .execute()
        .await?;
    if inserted == 0 {
        return Err(StoreError::conflict("feedback"));
    }
    tx.query(
        "INSERT INTO rating_summary (service, count, sum) VALUES ($1, 1, $2)
         ON CONFLICT (service) DO UPDATE
         SET count = rating_summary.count + 1, sum = rating_summary.sum + excluded.sum",
    )
    .bind(feedback.service)
    .bind(i64::from(feedback.content.rating.get()))
    .execute()
    .await
    .map(|_| ())
}

/// The rating of a case.
pub async fn of_case(conn: &mut Conn, case: CaseId) -> Result<Option<Feedback>, StoreError> {
    let row: Option<FeedbackRow> = conn
        .query_of(&[SELECT, "WHERE case_id = $1"])
        .bind(case)
        .optional()
        .await?;
    Ok(row.map(Feedback::from))
}

/// Which cases of a party are rated, of those submitted from `from` up to and with `to`: what a page of its list needs.
pub async fn rated(
    conn: &mut Conn,
    applicant: PartyId,
    (from, to): (Timestamp, Timestamp),
) -> Result<HashSet<CaseId>, StoreError> {
    let rows: Vec<(CaseId,)> = conn
        .query(
            "SELECT f.case_id FROM case_file c JOIN feedback f ON f.case_id = c.id
             WHERE c.applicant = $1 AND c.submitted_at >= $2 AND c.submitted_at <= $3 LIMIT $4",
        )
        .bind(applicant)
        .bind(from)
        .bind(to)
        .bind(ALL_CASES)
        .all()
        .await?;
    Ok(rows.into_iter().map(|(case,)| case).collect())
}

/// The ratings of a service, latest first.
pub async fn of_service(
    conn: &mut Conn,
    service: PublicServiceId,
    cursor: Option<&Cursor>,
    limit: Limit,
) -> Result<PageOf<Feedback>, StoreError> {
    let (before, id) = place(cursor, (LATEST, uuid::Uuid::max()))?;
    let newest = "WHERE service = $1 AND (created_at, id) < ($2, $3) ORDER BY created_at DESC, id DESC LIMIT $4";
    let found: Vec<FeedbackRow> = conn
        .query_of(&[SELECT, newest])
        .bind(service)
        .bind(before)
        .bind(id)
        .bind(rows(limit))
        .all()
        .await?;
    Ok(page(found, limit, |row| (row.created_at, row.id.0)).map(Feedback::from))
}

/// Count and sum of a service's ratings.
pub async fn summary(conn: &mut Conn, service: PublicServiceId) -> Result<RatingSummary, StoreError> {
    let row: Option<(i64, i64)> = conn
        .query("SELECT count, sum FROM rating_summary WHERE service = $1")
        .bind(service)
        .optional()
        .await?;
    Ok(row.map(|(count, sum)| RatingSummary { count, sum }).unwrap_or_default())
}

/// Count and sum of every service that has ratings.
pub async fn summaries(conn: &mut Conn) -> Result<Vec<(PublicServiceId, RatingSummary)>, StoreError> {
    let rows: Vec<(PublicServiceId, i64, i64)> = conn
        .query("SELECT service, count, sum FROM rating_summary ORDER BY service LIMIT $1")
        .bind(ALL_SERVICES)
        .all()
        .await?;
    Ok(rows
        .into_iter()
        .map(|(service, count, sum)| (service, RatingSummary { count, sum }))
        .collect())
}
