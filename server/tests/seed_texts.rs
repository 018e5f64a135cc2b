//! The demo data in `server/seed`: complete, consistent, and real writing.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use domain::{ServiceContent, Slug, Start, StepActor, TermUnit};
use forms::{CodeListNames, FormDefinition};
use rstest::rstest;
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// A sentence of more words than this is real writing, not a label.
const LABEL_WORDS: usize = 8;
/// In so many services such a sentence may stand.
const MOST_SERVICES: usize = 3;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct SeedService {
    number: u32,
    slug: Slug,
    agency: Slug,
    any_agency: bool,
    needs: Vec<String>,
    content: ServiceContent,
}

#[derive(Deserialize)]
struct Agencies {
    agency: Vec<Named>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct LifeSituations {
    life_situation: Vec<LifeSituation>,
}

#[derive(Deserialize)]
struct LifeSituation {
    slug: Slug,
    need: Vec<Named>,
}

#[derive(Deserialize)]
struct Named {
    slug: Slug,
}

fn seed() -> PathBuf {
    PathBuf::from("seed")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn parse<T: DeserializeOwned>(path: &Path) -> T {
    toml::from_str(&read(path)).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The files of a folder with their names without ending, by name.
fn files(folder: &str, ending: &str) -> BTreeMap<String, PathBuf> {
    let entries = fs::read_dir(seed().join(folder)).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    paths
        .map(|path| {
            assert_eq!(path.extension().unwrap(), ending, "{}", path.display());
            (path.file_stem().unwrap().to_str().unwrap().to_owned(), path)
        })
        .collect()
}

fn services() -> BTreeMap<String, SeedService> {
    files("services", "toml")
        .into_iter()
        .map(|(name, path)| (name, parse(&path)))
        .collect()
}

fn agencies() -> BTreeSet<Slug> {
    let file: Agencies = parse(&seed().join("agencies.toml"));
    file.agency.into_iter().map(|agency| agency.slug).collect()
}

fn needs() -> BTreeSet<String> {
    let file: LifeSituations = parse(&seed().join("life_situations.toml"));
    let needs = file.life_situation.iter().flat_map(|situation| {
        situation
            .need
            .iter()
            .map(move |need| format!("{}/{}", situation.slug, need.slug))
    });
    needs.collect()
}

fn form(slug: &str) -> FormDefinition {
    let path = seed().join("forms").join(slug).with_extension("json");
    serde_json::from_str(&read(&path)).unwrap_or_else(|error| panic!("{slug}: {error}"))
}

#[test]
fn services_are_numbered_without_gaps_and_called_like_their_files() {
    let services = services();
    let mut numbers: Vec<u32> = services.values().map(|service| service.number).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=62).collect::<Vec<_>>());
    for (name, service) in &services {
        assert_eq!(service.slug.as_str(), name);
        assert!(name.len() <= 60, "{name}");
        assert_eq!(service.any_agency, service.number == 62, "{name}");
    }
}

#[test]
fn services_belong_to_agencies_and_meet_needs_that_exist() {
    let (agencies, needs) = (agencies(), needs());
    let mut met = BTreeSet::new();
    for (name, service) in services() {
        assert!(agencies.contains(&service.agency), "{name}: {}", service.agency);
        assert!(!service.needs.is_empty(), "{name}");
        for need in service.needs {
            assert!(needs.contains(&need), "{name}: {need}");
            met.insert(need);
        }
    }
    assert_eq!(met, needs, "every need is met by a service");
}

#[test]
fn services_say_how_they_start_and_go_on() {
    let forms = files("forms", "json");
    for (name, service) in services() {
        let content = service.content;
        assert!((3..=5).contains(&content.steps.len()), "{name}");
        assert_eq!(content.steps[0].actor, StepActor::Client, "{name}");
        assert!(!content.audiences.is_empty() && !content.channels.is_empty(), "{name}");
        match &content.start {
            Start::Form(slug) => assert!(forms.contains_key(slug.as_str()), "{name}: {slug}"),
            Start::External(url) => assert!(url.starts_with("https://"), "{name}: {url}"),
            Start::InPerson => {}
        }
        if let Some(promised) = content.promised.filter(|term| term.unit == TermUnit::WorkingDays) {
            let steps: u16 = content.steps.iter().skip(1).map(|step| step.working_days).sum();
            assert!(
                steps <= promised.amount,
                "{name}: {steps} working days of {}",
                promised.amount
            );
        }
    }
}

#[rstest]
#[case("services")]
#[case(".")]
fn every_text_stands_in_both_languages(#[case] folder: &str) {
    let listed = fs::read_dir(seed().join(folder))
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let files: Vec<PathBuf> = listed
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .collect();
    assert!(!files.is_empty());
    for file in files {
        let value: toml::Value = parse(&file);
        assert_bilingual(&value, &file.display().to_string());
    }
}

/// A table that has one of the languages has both and nothing else.
fn assert_bilingual(value: &toml::Value, place: &str) {
    match value {
        toml::Value::Table(table) if table.contains_key("lv") || table.contains_key("en") => {
            assert_eq!(table.keys().collect::<BTreeSet<_>>().len(), 2, "{place}");
            for language in ["lv", "en"] {
                let text = table.get(language).and_then(toml::Value::as_str).unwrap_or("");
                assert!(!text.trim().is_empty(), "{place}: no text in {language}");
            }
        }
        toml::Value::Table(table) => table
            .iter()
            .for_each(|(key, part)| assert_bilingual(part, &format!("{place}: {key}"))),
        toml::Value::Array(parts) => parts.iter().for_each(|part| assert_bilingual(part, place)),
        _ => {}
    }
}

#[test]
fn no_long_sentence_stands_in_more_than_three_services() {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (name, path) in files("services", "toml") {
        let mut texts = Vec::new();
        collect_texts(&parse(&path), &mut texts);
        for sentence in texts.iter().flat_map(|text| long_sentences(text)) {
            found.entry(sentence).or_default().insert(name.clone());
        }
    }
    assert!(found.len() > 1000, "the texts are there");
    found.retain(|_, services| services.len() > MOST_SERVICES);
    assert!(found.is_empty(), "{found:#?}");
}

fn collect_texts(value: &toml::Value, texts: &mut Vec<String>) {
    match value {
        toml::Value::String(text) => texts.push(text.clone()),
        toml::Value::Table(table) => table.values().for_each(|part| collect_texts(part, texts)),
        toml::Value::Array(parts) => parts.iter().for_each(|part| collect_texts(part, texts)),
        _ => {}
    }
}

/// The sentences and list items that are longer than a label, in one spelling.
fn long_sentences(text: &str) -> Vec<String> {
    let sentences = text.split(['.', '!', '?', '\n']);
    let words = sentences.map(|sentence| {
        let words = sentence
            .split_whitespace()
            .filter(|word| word.chars().any(char::is_alphanumeric));
        words.map(str::to_lowercase).collect::<Vec<_>>()
    });
    words
        .filter(|words| words.len() > LABEL_WORDS)
        .map(|words| words.join(" "))
        .collect()
}

#[test]
fn sentences_end_at_marks_and_lines() {
    let text = "One two three four five six seven eight. - one two three four five six seven eight nine;\nShort!";
    assert_eq!(long_sentences(text), ["one two three four five six seven eight nine;"]);
}

#[test]
fn forms_have_nothing_to_find_fault_with() {
    let code_lists = CodeListNames::from(["agencies", "countries"].map(str::to_owned));
    let forms = files("forms", "json");
    assert_eq!(forms.len(), 6);
    for slug in forms.keys() {
        assert_eq!(forms::check(&form(slug), &code_lists), [], "{slug}");
    }
}
