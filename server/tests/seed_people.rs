//! The people of the demonstration: made up, well formed, and everybody whom the journeys need.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use domain::{PersonalCode, RegistrationNumber, RoleKind, Slug};
use forms::LocalText;
use forms::personal_code::{CodeVerdict, judge};
use rstest::rstest;
use serde::Deserialize;
use serde::de::DeserializeOwned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct People {
    organisation: Vec<Organisation>,
    persona: Vec<Persona>,
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Organisation {
    registration_number: RegistrationNumber,
    name: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Persona {
    key: Slug,
    given_name: String,
    family_name: String,
    personal_code: PersonalCode,
    group: String,
    note: LocalText,
    #[serde(default)]
    roles: Vec<Role>,
    #[serde(default)]
    mandates: Vec<Organisation>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Role {
    kind: RoleKind,
    agency: Slug,
}

#[derive(Deserialize)]
struct Agencies {
    agency: Vec<Agency>,
}

#[derive(Deserialize)]
struct Agency {
    slug: Slug,
}

fn parse<T: DeserializeOwned>(file: &str) -> T {
    let path = Path::new("seed").join(file);
    toml::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn people_are_made_up_and_their_numbers_well_formed() {
    let people: People = parse("personas.toml");
    let agencies: Agencies = parse("agencies.toml");
    let agencies: BTreeSet<Slug> = agencies.agency.into_iter().map(|agency| agency.slug).collect();
    let organisations: BTreeSet<Organisation> = people.organisation.into_iter().collect();
    let mut keys = BTreeSet::new();
    let mut codes = BTreeSet::new();
    for persona in people.persona {
        let code = persona.personal_code.as_str().to_owned();
        assert_eq!(judge(&code), CodeVerdict::Demo, "{}", persona.key);
        assert!(
            codes.insert(code) && keys.insert(persona.key.clone()),
            "{} stands alone",
            persona.key
        );
        assert!(
            !persona.given_name.is_empty() && !persona.family_name.is_empty(),
            "{}",
            persona.key
        );
        assert!(persona.note.missing().is_empty(), "{}", persona.key);
        assert!(
            persona.mandates.iter().all(|one| organisations.contains(one)),
            "{}",
            persona.key
        );
        assert!(
            persona.roles.iter().all(|role| agencies.contains(&role.agency)),
            "{}",
            persona.key
        );
        let group = match (persona.roles.is_empty(), persona.mandates.is_empty()) {
            (false, _) => "agency",
            (true, false) => "representative",
            (true, true) => "resident",
        };
        assert_eq!(persona.group, group, "{}", persona.key);
    }
}

/// Whom the journeys need: kind of role, agency, how many.
#[rstest]
#[case(RoleKind::Official, "pmlp", 2)]
#[case(RoleKind::Official, "valmiera", 1)]
#[case(RoleKind::Official, "vsaa", 1)]
#[case(RoleKind::Editor, "pmlp", 1)]
#[case(RoleKind::RegistryManager, "vdaa", 1)]
#[case(RoleKind::Clerk, "valmiera", 1)]
fn agencies_have_their_people(#[case] kind: RoleKind, #[case] agency: &str, #[case] expected: usize) {
    let people: People = parse("personas.toml");
    let roles = people.persona.iter().flat_map(|persona| &persona.roles);
    let count = roles
        .filter(|role| role.kind == kind && role.agency.as_str() == agency)
        .count();
    assert_eq!(count, expected);
}
