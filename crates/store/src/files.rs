//! Files of cases: what is known about them. Their bytes are elsewhere.

use domain::{CaseId, File, FileId, Grant, ResultId, Timestamp};

use crate::{Conn, StoreError, Tx};

#[derive(sqlx::FromRow)]
pub(crate) struct FileRow {
    id: FileId,
    case_id: CaseId,
    pub(crate) result: Option<ResultId>,
    name: String,
    media_type: String,
    size: i64,
    sha256: String,
    created_at: Timestamp,
}

impl From<FileRow> for File {
    fn from(row: FileRow) -> Self {
        Self {
            id: row.id,
            case: row.case_id,
            name: row.name,
            media_type: row.media_type,
            size: row.size,
            sha256: row.sha256,
            created_at: row.created_at,
        }
    }
}

const SELECT: &str = "SELECT id, case_id, result, name, media_type, size, sha256, created_at FROM file ";
/// The most files of one case.
const MOST: i64 = 500;

/// Records a file; `result` names the result that hands it over.
pub async fn insert(tx: &mut Tx, _grant: &Grant, file: &File, result: Option<ResultId>) -> Result<(), StoreError> {
    tx.query(
        "INSERT INTO file (id, case_id, result, name, media_type, size, sha256, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(file.id)
    .bind(file.case)
    .bind(result)
    .bind(&file.name)
    .bind(&file.media_type)
    .bind(file.size)
    .bind(&file.sha256)
    .bind(file.created_at)
    .execute()
    .await
    .map(|_| ())
}

/// The file with this identity.
pub async fn find(conn: &mut Conn, id: FileId) -> Result<File, StoreError> {
    conn.query_of(&[SELECT, "WHERE id = $1"])
        .bind(id)
        .one::<FileRow>()
        .await
        .map(File::from)
}

/// How many files [`recorded`] looks up at once.
pub const AT_ONCE: usize = 20;

/// Which of these files, at most [`AT_ONCE`], are recorded.
pub async fn recorded(conn: &mut Conn, ids: &[FileId]) -> Result<Vec<FileId>, StoreError> {
    let mut query = conn.query(
        "SELECT id FROM file WHERE id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
                                          $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)",
    );
    // Places that are left over hold the id that nothing has.
    for place in 0..AT_ONCE {
        query = query.bind(ids.get(place).copied().unwrap_or(FileId(uuid::Uuid::nil())));
    }
    let rows: Vec<(FileId,)> = query.all().await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// The files of a case, in order of time.
pub async fn of_case(conn: &mut Conn, case: CaseId) -> Result<Vec<File>, StoreError> {
    Ok(all(conn, case).await?.into_iter().map(File::from).collect())
}

pub(crate) async fn all(conn: &mut Conn, case: CaseId) -> Result<Vec<FileRow>, StoreError> {
    conn.query_of(&[SELECT, "WHERE case_id = $1 ORDER BY created_at, id LIMIT $2"])
        .bind(case)
        .bind(MOST)
        .all()
        .await
}
