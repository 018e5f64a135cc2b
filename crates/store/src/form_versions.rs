//! Forms and their immutable versions.

use domain::{AgencyId, Form, FormDefinition, FormId, FormVersion, FormVersionId, Grant, Slug, Timestamp};
use sqlx::types::Json;

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
    let (form, number, published_at, Json(definition)): (FormId, i64, Timestamp, Json<FormDefinition>) = conn
        .query("SELECT form, number, published_at, definition FROM form_version WHERE id = $1")
        .bind(id)
        .one()
        .await?;
    Ok(FormVersion {
        id,
        form,
        number,
        published_at,
        definition,
    })
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
    tx.query("INSERT INTO form_version (id, form, number, published_at, definition) VALUES ($1, $2, $3, $4, $5)")
        .bind(version.id)
        .bind(form.id)
        .bind(version.number)
        .bind(version.published_at)
        .bind(Json(version.definition.clone()))
        .execute()
        .await
        .map(|_| ())
}
