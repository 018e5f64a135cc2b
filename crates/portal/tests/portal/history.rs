//! The made-up past of the demonstration, as its files in `server/seed` say.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::Path;
use std::sync::Arc;

use connectors::Files;
use domain::{
    Answers, Case, CaseEvent, CaseEventKind, CaseId, CaseState, EventActor, FormDefinition, FormVersionId, Outcome,
    Timestamp, WorkingCalendar,
};
use portal::{FixedClock, HistoryFiles, HistorySize, Ids, Portal, SeedFiles, Settings};
use rstest::rstest;
use store::testing::{TestDb, database};
use store::{Engine, Row};
use tempfile::TempDir;

use crate::world::MORNING;

fn text(path: &Path) -> &'static str {
    Box::leak(fs::read_to_string(path).unwrap().into_boxed_str())
}

fn seed(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../server/seed")
        .join(path)
}

/// The files of a folder: names without ending, and texts.
fn folder(path: &str) -> Vec<(&'static str, &'static str)> {
    let entries = fs::read_dir(seed(path)).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = entries.filter(|path| path.is_file()).collect();
    files.sort();
    let name = |path: &Path| path.file_stem().unwrap().to_string_lossy().into_owned();
    files
        .iter()
        .map(|path| (&*Box::leak(name(path).into_boxed_str()), text(path)))
        .collect()
}

fn texts(path: &str) -> &'static [&'static str] {
    folder(path)
        .into_iter()
        .map(|(_, text)| text)
        .collect::<Vec<_>>()
        .leak()
}

fn seed_files() -> SeedFiles {
    SeedFiles {
        agencies: text(&seed("agencies.toml")),
        life_situations: text(&seed("life_situations.toml")),
        personas: text(&seed("personas.toml")),
        services: texts("services"),
        forms: folder("forms").leak(),
    }
}

struct Past {
    portal: Portal,
    db: TestDb,
    size: HistorySize,
    _folder: TempDir,
}

impl Past {
    /// The demonstration with its past, as loaded on the morning of 2 November 2026.
    async fn new(engine: Engine) -> Self {
        let db = database(engine).await;
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(FixedClock::new(MORNING.parse().unwrap()));
        let settings = Settings {
            demo: true,
            index_folder: None,
        };
        let files = Files::local(folder.path()).unwrap();
        let portal = Portal::open((*db).clone(), files, clock, Ids::random(), settings);
        let portal = portal.await.unwrap();
        portal.load_calendar().await.unwrap();
        let files = seed_files();
        portal.seed(&files).await.unwrap();
        assert!(portal.has_no_cases().await.unwrap());
        let history = HistoryFiles {
            plan: text(&seed("history/plan.toml")),
            people: text(&seed("history/people.toml")),
            services: texts("history/services"),
        };
        let size = portal.seed_history(&files, &history).await.unwrap();
        assert!(!portal.has_no_cases().await.unwrap());
        Self {
            portal,
            db,
            size,
            _folder: folder,
        }
    }

    async fn rows<R: Row>(&self, sql: &'static str) -> Vec<R> {
        self.db.read().await.unwrap().query(sql).all().await.unwrap()
    }

    async fn count(&self, sql: &'static str) -> i64 {
        self.rows::<(i64,)>(sql).await[0].0
    }

    /// All cases in order of their numbers, each with its events.
    async fn cases(&self) -> Vec<(Case, Vec<CaseEvent>)> {
        let ids: Vec<(CaseId,)> = self.rows("SELECT id FROM case_file ORDER BY number").await;
        let mut reader = self.db.read().await.unwrap();
        let mut cases = Vec::with_capacity(ids.len());
        for (id,) in ids {
            let case = store::cases::find(&mut reader, id).await.unwrap();
            let events = store::case_events::of_case(&mut reader, id).await.unwrap();
            cases.push((case, events));
        }
        cases
    }
}

#[rstest]
#[tokio::test]
async fn there_is_enough_of_it_and_nobody_is_told(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let past = Past::new(engine).await;
    let HistorySize { past: ended, running } = past.size;
    assert!((3_000..5_500).contains(&ended), "{ended}");
    assert!((240..380).contains(&running), "{running}");
    let stored = past
        .count("SELECT count(*) FROM case_file WHERE closed_at IS NULL")
        .await;
    assert_eq!(stored, running as i64);
    for (table, count) in [
        ("notices", past.count("SELECT count(*) FROM notice").await),
        ("jobs", past.count("SELECT count(*) FROM job").await),
        ("drafts", past.count("SELECT count(*) FROM draft").await),
    ] {
        assert_eq!(count, 0, "{table}");
    }
    let used = past.count("SELECT CAST(sum(cases) AS BIGINT) FROM service_use").await;
    assert_eq!(used, (ended + running) as i64);
    let ratings = past.count("SELECT count(*) FROM feedback").await;
    assert_eq!(
        past.count("SELECT CAST(sum(count) AS BIGINT) FROM rating_summary")
            .await,
        ratings
    );
    let sum = past.count("SELECT CAST(sum(rating) AS BIGINT) FROM feedback").await;
    assert_eq!(
        past.count("SELECT CAST(sum(sum) AS BIGINT) FROM rating_summary").await,
        sum
    );
    assert!(ratings > 800, "{ratings}");
    let comments = past.count("SELECT count(*) FROM feedback WHERE comment <> ''").await;
    assert!(comments > 300 && comments < ratings, "{comments}");
}

#[tokio::test]
async fn the_same_day_has_the_same_sound_past() {
    let (one, other) = (Past::new(Engine::Sqlite).await, Past::new(Engine::Sqlite).await);
    are_the_same(&one, &other).await;
    let cases = one.cases().await;
    add_up(&one, &cases);
    all_answers_fit_their_forms(&one, &cases).await;
    its_people_are_not_the_personas(&one).await;
}

async fn are_the_same(one: &Past, other: &Past) {
    // Identities of the registry are new each time, those of the history are not.
    let cases = "SELECT id, number, state, step, submitted_at, closed_at FROM case_file ORDER BY number";
    type Line = (CaseId, String, String, String, Timestamp, Option<Timestamp>);
    assert_eq!(one.rows::<Line>(cases).await, other.rows::<Line>(cases).await);
    for texts in [
        "SELECT text FROM message ORDER BY id",
        "SELECT comment FROM feedback ORDER BY id",
        "SELECT text FROM case_result ORDER BY id",
        "SELECT name FROM party ORDER BY name",
    ] {
        let (left, right): (Vec<(String,)>, Vec<(String,)>) = (one.rows(texts).await, other.rows(texts).await);
        assert!(left.len() > 100 && left == right, "{texts}");
    }
}

/// Every case is sound, and there are enough of every sort.
fn add_up(past: &Past, cases: &[(Case, Vec<CaseEvent>)]) {
    let calendar = WorkingCalendar::new(&domain::latvia());
    let mut states: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut asked, mut late) = (0, 0);
    for (case, events) in cases {
        assert_eq!(replayed(case, events), *case, "{}", case.number);
        happened_in_order(events, past.portal.now());
        by_officials_at_work(events, &calendar);
        asked += questions(case, events);
        late += usize::from(case.closed_at.is_some_and(|at| case.promised_by < Some(at.date())));
        *states.entry(case.state.code()).or_default() += 1;
    }
    assert_eq!(states.len(), 7, "{states:?}");
    assert!(states.values().all(|count| *count > 5), "{states:?}");
    assert!((300..1_200).contains(&asked), "{asked}");
    assert!((300..1_300).contains(&late), "{late}");
}

fn happened_in_order(events: &[CaseEvent], now: Timestamp) {
    let sequences: Vec<i64> = events.iter().map(|event| event.sequence).collect();
    assert_eq!(sequences, (1..=events.len() as i64).collect::<Vec<_>>());
    assert!(events.is_sorted_by_key(|event| event.occurred_at));
    assert!(
        events
            .iter()
            .all(|event| event.occurred_at <= now && event.recorded_at == event.occurred_at)
    );
}

/// What is begun in the last minutes of a day may end shortly after.
fn by_officials_at_work(events: &[CaseEvent], calendar: &WorkingCalendar) {
    for event in events
        .iter()
        .filter(|event| matches!(event.by, EventActor::Agency { .. }))
    {
        assert!(calendar.is_working_day(event.occurred_at_date()), "{event:?}");
        assert!(((9, 0)..(17, 15)).contains(&event.occurred_at.clock()), "{event:?}");
    }
}

/// How often the client was asked; all was answered, or the case waits, or it ended over that.
fn questions(case: &Case, events: &[CaseEvent]) -> usize {
    let count = |kind| events.iter().filter(|event| event.kind == kind).count();
    let (asked, answered) = (count(CaseEventKind::ClientAsked), count(CaseEventKind::ClientAnswered));
    let open = matches!(
        case.state,
        CaseState::WaitingForClient | CaseState::Closed(Outcome::LeftUnexamined | Outcome::Withdrawn)
    );
    assert!(asked == answered || open && asked == answered + 1, "{}", case.number);
    asked
}

/// The case that the events make of a newly submitted one.
fn replayed(case: &Case, events: &[CaseEvent]) -> Case {
    let first = &events[0];
    assert!(matches!(first.kind, CaseEventKind::Submitted { .. }), "{}", case.number);
    assert_eq!(
        (first.occurred_at, &first.by),
        (
            case.submitted_at,
            &EventActor::Client {
                person: case.submitted_by
            }
        )
    );
    let mut replayed = Case {
        state: CaseState::Submitted,
        official: None,
        closed_at: None,
        version: 1,
        ..case.clone()
    };
    for event in events {
        replayed.apply(&event.kind, event.occurred_at);
    }
    // All but the two of the submission are changes of their own.
    replayed.version += events.len() as i64 - 2;
    replayed
}

async fn all_answers_fit_their_forms(past: &Past, cases: &[(Case, Vec<CaseEvent>)]) {
    let facts = past.portal.forms.outside_facts().await.unwrap();
    let mut forms: HashMap<FormVersionId, FormDefinition> = HashMap::new();
    for (case, _) in cases {
        let id = case.form_version.unwrap();
        if let Entry::Vacant(new) = forms.entry(id) {
            new.insert(past.portal.forms.version(id).await.unwrap().definition.clone());
        }
        let answers: Option<Answers> = store::cases::answers(&mut past.db.read().await.unwrap(), case.id)
            .await
            .unwrap();
        let facts = facts.clone().on(case.submitted_at.date());
        let answers = answers.unwrap();
        assert_eq!(
            forms::submit(&forms[&id], &answers, &facts.context()).as_ref(),
            Ok(&answers),
            "{}",
            case.number
        );
    }
    assert_eq!(forms.len(), folder("forms").len(), "every form has cases");
}

/// Its people are others than the personas, who have little past of their own.
async fn its_people_are_not_the_personas(past: &Past) {
    let people: Vec<(String, Option<String>)> = past.rows("SELECT name, personal_code FROM party").await;
    let names: BTreeSet<&String> = people.iter().map(|(name, _)| name).collect();
    assert!(names.len() > 700, "{}", names.len());
    for persona in seed_files().personas().unwrap() {
        let name = format!("{} {}", persona.given_name, persona.family_name);
        assert_eq!(people.iter().filter(|(other, _)| *other == name).count(), 1, "{name}");
    }
    let companies = past
        .count("SELECT count(*) FROM party WHERE kind = 'organisation'")
        .await;
    assert_eq!(companies, 62);
    let of = "SELECT count(*) FROM case_file c JOIN party p ON p.id = c.applicant WHERE p.name = 'Ilze Ozola'";
    assert_eq!(past.count(of).await, 3);
    let most: Vec<(i64,)> = past
        .rows("SELECT count(*) FROM case_file GROUP BY applicant ORDER BY 1 DESC LIMIT 1")
        .await;
    assert!(most[0].0 < 60, "{most:?}");
    let strangers = "SELECT count(*) FROM case_event e JOIN case_file c ON c.id = e.case_id
                     WHERE e.side = 'agency' AND NOT EXISTS
                     (SELECT 1 FROM role r WHERE r.party = e.person AND r.agency = c.agency AND r.kind = 'official')";
    assert_eq!(
        past.count(strangers).await,
        0,
        "only officials of the agency act for it"
    );
}
