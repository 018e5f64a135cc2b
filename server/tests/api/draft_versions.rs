//! `/drafts/{id}/move`, `/drafts/{id}/renew`: drafts whose form has changed

use axum::body::Body;
use axum::http::Method;
use rstest::rstest;
use serde_json::{Value, json};
use store::Engine;

use crate::harness::{Caller, World, items};
use crate::services::description;

const SERVICE: &str = "suna-registresana";
const DAY: i64 = 24 * 60 * 60;

fn text(lv: &str, en: &str) -> Value {
    json!({ "lv": lv, "en": en })
}

fn question(id: &str, label: Value, kind: Value) -> Value {
    json!({ "id": id, "label": label, "kind": kind, "required": "always" })
}

fn form(fields: &[Value]) -> Value {
    json!({
        "formatVersion": 1,
        "title": text("Suns", "A dog"),
        "pages": [{ "id": "dog", "title": text("Suns", "The dog"), "sections": [{ "id": "dog", "fields": fields }] }],
    })
}

fn name() -> Value {
    question(
        "name",
        text("Kā suni sauc?", "What is its name?"),
        json!({ "shortText": {} }),
    )
}

fn colour() -> Value {
    question(
        "colour",
        text("Kādā krāsā tas ir?", "What colour is it?"),
        json!({ "shortText": {} }),
    )
}

fn size() -> Value {
    question(
        "size",
        text("Cik tas ir liels?", "How big is it?"),
        json!({ "shortText": {} }),
    )
}

fn first() -> Value {
    form(&[name(), colour(), size()])
}

/// One more question that need not be answered, and other words.
fn safe() -> Value {
    let mut nick = question(
        "nick",
        text("Kā vēl sauc?", "What else is it called?"),
        json!({ "shortText": {} }),
    );
    nick["required"] = json!("never");
    let mut name = name();
    name["label"] = text("Kāds ir suņa vārds?", "What is the name of the dog?");
    form(&[name, colour(), size(), nick])
}

/// The colour is asked no longer, a chip is.
fn asks() -> Value {
    let chip = question(
        "chip",
        text("Kāds ir čipa numurs?", "What is the number of its chip?"),
        json!({ "shortText": {} }),
    );
    form(&[name(), size(), chip])
}

/// The size is a yes or no now.
fn refused() -> Value {
    form(&[
        name(),
        colour(),
        question("size", text("Vai liels?", "Is it big?"), json!({ "yesNo": {} })),
    ])
}

fn dog() -> Value {
    json!({ "name": "Reksis", "colour": "rūsgans", "size": "līdz ceļiem" })
}

/// A service that starts with the first version of a form, its editor, and a draft of Jānis.
struct Changing {
    world: World,
    editor: Caller,
    janis: Caller,
    draft: String,
}

impl Changing {
    async fn new(engine: Engine) -> Self {
        let world = World::new(engine).await;
        let editor = world.program_of("pmlp-laura").await;
        editor
            .put("/forms/dog", json!({ "agency": "pmlp", "definition": first() }))
            .await
            .is(200);
        let mut service = description(&world.anybody(), "Suņa reģistrēšana").await;
        service["content"]["start"] = json!({ "form": "dog" });
        let manager = world.program_of("vdaa-edgars").await;
        manager.put(&format!("/services/{SERVICE}"), service).await.is(200);
        let janis = world.program_of("janis").await;
        let draft = janis.filled_draft(SERVICE, dog()).await;
        Self {
            world,
            editor,
            janis,
            draft,
        }
    }

    /// A further version; its id.
    async fn publish(&self, definition: Value, until: Option<&str>) -> Value {
        let new = json!({ "agency": "pmlp", "definition": definition, "olderUntil": until });
        self.editor.put("/forms/dog", new).await.is(200)["id"].clone()
    }

    fn path(&self, rest: &str) -> String {
        format!("/drafts/{}{rest}", self.draft)
    }

    async fn view(&self) -> Value {
        self.janis.get(&self.path("")).await.is(200)
    }

    async fn audited(&self, action: &str) -> i64 {
        let mut reader = self.world.db.read().await.unwrap();
        let (count,): (i64,) = reader
            .query("SELECT COUNT(*) FROM audit WHERE action = $1 AND subject = $2")
            .bind(action.to_owned())
            .bind(format!("draft:{}", self.draft))
            .one()
            .await
            .unwrap();
        count
    }
}

async fn page(browser: &Caller, path: &str) -> String {
    let reply = browser.send(Method::GET, path, Body::empty()).await;
    assert_eq!(reply.status, 200, "{path}: {}", reply.text());
    reply.text()
}

#[rstest]
#[tokio::test]
async fn a_draft_of_which_nothing_is_touched_moves_by_itself(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let it = Changing::new(engine).await;
    let newest = it.publish(safe(), Some("2026-11-10")).await;
    let made = it
        .world
        .browser_of("janis")
        .await
        .post("/me/tokens", json!({ "name": "Lasītājs", "scopes": ["own_read"] }))
        .await
        .is(201);
    let bearer = format!("Bearer {}", made["secret"].as_str().unwrap());
    let reader = it.world.anybody().with("authorization", &bearer);
    let seen = reader.get(&it.path("")).await.is(200);
    assert_eq!(
        (&seen["update"]["passage"], it.audited("move_draft").await),
        (&json!("moves"), 0)
    );

    // Long after the last day as well: what fits is never too late.
    it.world.clock.advance(20 * DAY);
    let view = it.view().await;
    assert_eq!(
        (&view["draft"]["formVersion"], &view["draft"]["answers"]),
        (&newest, &dog())
    );
    assert_eq!((view.get("update"), &view["moves"][0]["to"]), (None, &newest));
    assert_eq!(
        (&view["moves"][0]["answers"], it.audited("move_draft").await),
        (&json!([]), 1)
    );
    assert_eq!(it.view().await, view, "once");

    let browser = it.world.browser_of("janis").await;
    let at = format!("/lv/melnraksti/{}/dog", it.draft);
    let told = "Veidlapa ir mainīta; nekas no uzrakstītā nav zudis.";
    let html = page(&browser, &at).await;
    assert!(html.contains(told) && html.contains("Kāds ir suņa vārds?"), "{html}");
    let save = json!({ "version": view["draft"]["version"], "answers": dog() });
    it.janis.put(&it.path(""), save).await.is(200);
    assert!(!page(&browser, &at).await.contains(told), "told until one goes on");
    it.janis.post(&it.path("/submit"), json!({})).await.is(201);
}

#[rstest]
#[tokio::test]
async fn who_is_asked_sees_what_happens_and_moves(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let it = Changing::new(engine).await;
    let newest = it.publish(asks(), None).await;
    let view = it.view().await;
    let update = &view["update"];
    assert_eq!(
        (&update["passage"], &update["formVersion"], update.get("until")),
        (&json!("asks"), &newest, None)
    );
    assert_eq!(
        update["answers"],
        json!([{ "path": "colour", "answer": "rūsgans", "fate": "set_aside" }])
    );
    assert_eq!(update["questions"], json!(["chip"]));
    let places: Vec<&Value> = update["differences"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["place"])
        .collect();
    assert_eq!(places, ["chip", "colour"]);
    assert_eq!(view["draft"]["answers"], dog(), "nothing moves without being asked");

    let seen = |version: &Value, form: &Value| json!({ "version": version, "formVersion": form });
    let (version, old) = (&view["draft"]["version"], &view["draft"]["formVersion"]);
    it.janis
        .post(&it.path("/move"), seen(&json!(1), &newest))
        .await
        .is_problem(409);
    it.janis
        .post(&it.path("/move"), seen(version, old))
        .await
        .is_problem(409);
    it.janis
        .post(&it.path("/renew"), json!({ "carry": true }))
        .await
        .is_problem(409);
    assert_eq!(it.view().await, view, "refused, nothing was changed");
    let moved = it.janis.post(&it.path("/move"), seen(version, &newest)).await.is(200);
    assert_eq!(
        moved["draft"]["answers"],
        json!({ "name": "Reksis", "size": "līdz ceļiem" })
    );
    assert_eq!(
        moved["moves"][0]["answers"], update["answers"],
        "what was left out is kept"
    );
    assert_eq!((&moved["moves"][0]["from"], moved.get("update")), (old, None));
    it.janis
        .post(&it.path("/move"), seen(&moved["draft"]["version"], &newest))
        .await
        .is_problem(409);
    assert_eq!(
        it.janis.post(&it.path("/submit"), json!({})).await.is_wrong_at(422),
        ["#/answers/chip"]
    );
    assert_eq!(it.audited("move_draft").await, 1);
}

#[rstest]
#[tokio::test]
async fn the_old_version_is_submitted_as_before(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let it = Changing::new(engine).await;
    it.publish(asks(), Some("2026-11-02")).await;
    let case = it.janis.post(&it.path("/submit"), json!({})).await.is(201);
    let path = format!("/cases/{}", case["number"].as_str().unwrap());
    let view = it.janis.get(&path).await.is(200);
    assert_eq!(view["answers"], dog(), "a case stays on its version");
    assert_eq!(it.view().await.get("update"), None);
}

#[rstest]
#[tokio::test]
async fn who_cannot_move_stays_until_the_last_day(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let it = Changing::new(engine).await;
    let newest = it.publish(refused(), Some("2026-11-03")).await;
    let view = it.view().await;
    assert_eq!(
        (&view["update"]["passage"], &view["update"]["until"]),
        (&json!("stays"), &json!("2026-11-03"))
    );
    let seen = json!({ "version": view["draft"]["version"], "formVersion": newest });
    it.janis.post(&it.path("/move"), seen).await.is_problem(409);
    it.world.clock.advance(DAY);
    let save = |view: &Value| json!({ "version": view["draft"]["version"], "answers": dog() });
    it.janis.put(&it.path(""), save(&view)).await.is(200);

    it.world.clock.advance(DAY);
    let late = it.view().await;
    assert_eq!(late["update"]["passage"], "closed");
    it.janis.post(&it.path("/submit"), json!({})).await.is_problem(409);
    it.janis.put(&it.path(""), save(&late)).await.is_problem(409);
    // A page that was open when the last day ended: what was typed on it is kept.
    let browser = it.world.browser_of("janis").await;
    let typed = [
        ("name", "Duksis"),
        ("colour", "rūsgans"),
        ("size", "līdz ceļiem"),
        ("action", "continue"),
    ];
    let at = format!("/lv/melnraksti/{}/dog", it.draft);
    browser.submit(&at, &typed).await.leads_to();
    let closed = it.view().await;
    assert_eq!(closed["draft"]["answers"]["name"], "Duksis");
    let renewed = it
        .janis
        .post(&it.path("/renew"), json!({ "carry": true }))
        .await
        .is(200);
    assert_ne!(renewed["draft"]["id"], closed["draft"]["id"]);
    assert_eq!(renewed["draft"]["formVersion"], newest);
    assert_eq!(
        renewed["draft"]["answers"],
        json!({ "name": "Duksis", "colour": "rūsgans" })
    );
    assert_eq!(
        renewed["moves"][0]["answers"],
        json!([{ "path": "size", "answer": "līdz ceļiem", "fate": "unreadable" }])
    );
    let again = it
        .janis
        .post(&it.path("/renew"), json!({ "carry": false }))
        .await
        .is(200);
    assert_eq!(again, renewed, "there is one draft on a version");
    assert_eq!(it.view().await, closed, "the old one stays to be read");
    let started = it
        .janis
        .post(&format!("/services/{SERVICE}/drafts"), json!({}))
        .await
        .is(200);
    assert_eq!(started["draft"]["id"], renewed["draft"]["id"]);
    assert_eq!(items(&it.janis.get("/drafts").await.is(200)).len(), 2);
    assert_eq!(it.janis.delete(&it.path("")).await.status, 204);
}

#[rstest]
#[tokio::test]
async fn one_goes_on_with_a_draft_on_an_older_version(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let it = Changing::new(engine).await;
    it.publish(refused(), None).await;
    let start = format!("/services/{SERVICE}/drafts");
    let again = it.janis.post(&start, json!({})).await.is(200);
    assert_eq!(again["draft"]["id"], json!(it.draft));
    let empty = it
        .janis
        .post(&it.path("/renew"), json!({ "carry": false }))
        .await
        .is(200);
    assert_eq!((&empty["draft"]["answers"], empty.get("moves")), (&json!({}), None));
    let newest = it.janis.post(&start, json!({})).await.is(200);
    assert_eq!(newest["draft"]["id"], empty["draft"]["id"]);
}

#[rstest]
#[tokio::test]
async fn an_editor_learns_that_another_published_meanwhile(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let it = Changing::new(engine).await;
    let seen = it.editor.get("/forms/dog").await.is(200)["version"]["id"].clone();
    let new = |replaces: &Value, until: &str| json!({ "agency": "pmlp", "definition": safe(), "replaces": replaces, "olderUntil": until });
    let past = it.editor.put("/forms/dog", new(&seen, "2026-11-01")).await;
    assert_eq!(past.is_wrong_at(422), ["#/olderUntil"]);
    let second = it.editor.put("/forms/dog", new(&seen, "2026-11-30")).await.is(200);
    assert_eq!(
        (&second["number"], &second["olderUntil"]),
        (&json!(2), &json!("2026-11-30"))
    );
    it.editor
        .put("/forms/dog", new(&seen, "2026-11-30"))
        .await
        .is_problem(409);
    it.editor
        .put("/forms/cat", new(&seen, "2026-11-30"))
        .await
        .is_problem(409);
    it.editor
        .put("/forms/dog", new(&second["id"], "2026-11-30"))
        .await
        .is(200);
}

#[rstest]
#[tokio::test]
async fn a_page_drawn_before_the_move_loses_nothing(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let it = Changing::new(engine).await;
    let browser = it.world.browser_of("janis").await;
    let at = format!("/lv/melnraksti/{}/dog", it.draft);
    let old = it.view().await["draft"]["formVersion"].as_str().unwrap().to_owned();
    assert!(
        page(&browser, &at)
            .await
            .contains(&format!("name=\"_form\" value=\"{old}\""))
    );
    let newest = it.publish(asks(), None).await;
    let view = it.view().await;
    let stale = json!({ "version": view["draft"]["version"], "formVersion": newest, "answers": dog() });
    it.janis.put(&it.path(""), stale).await.is_problem(409);
    let seen = json!({ "version": view["draft"]["version"], "formVersion": newest });
    it.janis.post(&it.path("/move"), seen).await.is(200);

    let typed = [
        ("_form", old.as_str()),
        ("name", "Duksis"),
        ("colour", "melns"),
        ("size", "mazs"),
        ("action", "save"),
    ];
    browser.submit(&at, &typed).await.leads_to();
    let view = it.view().await;
    assert_eq!(view["draft"]["answers"], json!({ "name": "Duksis", "size": "mazs" }));
    let kept: Vec<&Value> = view["moves"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["answers"][0]["answer"])
        .collect();
    assert_eq!(kept, ["rūsgans", "melns"]);
    browser.submit(&at, &typed).await.leads_to();
    assert_eq!(
        it.view().await["moves"],
        view["moves"],
        "what is known is not told twice"
    );
}

#[rstest]
#[tokio::test]
async fn pages_say_what_changed_and_lead_on(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let it = Changing::new(engine).await;
    let browser = it.world.browser_of("janis").await;
    it.publish(asks(), None).await;
    for (at, words) in [
        (
            format!("/lv/melnraksti/{}/dog", it.draft),
            ["Veidlapa ir mainīta", "Kādā krāsā tas ir?", "Kāds ir čipa numurs?"],
        ),
        (
            format!("/en/drafts/{}/check", it.draft),
            [
                "The form has changed",
                "What colour is it?",
                "What is the number of its chip?",
            ],
        ),
    ] {
        let html = page(&browser, &at).await;
        assert!(
            words.iter().all(|word| html.contains(word)) && html.contains("rūsgans"),
            "{html}"
        );
        assert!(!html.contains("name=\"name\""), "nothing is filled before: {html}");
    }
    let at = format!("/en/drafts/{}/new-version", it.draft);
    let view = it.view().await;
    let (version, form) = (
        view["draft"]["version"].to_string(),
        view["update"]["formVersion"].as_str().unwrap(),
    );
    let pairs = [("action", "move"), ("version", version.as_str()), ("formVersion", form)];
    let stale = browser
        .submit(&at, &[("action", "move"), ("version", "1"), ("formVersion", form)])
        .await;
    assert_eq!(stale.status, 409);
    assert!(stale.text().contains("The form has changed"));
    let next = browser.submit(&at, &pairs).await.leads_to();
    let html = page(&browser, &next).await;
    assert!(
        html.contains("Nothing you wrote was lost") && html.contains("rūsgans"),
        "{html}"
    );
    assert_eq!(browser.submit(&at, &pairs).await.status, 409);
    assert!(page(&browser, &at).await.contains("newest version of the form already"));

    // What was typed as the size is a yes or no in the next version.
    it.publish(without_chip_with_yes_or_no(), Some("2026-11-03")).await;
    let html = page(&browser, &next).await;
    assert!(
        html.contains("3 November 2026") && html.contains("name=\"name\""),
        "it can be gone on with: {html}"
    );
    assert!(page(&browser, &at).await.contains("Go on with this draft"));
    it.world.clock.advance(2 * DAY);
    let browser = it.world.browser_of("janis").await;
    let html = page(&browser, &next).await;
    assert!(
        html.contains("cannot be submitted any more") && html.contains("līdz ceļiem"),
        "{html}"
    );
    let submit = browser.submit(&format!("/en/drafts/{}/check", it.draft), &[]).await;
    assert_eq!(submit.status, 409);
    let anew = browser.submit(&at, &[("action", "carry")]).await.leads_to();
    assert!(!anew.contains(&it.draft));
    let html = page(&browser, &anew).await;
    assert!(
        html.contains("This new draft has your answers that fit") && html.contains("Reksis"),
        "{html}"
    );
}

fn without_chip_with_yes_or_no() -> Value {
    form(&[
        name(),
        question("size", text("Vai liels?", "Is it big?"), json!({ "yesNo": {} })),
    ])
}
