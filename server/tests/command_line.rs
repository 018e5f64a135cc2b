//! The program as whoever operates it meets it.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::process::{Child, Command, Output};

use rstest::rstest;
use serde_json::{Value, json};

/// Runs the program with these arguments and nothing but these settings.
fn run(arguments: &[&str], settings: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_server"));
    command
        .args(arguments)
        .env_clear()
        .envs(settings.iter().copied())
        .current_dir(std::env::temp_dir());
    command.output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[rstest]
#[case(&["--help"])]
#[case(&["--version"])]
#[case(&["serve", "--help"])]
#[case(&["worker", "--help"])]
#[case(&["migrate", "--help"])]
#[case(&["seed", "--help"])]
#[case(&["backup", "--help"])]
#[case(&["restore", "--help"])]
#[case(&["openapi", "--help"])]
#[case(&["forms", "--help"])]
#[case(&["forms", "diff", "--help"])]
fn help_needs_no_settings(#[case] arguments: &[&str]) {
    let output = run(arguments, &[]);
    assert!(output.status.success() && !output.stdout.is_empty());
}

#[test]
fn the_description_of_the_api_needs_no_settings() {
    let output = run(&["openapi"], &[]);
    assert!(output.status.success());
    let description: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(description["openapi"].as_str().unwrap().starts_with("3.1"));
}

#[rstest]
#[case("serve", &[], "VARTI_BASE_URL must be set")]
#[case("worker", &[("VARTI_MODE", "test")], "VARTI_MODE is wrong")]
#[case("migrate", &[("VARTI_MODE", "demo"), ("VARTI_ADDR", "here")], "VARTI_ADDR is wrong")]
#[case("serve", &[("VARTI_MODE", "demo"), ("VARTI_LOG", "server=loud")], "VARTI_LOG is wrong")]
#[case("serve", &[("VARTI_MODE", "demo"), ("VARTI_SITE", "/no/such/folder")], "VARTI_SITE is wrong")]
#[case("serve", &[("VARTI_MODE", "demo"), ("DATABASE_URL", "mysql://x")], "DATABASE_URL is wrong")]
#[case("migrate", &[("VARTI_MODE", "demo"), ("DATABASE_URL", "sqlite::memory:")], "DATABASE_URL is wrong")]
#[case("migrate", &[("VARTI_MODE", "demo"), ("DATABASE_URL", "postgres://me:x@:port/x")], "DATABASE_URL is wrong")]
#[case("serve", &[("VARTI_MODE", "demo"), ("VARTI_LOG", "inof")], "VARTI_LOG is wrong")]
#[case("serve", &[("VARTI_MODE", "demo"), ("VARTI_HELP_EMAIL", "zzz")], "VARTI_HELP_EMAIL is wrong")]
fn wrong_settings_are_one_line_and_code_2(
    #[case] command: &str,
    #[case] settings: &[(&str, &str)],
    #[case] expected: &str,
) {
    let output = run(&[command], settings);
    let line = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{line}");
    assert!(line.starts_with("server: ") && line.contains(expected), "{line}");
    assert_eq!(line.trim_end().lines().count(), 1, "{line}");
}

#[test]
fn a_database_that_is_not_there_is_one_line_and_code_1() {
    let free = free_address();
    let url = format!("postgres://me@{free}/x");
    let settings = [("VARTI_MODE", "demo"), ("DATABASE_URL", url.as_str())];
    let output = run(&["migrate"], &settings);
    let line = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{line}");
    assert!(line.contains("DATABASE_URL: the database cannot be reached"), "{line}");
    assert_eq!(line.trim_end().lines().count(), 1, "{line}");
}

/// Whoever reads only the beginning, as `head` does, is no failure.
#[rstest]
#[case(&["openapi"])]
#[case(&["--help"])]
fn a_reader_may_stop(#[case] arguments: &[&str]) {
    use std::io::Read;
    let mut command = Command::new(env!("CARGO_BIN_EXE_server"));
    command.args(arguments).env_clear();
    command
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped());
    let mut program = command.spawn().unwrap();
    let mut stdout = program.stdout.take().unwrap();
    stdout.read_exact(&mut [0; 10]).unwrap();
    drop(stdout);
    let output = program.wait_with_output().unwrap();
    let said = text(&output.stderr);
    assert!(output.status.success() && said.is_empty(), "{:?} {said}", output.status);
}

#[rstest]
#[case("VARTI_ADDR")]
#[case("VARTI_METRICS_ADDR")]
fn an_address_that_is_taken_is_a_wrong_setting(#[case] name: &str) {
    let place = site();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = taken.local_addr().unwrap().to_string();
    let (free, data) = (free_address(), place.path().join("data"));
    let site = place.path().join("site");
    let settings = [
        ("VARTI_MODE", "demo"),
        ("VARTI_ADDR", &free),
        ("VARTI_DATA", data.to_str().unwrap()),
        ("VARTI_SITE", site.to_str().unwrap()),
        (name, &taken),
    ];
    let output = run(&["serve"], &settings);
    let line = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{line}");
    assert!(
        line.contains(&format!("{name} is wrong: cannot listen on {taken}")),
        "{line}"
    );
    assert!(
        !text(&output.stdout).contains("open"),
        "it was not opened: {}",
        text(&output.stdout)
    );
}

fn free_address() -> String {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    free.local_addr().unwrap().to_string()
}

/// The least that a program needs to serve.
fn site() -> tempfile::TempDir {
    let place = tempfile::tempdir().unwrap();
    let pkg = place.path().join("site/pkg");
    std::fs::create_dir_all(&pkg).unwrap();
    std::fs::write(place.path().join("hash.txt"), "css: a\njs: b\nwasm: c\n").unwrap();
    for name in ["varti.a.css", "varti.b.js", "varti.c.wasm"] {
        std::fs::write(pkg.join(name), "").unwrap();
    }
    place
}

#[test]
fn the_demonstration_stays_out_of_production() {
    let settings = [
        ("VARTI_BASE_URL", "https://varti.example"),
        ("VARTI_OIDC_ISSUER", "https://id.example"),
        ("VARTI_OIDC_CLIENT_ID", "varti"),
    ];
    let output = run(&["seed"], &settings);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("VARTI_MODE is wrong"));
}

#[test]
fn the_database_is_prepared_then_filled_once() {
    let data = tempfile::tempdir().unwrap();
    let folder = data.path().join("data");
    let settings = [("VARTI_MODE", "demo"), ("VARTI_DATA", folder.to_str().unwrap())];
    let early = run(&["seed"], &settings);
    assert_eq!(early.status.code(), Some(1));
    assert!(text(&early.stderr).contains("migrate"), "{}", text(&early.stderr));
    for (command, said) in [
        ("migrate", "the database is ready"),
        ("migrate", "0 migrations applied"),
        ("seed", "the demonstration is loaded"),
        ("seed", "nothing was changed"),
    ] {
        let output = run(&[command], &settings);
        assert!(output.status.success(), "{command}: {}", text(&output.stderr));
        assert!(
            text(&output.stdout).contains(said),
            "{command}: {}",
            text(&output.stdout)
        );
    }
}

#[tokio::test]
async fn it_serves_at_once_is_ready_soon_and_ends_when_told() {
    let (data, addr) = (site(), free_address());
    let server = Command::new(env!("CARGO_BIN_EXE_server"))
        .arg("serve")
        .env_clear()
        .env("VARTI_MODE", "demo")
        .env("VARTI_DEMO_HISTORY", "none")
        .env("VARTI_ADDR", &addr)
        .env("VARTI_DATA", data.path().join("data"))
        .env("VARTI_SITE", data.path().join("site"))
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let mut server = Running(server);
    let browser = reqwest::Client::builder().no_proxy().build().unwrap();
    let status = async |path: &str| {
        browser
            .get(format!("http://{addr}{path}"))
            .send()
            .await
            .map(|r| r.status().as_u16())
    };
    wait_for(async || status("/health/live").await.is_ok_and(|status| status == 200)).await;
    wait_for(async || status("/health/ready").await.is_ok_and(|status| status == 200)).await;
    assert_eq!(status("/lv").await.unwrap(), 200);
    assert_eq!(
        status("/sandbox-oidc/.well-known/openid-configuration").await.unwrap(),
        200
    );
    assert!(
        Command::new("kill")
            .args(["-TERM", &server.0.id().to_string()])
            .status()
            .unwrap()
            .success()
    );
    wait_for(async || server.0.try_wait().unwrap().is_some()).await;
    assert!(server.0.wait().unwrap().success());
}

/// A program that does not outlive its test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
    }
}

/// Asks again until it is so, or half a minute has passed.
async fn wait_for(mut so: impl AsyncFnMut() -> bool) {
    for _ in 0..300 {
        if so().await {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("it has not come to that");
}

/// Writes a definition of a form with these fields to a file of its own.
fn definition(folder: &std::path::Path, name: &str, fields: Value) -> String {
    let text = json!({
        "formatVersion": 1,
        "title": {"lv": "Suns", "en": "A dog"},
        "pages": [{
            "id": "dog",
            "title": {"lv": "Suns", "en": "The dog"},
            "sections": [{"id": "dog", "fields": fields}]
        }]
    });
    write(folder, name, &text.to_string())
}

fn write(folder: &std::path::Path, name: &str, text: &str) -> String {
    let file = folder.join(name);
    std::fs::write(&file, text).unwrap();
    file.to_str().unwrap().to_owned()
}

fn question(id: &str, kind: Value) -> Value {
    json!({"id": id, "label": {"lv": id, "en": id}, "kind": kind, "required": "always"})
}

/// What a tool for forms prints, and its code.
fn forms(arguments: &[&str]) -> (i32, Value) {
    let output = run(&[&["forms"], arguments].concat(), &[]);
    let report = serde_json::from_slice(&output.stdout).unwrap_or_default();
    (output.status.code().unwrap(), report)
}

#[test]
fn definitions_are_checked() {
    let folder = tempfile::tempdir().unwrap();
    let good = definition(
        folder.path(),
        "good.json",
        json!([question("name", json!({"shortText": {}}))]),
    );
    let bad = definition(folder.path(), "bad.json", json!([]));
    let (code, report) = forms(&["check", &good]);
    assert_eq!((code, &report[0]["publishable"]), (0, &json!(true)));
    let (code, report) = forms(&["check", &good, &bad]);
    assert_eq!((code, &report[1]["findings"][0]["code"]), (1, &json!("empty")));
    // What cannot be read is told beside what is found in the others.
    let (code, report) = forms(&["check", &write(folder.path(), "not.json", "{}"), &good, &bad]);
    assert_eq!(code, 2);
    assert!(report[0]["unreadable"].as_str().unwrap().contains("formatVersion"));
    assert_eq!(
        (&report[1]["publishable"], &report[2]["publishable"]),
        (&json!(true), &json!(false))
    );
    let marked = std::fs::read_to_string(&good).unwrap();
    assert_eq!(
        forms(&[
            "check",
            &write(folder.path(), "marked.json", &format!("\u{feff}{marked}"))
        ])
        .0,
        0
    );
}

#[test]
fn countries_are_known_without_being_given() {
    let folder = tempfile::tempdir().unwrap();
    let form = definition(
        folder.path(),
        "form.json",
        json!([question("from", json!({"country": {}}))]),
    );
    let answers = write(folder.path(), "answers.json", r#"{"from": "EE"}"#);
    assert_eq!(forms(&["evaluate", &form, &answers]).0, 0);
}

#[test]
fn answers_are_evaluated() {
    let folder = tempfile::tempdir().unwrap();
    let form = definition(
        folder.path(),
        "form.json",
        json!([question("born", json!({"date": {"max": {"today": {}}}}))]),
    );
    let answers = write(folder.path(), "answers.json", r#"{"born": "3.12.2026"}"#);
    let (code, report) = forms(&["evaluate", &form, &answers, "--today", "2026-12-03"]);
    assert_eq!((code, &report["submission"]), (0, &json!({"born": "2026-12-03"})));
    let (code, report) = forms(&["evaluate", &form, &answers, "--today", "2026-12-02"]);
    assert_eq!((code, &report["complete"]), (1, &json!(false)));
    assert_eq!(report["fields"][0]["problems"][0]["code"], "tooLate");
}

#[test]
fn versions_are_compared() {
    let folder = tempfile::tempdir().unwrap();
    let one = |name, kind| definition(folder.path(), name, json!([question("it", kind)]));
    let old = one("old.json", json!({"number": {}}));
    let new = one("new.json", json!({"date": {}}));
    let (code, report) = forms(&["diff", &old, &new]);
    assert_eq!((code, &report["differences"][0]["change"]), (1, &json!("kind")));
    let answers = write(folder.path(), "answers.json", r#"{"it": "12"}"#);
    let (code, report) = forms(&["diff", &old, &new, "--answers", &answers]);
    assert_eq!(
        (code, &report["plan"]["decisions"][0]["outcome"]),
        (1, &json!("unreadable"))
    );
    let nothing = write(folder.path(), "nothing.json", "{}");
    assert_eq!(forms(&["diff", &old, &new, "--answers", &nothing]).0, 0);
    assert_eq!(forms(&["diff", &old, &old]).0, 0);
}
