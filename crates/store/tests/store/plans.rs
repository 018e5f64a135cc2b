//! Every statement finds its rows by an index and in the order wanted: with 20 million cases nothing else works.

use std::sync::{Arc, Mutex};

use domain::{Date, JobKind, Limit};
use store::case_queue::{self, Holder, QueueFilter};
use store::cases::{self, Which};
use store::testing::database;
use store::{
    Conn, Db, Engine, SecretHash, audit, case_answers, case_events, case_submission, draft_moves, drafts, feedback,
    files, forecast, form_versions, idempotency, identities, jobs, mandates, messages, notices, parked_posts, parties,
    results, roles, sessions, sign_ins, sweep, tokens,
};
use tracing::field::{Field, Visit};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
use uuid::Uuid;

use crate::support::{NOW, answers, case, grant, id};

/// Collects the statements the driver reports.
#[derive(Clone, Default)]
struct Statements(Arc<Mutex<Vec<String>>>);

impl<S: tracing::Subscriber> Layer<S> for Statements {
    fn on_event(&self, event: &tracing::Event<'_>, _: Context<'_, S>) {
        if event.metadata().target() == "sqlx::query" {
            let mut texts = Texts::default();
            event.record(&mut texts);
            let sql = if texts.statement.trim().is_empty() {
                texts.summary
            } else {
                texts.statement
            };
            self.0.lock().unwrap().push(sql);
        }
    }
}

/// The driver puts a short statement into `summary`, a long one into `db.statement`.
#[derive(Default)]
struct Texts {
    summary: String,
    statement: String,
}

impl Visit for Texts {
    fn record_str(&mut self, field: &Field, value: &str) {
        match field.name() {
            "summary" => self.summary = value.to_owned(),
            "db.statement" => self.statement = value.to_owned(),
            _ => {}
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn std::fmt::Debug) {}
}

#[tokio::test]
async fn every_statement_uses_an_index() {
    let statements = Statements::default();
    let db = database(Engine::Sqlite).await;
    tracing::subscriber::set_global_default(tracing_subscriber::registry().with(statements.clone())).unwrap();
    read_everything(&db).await;
    write_everything(&db).await;
    let seen = std::mem::take(&mut *statements.0.lock().unwrap());

    let mut reader = db.read().await.unwrap();
    let mut checked = 0;
    let mut bad = Vec::new();
    for sql in seen.iter().filter(|sql| is_ours(sql)) {
        for step in plan(&mut reader, sql).await {
            let whole_table = step.starts_with("SCAN ") && !step.contains("CONSTANT ROW") && !step.contains("counted");
            if whole_table || step.contains("TEMP B-TREE") {
                bad.push(format!("{step}\n    {sql}"));
            }
        }
        checked += 1;
    }
    assert!(checked > 60, "only {checked} statements were seen");
    assert!(bad.is_empty(), "{}", bad.join("\n"));
}

/// Sums per service are few and read whole; the rest must be found.
fn is_ours(sql: &str) -> bool {
    let verb = ["SELECT", "INSERT", "UPDATE", "DELETE"]
        .iter()
        .any(|verb| sql.trim_start().starts_with(verb));
    verb && !sql.contains("FROM rating_summary ORDER BY")
        && !sql.contains("sample")
        && !sql.contains("schema_migration")
}

async fn plan(conn: &mut Conn, sql: &str) -> Vec<String> {
    let sql: &'static str = format!("EXPLAIN QUERY PLAN {sql}").leak();
    let rows: Vec<(i64, i64, i64, String)> = conn.query(sql).all().await.unwrap();
    rows.into_iter().map(|row| row.3).collect()
}

async fn read_everything(db: &Db) {
    let mut conn = db.read().await.unwrap();
    let (limit, day) = (Limit::default(), Date::MIN);
    let secret = SecretHash::of("x");
    let code = "000000-00001".to_owned().try_into().unwrap();
    let number = "40003521600".to_owned().try_into().unwrap();
    parties::find(&mut conn, id(1)).await.unwrap_err();
    parties::by_personal_code(&mut conn, &code).await.unwrap();
    parties::by_registration_number(&mut conn, &number).await.unwrap();
    identities::find(&mut conn, "i", "s").await.unwrap();
    roles::of_person(&mut conn, id(1)).await.unwrap();
    mandates::find(&mut conn, id(1)).await.unwrap_err();
    mandates::of_representative(&mut conn, id(1), day).await.unwrap();
    mandates::of_represented(&mut conn, id(1)).await.unwrap();
    sessions::by_secret(&mut conn, &secret).await.unwrap();
    sessions::of_person(&mut conn, id(1), NOW).await.unwrap();
    tokens::by_secret(&mut conn, &secret).await.unwrap();
    tokens::of_person(&mut conn, id(1), NOW).await.unwrap();
    tokens::over(&mut conn, id(1), NOW).await.unwrap();
    drafts::find(&mut conn, id(1)).await.unwrap_err();
    drafts::of_person(&mut conn, id(1), id(1), None, limit).await.unwrap();
    cases::find(&mut conn, id(1)).await.unwrap_err();
    cases::by_number(&mut conn, &case(1).number).await.unwrap_err();
    cases::answers(&mut conn, id(1)).await.unwrap();
    case_submission::of_draft(&mut conn, id(1)).await.unwrap();
    for which in [Which::All, Which::Running, Which::Past] {
        cases::of_applicant(&mut conn, id(1), which, None, limit).await.unwrap();
    }
    queues(&mut conn).await;
    case_answers::find(&mut conn, id(1), ("f", "v"), None, limit)
        .await
        .unwrap();
    case_events::find(&mut conn, id(1), 1).await.unwrap_err();
    case_events::of_case(&mut conn, id(1)).await.unwrap();
    case_events::of_service(&mut conn, id(1), NOW..NOW, 9).await.unwrap();
    forecast::history(&mut conn, id(1), &case(1).step).await.unwrap();
    forecast::real_duration(&mut conn, id(1)).await.unwrap();
    forecast::changes(&mut conn, id(1)).await.unwrap();
    audit::about_party(&mut conn, id(1), None, limit).await.unwrap();
    audit::about_subject(&mut conn, "case:1", None, limit).await.unwrap();
    messages::of_case(&mut conn, id(1), None, limit).await.unwrap();
    files::find(&mut conn, id(1)).await.unwrap_err();
    files::of_case(&mut conn, id(1)).await.unwrap();
    results::of_case(&mut conn, id(1)).await.unwrap();
    notices::inbox(&mut conn, id(1), None, limit).await.unwrap();
    notices::unread(&mut conn, id(1)).await.unwrap();
    feedback::of_case(&mut conn, id(1)).await.unwrap();
    feedback::of_service(&mut conn, id(1), None, limit).await.unwrap();
    feedback::summary(&mut conn, id(1)).await.unwrap();
    jobs::dead(&mut conn, None, limit).await.unwrap();
    jobs::backlog(&mut conn, NOW).await.unwrap();
    jobs::is_due(&mut conn, NOW).await.unwrap();
    files::recorded(&mut conn, &[id(1)]).await.unwrap();
    feedback::rated(&mut conn, id(1), (NOW, NOW)).await.unwrap();
}

async fn queues(conn: &mut Conn) {
    let limit = Limit::default();
    let official = Some(Holder::Official(id(1)));
    for filter in [
        QueueFilter::default(),
        QueueFilter {
            state: Some(case(1).state),
            ..QueueFilter::default()
        },
        QueueFilter {
            holder: official,
            ..QueueFilter::default()
        },
        QueueFilter {
            holder: Some(Holder::Nobody),
            ..QueueFilter::default()
        },
        QueueFilter {
            service: Some(id(1)),
            ..QueueFilter::default()
        },
        QueueFilter {
            due_before: Some(Date::MIN),
            ..QueueFilter::default()
        },
        QueueFilter {
            service: Some(id(1)),
            step: Some(case(1).step),
            holder: official,
            ..QueueFilter::default()
        },
    ] {
        case_queue::open(conn, id(1), &filter, None, limit).await.unwrap();
    }
    case_queue::closed(conn, id(1), &QueueFilter::default(), None, limit)
        .await
        .unwrap();
    case_queue::counts(conn, id(1), id(1), Date::MIN).await.unwrap();
}

/// Only what finds rows to change; nothing is there, so most of it says so.
async fn write_everything(db: &Db) {
    let mut tx = db.begin().await.unwrap();
    let (grant, secret) = (grant(), SecretHash::of("x"));
    let key = idempotency::RequestKey {
        person: id(1),
        key: "k",
        operation: "o",
    };
    roles::take(&mut tx, id(1)).await.unwrap_err();
    mandates::revoke(&mut tx, id(1), NOW).await.unwrap_err();
    sessions::touch(&mut tx, id(1), NOW).await.unwrap();
    sessions::switch(&mut tx, id(1), None).await.unwrap_err();
    sessions::end(&mut tx, id(1), id(1)).await.unwrap_err();
    sign_ins::take::<serde_json::Value>(&mut tx, &secret, NOW)
        .await
        .unwrap();
    parked_posts::take(&mut tx, &secret, NOW).await.unwrap();
    tokens::touch(&mut tx, id(1), NOW).await.unwrap();
    tokens::end(&mut tx, &grant, id(1), id(1), NOW).await.unwrap_err();
    drafts::save(&mut tx, &grant, &mut crate::support::draft(1))
        .await
        .unwrap_err();
    drafts::unfinished(&mut tx, &crate::support::draft(1)).await.unwrap();
    drafts::unfinished_on_another_version(&mut tx, &crate::support::draft(1))
        .await
        .unwrap();
    draft_moves::of_draft(&mut tx, id(1)).await.unwrap();
    form_versions::newest(&mut tx, id(1)).await.unwrap_err();
    drafts::delete(&mut tx, &grant, id(1)).await.unwrap_err();
    case_submission::submit(&mut tx, &grant, (id(1), 1), case(1), &answers("x"))
        .await
        .unwrap_err();
    cases::save(&mut tx, &grant, &mut case(1)).await.unwrap_err();
    notices::mark_read(&mut tx, &grant, id(1), id(1), NOW)
        .await
        .unwrap_err();
    notices::mark_read_up_to(&mut tx, &grant, id(1), id(1), NOW)
        .await
        .unwrap_err();
    parties::add_personal_code(&mut tx, id(1), &"000000-00001".to_owned().try_into().unwrap())
        .await
        .unwrap();
    parties::lock(&mut tx, id(1)).await.unwrap();
    notices::mark_all_read(&mut tx, &grant, id(1), NOW).await.unwrap();
    jobs::enqueue(&mut tx, id(1), &JobKind::Sweep, None, NOW, NOW)
        .await
        .unwrap();
    let job = jobs::claim(&mut tx, NOW, 60, 1).await.unwrap().remove(0);
    jobs::retry(&mut tx, &job, "x", NOW).await.unwrap();
    jobs::bury(&mut tx, &job, "x", NOW).await.unwrap();
    jobs::revive(&mut tx, job.id, NOW).await.unwrap();
    jobs::finish(&mut tx, &job).await.unwrap();
    idempotency::complete(
        &mut tx,
        key,
        &idempotency::Answer {
            status: 200,
            body: vec![],
        },
    )
    .await
    .unwrap_err();
    idempotency::release(&mut tx, key).await.unwrap();
    sweep::sweep(&mut tx, NOW).await.unwrap();
    tx.query("SELECT id FROM party WHERE id = $1")
        .bind(Uuid::nil())
        .optional::<(Uuid,)>()
        .await
        .unwrap();
}
