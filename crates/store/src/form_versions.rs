//! Forms and their immutable versions.

use domain::{
    AgencyId, Date, Form, FormDefinition, FormId, FormVersion, FormVersionId, Grant, LastDay, Slug, Timestamp,
};
use sqlx::types::{Json, Text};

use crate::{Conn, StoreError, Tx};

#[derive(sqlx::FromRow)]
struct FormRow {
    id: FormId,
    slug: Slug,
    agency: AgencyId,
    current: FormVersionId,
}

impl From<FormRow> for Form {
    fn from(row: FormRow) -> Self {
        Self {
            id: row.id,
            slug: row.slug,
            agency: row.agency,
            current: row.current,
        }
    }
}

/// The form with this slug.
pub async fn by_slug(conn: &mut Conn, slug: &Slug) -> Result<Option<Form>, StoreError> {
    let row: Option<FormRow> = conn
        .query("SELECT id, slug, agency, current FROM form WHERE slug = $1")
        .bind(slug.clone())
        .optional()
        .await?;
    Ok(row.map(Form::from))
}

/// Forms by slug, those after `after`.
pub async fn list(conn: &mut Conn, after: &str, limit: i64) -> Result<Vec<Form>, StoreError> {
    let rows: Vec<FormRow> = conn
        .query("SELECT id, slug, agency, current FROM form WHERE slug > $1 ORDER BY slug LIMIT $2")
        .bind(after.to_owned())
        .bind(limit)
        .all()
        .await?;
    Ok(rows.into_iter().map(Form::from).collect())
}

/// One version.
pub async fn version(conn: &mut Conn, id: FormVersionId) -> Result<FormVersion, StoreError> {
    let row: VersionRow = conn
        .query("SELECT form, number, published_at, older_until, definition FROM form_version WHERE id = $1")
        .bind(id)
        .one()
        .await?;
    Ok(FormVersion {
        id,
        form: row.form,
        number: row.number,
        published_at: row.published_at,
        older_until: row.older_until.map(|Text(date)| date),
        definition: row.definition.0,
    })
}

#[derive(sqlx::FromRow)]
struct VersionRow {
    form: FormId,
    number: i64,
    published_at: Timestamp,
    older_until: Option<Text<Date>>,
    definition: Json<FormDefinition>,
}

/// The newest version of the form that a version is of, and the last day on which drafts on that version may be
/// submitted: the earliest that any newer version has set.
pub async fn newest(conn: &mut Conn, version: FormVersionId) -> Result<(FormVersionId, LastDay), StoreError> {
    let (newest, last): (FormVersionId, Option<Text<Date>>) = conn
        .query(
            "SELECT f.current, (SELECT MIN(n.older_until) FROM form_version n
                                WHERE n.form = v.form AND n.number > v.number)
             FROM form_version v JOIN form f ON f.id = v.form WHERE v.id = $1",
        )
        .bind(version)
        .one()
        .await?;
    Ok((newest, LastDay(last.map(|Text(date)| date))))
}

/// The number of the newest version of a form; 0 when there is none.
pub async fn newest_number(conn: &mut Conn, form: FormId) -> Result<i64, StoreError> {
    let (number,): (Option<i64>,) = conn
        .query("SELECT MAX(number) FROM form_version WHERE form = $1")
        .bind(form)
        .one()
        .await?;
    Ok(number.unwrap_or_default())
}

/// Records a version and makes it the one new drafts use.
pub async fn publish(tx: &mut Tx, _grant: &Grant, form: &Form, version: &FormVersion) -> Result<(), StoreError> {
    tx.query(
        "INSERT INTO form (id, slug, agency, current) VALUES ($1, $2, $3, $4)
         ON CONFLICT (id) DO UPDATE SET current = excluded.current",
    )
    .bind(form.id)
    .bind(form.slug.clone())
    .bind(form.agency)
    .bind(version.id)
    .execute()
    .await?;
    tx.query(
        "INSERT INTO form_version (id, form, number, published_at, older_until, definition)
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(version.id)
    .bind(form.id)
    .bind(version.number)
    .bind(version.published_at)
    .bind(version.older_until.map(Text))
    .bind(Json(version.definition.clone()))
    .execute()
    .await
    .map(|_| ())
}
