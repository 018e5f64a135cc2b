//! Results of cases.

use domain::{CaseId, CaseResult, File, Grant, ResultId, Timestamp};

use crate::{Conn, StoreError, Tx, files};

#[derive(sqlx::FromRow)]
struct ResultRow {
    id: ResultId,
    case_id: CaseId,
    text: String,
    issued_at: Timestamp,
}

/// The most results of one case.
const MOST: i64 = 100;

/// Records a result with its files.
pub async fn insert(tx: &mut Tx, grant: &Grant, result: &CaseResult) -> Result<(), StoreError> {
    tx.query("INSERT INTO case_result (id, case_id, text, issued_at) VALUES ($1, $2, $3, $4)")
        .bind(result.id)
        .bind(result.case)
        .bind(&result.text)
        .bind(result.issued_at)
        .execute()
        .await?;
    for file in &result.files {
        files::insert(tx, grant, file, Some(result.id)).await?;
    }
    Ok(())
}

/// The results of a case, in order of time.
pub async fn of_case(conn: &mut Conn, case: CaseId) -> Result<Vec<CaseResult>, StoreError> {
    let rows: Vec<ResultRow> = conn
        .query(
            "SELECT id, case_id, text, issued_at FROM case_result WHERE case_id = $1 ORDER BY issued_at, id LIMIT $2",
        )
        .bind(case)
        .bind(MOST)
        .all()
        .await?;
    let mut results: Vec<CaseResult> = rows
        .into_iter()
        .map(|row| CaseResult {
            id: row.id,
            case: row.case_id,
            text: row.text,
            files: vec![],
            issued_at: row.issued_at,
        })
        .collect();
    for row in files::all(conn, case).await? {
        if let Some(result) = results.iter_mut().find(|result| Some(result.id) == row.result) {
            result.files.push(File::from(row));
        }
    }
    Ok(results)
}
