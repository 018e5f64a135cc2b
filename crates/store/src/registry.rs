//! Agencies, life situations, needs and public services in versions.

use std::collections::HashMap;

use domain::{
    Agency, AgencyId, Grant, LifeSituation, LifeSituationId, LocalText, Need, NeedId, PublicService, PublicServiceId,
    ServiceContent, ServiceVersion, ServiceVersionId, Slug, Timestamp,
};
use sqlx::types::Json;

use crate::{Conn, StoreError, Tx};

/// The most rows of one kind that a whole registry may have; far above any country's.
const WHOLE: i64 = 50_000;
/// The most links between services and needs.
const LINKS: i64 = 10 * WHOLE;

/// Every agency.
pub async fn agencies(conn: &mut Conn) -> Result<Vec<Agency>, StoreError> {
    let rows: Vec<(Json<Agency>,)> = conn
        .query("SELECT content FROM agency ORDER BY slug LIMIT $1")
        .bind(WHOLE)
        .all()
        .await?;
    Ok(rows.into_iter().map(|(Json(agency),)| agency).collect())
}

/// Records an agency, or its changed content under the same identity.
pub async fn put_agency(tx: &mut Tx, _grant: &Grant, agency: &Agency) -> Result<(), StoreError> {
    tx.query(
        "INSERT INTO agency (id, slug, content) VALUES ($1, $2, $3)
         ON CONFLICT (id) DO UPDATE SET content = excluded.content",
    )
    .bind(agency.id)
    .bind(agency.slug.clone())
    .bind(Json(agency.clone()))
    .execute()
    .await
    .map(|_| ())
}

#[derive(sqlx::FromRow)]
struct LifeSituationRow {
    id: LifeSituationId,
    slug: Slug,
    position: i64,
    title: Json<LocalText>,
    summary: Json<LocalText>,
}

/// Every life situation, in the order shown.
pub async fn life_situations(conn: &mut Conn) -> Result<Vec<LifeSituation>, StoreError> {
    let rows: Vec<LifeSituationRow> = conn
        .query("SELECT id, slug, position, title, summary FROM life_situation ORDER BY position, slug LIMIT $1")
        .bind(WHOLE)
        .all()
        .await?;
    let situation = |row: LifeSituationRow| LifeSituation {
        id: row.id,
        slug: row.slug,
        title: row.title.0,
        summary: row.summary.0,
        position: row.position,
    };
    Ok(rows.into_iter().map(situation).collect())
}

/// Records a life situation, or its changed content under the same identity.
pub async fn put_life_situation(tx: &mut Tx, _grant: &Grant, situation: &LifeSituation) -> Result<(), StoreError> {
    tx.query(
        "INSERT INTO life_situation (id, slug, position, title, summary) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (id) DO UPDATE
         SET position = excluded.position, title = excluded.title, summary = excluded.summary",
    )
    .bind(situation.id)
    .bind(situation.slug.clone())
    .bind(situation.position)
    .bind(Json(situation.title.clone()))
    .bind(Json(situation.summary.clone()))
    .execute()
    .await
    .map(|_| ())
}

#[derive(sqlx::FromRow)]
struct NeedRow {
    id: NeedId,
    life_situation: LifeSituationId,
    slug: Slug,
    position: i64,
    title: Json<LocalText>,
}

/// Every need, by situation in the order shown.
pub async fn needs(conn: &mut Conn) -> Result<Vec<Need>, StoreError> {
    let rows: Vec<NeedRow> = conn
        .query("SELECT id, life_situation, slug, position, title FROM need ORDER BY life_situation, position LIMIT $1")
        .bind(WHOLE)
        .all()
        .await?;
    let need = |row: NeedRow| Need {
        id: row.id,
        life_situation: row.life_situation,
        slug: row.slug,
        title: row.title.0,
        position: row.position,
    };
    Ok(rows.into_iter().map(need).collect())
}

/// Records a need, or its changed content under the same identity.
pub async fn put_need(tx: &mut Tx, _grant: &Grant, need: &Need) -> Result<(), StoreError> {
    tx.query(
        "INSERT INTO need (id, life_situation, slug, position, title) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (id) DO UPDATE SET position = excluded.position, title = excluded.title",
    )
    .bind(need.id)
    .bind(need.life_situation)
    .bind(need.slug.clone())
    .bind(need.position)
    .bind(Json(need.title.clone()))
    .execute()
    .await
    .map(|_| ())
}

#[derive(sqlx::FromRow)]
struct ServiceRow {
    id: PublicServiceId,
    slug: Slug,
    agency: AgencyId,
    any_agency: bool,
    version: ServiceVersionId,
    number: i64,
    published_at: Timestamp,
    content: Json<ServiceContent>,
}

/// Every service with the version the public sees now.
pub async fn services(conn: &mut Conn) -> Result<Vec<(PublicService, ServiceVersion)>, StoreError> {
    let rows: Vec<ServiceRow> = conn
        .query(
            "SELECT s.id, s.slug, s.agency, s.any_agency, v.id AS version, v.number, v.published_at, v.content
             FROM public_service s JOIN service_version v ON v.id = s.current
             ORDER BY s.slug LIMIT $1",
        )
        .bind(WHOLE)
        .all()
        .await?;
    let links: Vec<(PublicServiceId, NeedId)> = conn
        .query("SELECT service, need FROM service_need ORDER BY service, position LIMIT $1")
        .bind(LINKS)
        .all()
        .await?;
    let mut needs: HashMap<PublicServiceId, Vec<NeedId>> = HashMap::new();
    for (service, need) in links {
        needs.entry(service).or_default().push(need);
    }
    let mut service = |row: ServiceRow| {
        let version = ServiceVersion {
            id: row.version,
            service: row.id,
            number: row.number,
            published_at: row.published_at,
            content: row.content.0,
        };
        let service = PublicService {
            id: row.id,
            slug: row.slug,
            agency: row.agency,
            any_agency: row.any_agency,
            needs: needs.remove(&row.id).unwrap_or_default(),
            current: row.version,
        };
        (service, version)
    };
    Ok(rows.into_iter().map(&mut service).collect())
}

/// One wording of a service, also a past one.
pub async fn service_version(conn: &mut Conn, id: ServiceVersionId) -> Result<ServiceVersion, StoreError> {
    let (service, number, published_at, Json(content)): (PublicServiceId, i64, Timestamp, Json<ServiceContent>) = conn
        .query("SELECT service, number, published_at, content FROM service_version WHERE id = $1")
        .bind(id)
        .one()
        .await?;
    Ok(ServiceVersion {
        id,
        service,
        number,
        published_at,
        content,
    })
}

/// Identity of the service with this slug and the number of its newest version.
pub async fn service_by_slug(conn: &mut Conn, slug: &Slug) -> Result<Option<(PublicServiceId, i64)>, StoreError> {
    conn.query(
        "SELECT s.id, MAX(v.number) AS number FROM public_service s JOIN service_version v ON v.service = s.id
         WHERE s.slug = $1 GROUP BY s.id",
    )
    .bind(slug.clone())
    .optional()
    .await
}

/// Records a version and makes it the one the public sees, with the service's links as given.
pub async fn publish_service(
    tx: &mut Tx,
    _grant: &Grant,
    service: &PublicService,
    version: &ServiceVersion,
) -> Result<(), StoreError> {
    tx.query(
        "INSERT INTO public_service (id, slug, agency, any_agency, current) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (id) DO UPDATE
         SET agency = excluded.agency, any_agency = excluded.any_agency, current = excluded.current",
    )
    .bind(service.id)
    .bind(service.slug.clone())
    .bind(service.agency)
    .bind(service.any_agency)
    .bind(version.id)
    .execute()
    .await?;
    tx.query("INSERT INTO service_version (id, service, number, published_at, content) VALUES ($1, $2, $3, $4, $5)")
        .bind(version.id)
        .bind(service.id)
        .bind(version.number)
        .bind(version.published_at)
        .bind(Json(version.content.clone()))
        .execute()
        .await?;
    tx.query("DELETE FROM service_need WHERE service = $1")
        .bind(service.id)
        .execute()
        .await?;
    for (position, need) in (0i64..).zip(&service.needs) {
        tx.query("INSERT INTO service_need (service, need, position) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING")
            .bind(service.id)
            .bind(*need)
            .bind(position)
            .execute()
            .await?;
    }
    Ok(())
}

/// Counts one more case of a service.
pub async fn count_use(tx: &mut Tx, _grant: &Grant, service: PublicServiceId) -> Result<(), StoreError> {
    tx.query(
        "INSERT INTO service_use (service, cases, changes) VALUES ($1, 1, 1)
         ON CONFLICT (service) DO UPDATE SET cases = service_use.cases + 1, changes = service_use.changes + 1",
    )
    .bind(service)
    .execute()
    .await
    .map(|_| ())
}

/// The services applied for most, with the number of cases.
pub async fn most_used(conn: &mut Conn, limit: i64) -> Result<Vec<(PublicServiceId, i64)>, StoreError> {
    conn.query("SELECT service, cases FROM service_use ORDER BY cases DESC, service LIMIT $1")
        .bind(limit)
        .all()
        .await
}
