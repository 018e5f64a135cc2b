//! Who may do what: the table `authorisation.txt`, tried cell by cell.

mod people;
mod request;
mod swapped;
mod table;
mod things;

use std::collections::BTreeSet;

use app::app::Page;
use domain::Language;
use rstest::rstest;
use serde_json::Value;
use server::posts;
use store::Engine;

use crate::harness::{Caller, Reply};
use people::{People, Whose};
use request::{Operations, Request, door, masked, owns};
use table::{Cell, Kind, Row, Who, rows};
use things::Thing;

#[test]
fn the_table_names_every_operation_and_every_post() {
    let (rows, operations) = (rows(), Operations::new());
    let told: BTreeSet<&str> = rows
        .iter()
        .filter(|row| row.post.is_none())
        .map(|row| row.operation)
        .collect();
    assert_eq!(told, operations.ids().collect(), "operations of the API");
    let told: BTreeSet<(&str, &str)> = rows.iter().filter_map(|row| Some((row.post?, row.operation))).collect();
    let routes = posts::routes();
    let known = routes
        .iter()
        .flat_map(|route| route.operations.iter().map(|operation| (route.paths.0, *operation)));
    assert_eq!(told, known.collect(), "form posts");
}

#[test]
fn the_table_and_the_description_agree_about_what_is_public() {
    let description: Value = serde_json::from_str(&server::openapi::text()).unwrap();
    let items = description["paths"].as_object().unwrap().values();
    let operations: Vec<&Value> = items.flat_map(|item| item.as_object().unwrap().values()).collect();
    for row in rows().into_iter().filter(|row| row.post.is_none()) {
        let operation = operations
            .iter()
            .find(|operation| operation["operationId"] == row.operation)
            .unwrap();
        let is_public = operation["security"] == serde_json::json!([{}]);
        let expected = Cell::Status(if is_public { 200 } else { 401 });
        assert_eq!(row.cell(Who::Anonymous), expected, "{row}");
    }
}

#[rstest]
#[tokio::test]
async fn operations_on_cases_obey_the_table(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    check(engine, |row| row.post.is_none() && is_case(row.kind)).await;
}

#[rstest]
#[tokio::test]
async fn other_operations_obey_the_table(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    check(engine, |row| row.post.is_none() && !is_case(row.kind)).await;
}

#[rstest]
#[tokio::test]
async fn posts_on_cases_obey_the_table(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    check(engine, |row| row.post.is_some() && is_case(row.kind)).await;
}

#[rstest]
#[tokio::test]
async fn other_posts_obey_the_table(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    check(engine, |row| row.post.is_some() && !is_case(row.kind)).await;
}

fn is_case(kind: Kind) -> bool {
    matches!(kind, Kind::Case | Kind::Taken | Kind::Asked | Kind::Finished)
}

/// Tries every cell of some rows: first those who are refused, all on the same things, then those who are not, each
/// on a thing of their own.
async fn check(engine: Engine, which: fn(&Row) -> bool) {
    let trial = Trial {
        people: People::new(engine).await,
        operations: Operations::new(),
    };
    for row in rows().iter().filter(|row| which(row)) {
        trial.people.world.clock.advance(1);
        trial.refused(row).await;
        for who in Who::ALL.into_iter().filter(|who| row.cell(*who).is_done()) {
            trial.done(row, who).await;
        }
    }
}

struct Trial {
    people: People,
    operations: Operations,
}

impl Trial {
    async fn refused(&self, row: &Row) {
        let things = [
            self.people.make(row.kind, Whose::Resident).await,
            self.people.make(row.kind, Whose::Company).await,
        ];
        let of = |whose| &things[usize::from(whose == Whose::Company)];
        for who in Who::ALL {
            let (cell, whose) = (row.cell(who), Whose::tried_by(who));
            let caller = self.people.caller(who, door(row)).await;
            if !cell.is_done() {
                self.refuses(row, who, &caller, of(whose), whose).await;
            }
            if owns(who) && row.kind.is_private() {
                self.knows_nothing(row, who, &caller, of(whose.other()), whose.other())
                    .await;
            }
        }
    }

    /// The answer is the one of the table, nothing is changed, and nothing is told of what should not be known.
    async fn refuses(&self, row: &Row, who: Who, caller: &Caller, thing: &Thing, whose: Whose) {
        let before = self.people.seen(thing, whose).await;
        for (request, about_nothing) in self.with_nothing(row, thing) {
            let reply = self.answer(&request, caller).await;
            is_as_told(row, who, &request, &reply, thing);
            // Whoever has a part in the thing knows of it; of others, not even a refusal may tell.
            if request.names(thing) && (row.cell(who).hides() || !owns(who)) {
                is_like_nothing(row, who, caller, (&reply, thing), &about_nothing).await;
            }
        }
        assert_eq!(
            self.people.seen(thing, whose).await,
            before,
            "{row}: {who:?} changed it"
        );
    }

    /// Whoever has such things themself learns nothing of those of others.
    async fn knows_nothing(&self, row: &Row, who: Who, caller: &Caller, thing: &Thing, whose: Whose) {
        let before = self.people.seen(thing, whose).await;
        for (request, about_nothing) in self.with_nothing(row, thing) {
            if request.names(thing) {
                let reply = self.answer(&request, caller).await;
                is_like_nothing(row, who, caller, (&reply, thing), &about_nothing).await;
            }
        }
        assert_eq!(
            self.people.seen(thing, whose).await,
            before,
            "{row}: {who:?} changed another's"
        );
    }

    /// The requests about a thing, each with the same about one that is not there.
    fn with_nothing(&self, row: &Row, thing: &Thing) -> Vec<(Request, Request)> {
        let about_nothing = self.operations.requests(row, &Thing::missing());
        self.operations
            .requests(row, thing)
            .into_iter()
            .zip(about_nothing)
            .collect()
    }

    async fn done(&self, row: &Row, who: Who) {
        let whose = Whose::tried_by(who);
        let languages = if row.post.is_some() { 2 } else { 1 };
        for language in 0..languages {
            let thing = self.people.make(row.kind, whose).await;
            let caller = self.people.caller(who, door(row)).await;
            let before = self.people.seen(&thing, whose).await;
            let request = self.operations.requests(row, &thing).swap_remove(language);
            let reply = self.answer(&request, &caller).await;
            is_as_told(row, who, &request, &reply, &thing);
            let after = self.people.seen(&thing, whose).await;
            let changed = !request.reads() && !before.is_empty();
            assert_eq!(
                before != after,
                changed,
                "{row}: {who:?} changes what they write, and only that"
            );
        }
    }

    /// The answer; of a list that goes on, with all that follows.
    async fn answer(&self, request: &Request, caller: &Caller) -> Reply {
        let mut reply = request.send(caller).await;
        let mut page: Value = serde_json::from_slice(&reply.body).unwrap_or_default();
        while let (true, Some(after)) = (
            request.reads(),
            page["next"].as_str().filter(|_| page["items"].is_array()),
        ) {
            let more = request.after(after).send(caller).await;
            page = more.is(200);
            reply.body.extend(more.body);
        }
        reply
    }
}

/// About something that is not there the answer is the same.
async fn is_like_nothing(row: &Row, who: Who, caller: &Caller, (reply, thing): (&Reply, &Thing), nothing: &Request) {
    let nothing = nothing.send(caller).await;
    let (found, expected) = (masked(reply, thing), masked(&nothing, &Thing::missing()));
    assert_eq!(found, expected, "{row}: {who:?} learns that it exists");
}

/// Whether the answer is the one that the cell names.
#[track_caller]
fn is_as_told(row: &Row, who: Who, request: &Request, reply: &Reply, thing: &Thing) {
    let status = reply.status.as_u16();
    let told = format!("{row}: {who:?} is answered {status}: {}", reply.text());
    let is_sign_in = || {
        let place = reply.header("location");
        [Language::Lv, Language::En]
            .iter()
            .any(|language| place.starts_with(&Page::SignIn.path(*language)))
    };
    // A list of one's own things has this one in it, a list of other things has not.
    let is_list = request.reads() && reply.text().contains("\"items\"") && !request.names(thing);
    let shows = || reply.text().contains(&thing.key);
    match row.cell(who) {
        Cell::SignIn => assert!(status == 303 && is_sign_in(), "{told}"),
        Cell::Apart => {
            assert!(
                [200, 204, 303].contains(&status) && (status != 303 || !is_sign_in()),
                "{told}"
            );
            assert!(!shows(), "{row}: {who:?} is shown it");
        }
        Cell::Status(expected) => {
            assert_eq!(status, expected, "{told}");
            match expected {
                303 => assert!(!is_sign_in(), "{told}"),
                400.. if row.post.is_none() => drop(reply.is_problem(expected)),
                400.. => {}
                _ => assert!(!is_list || shows(), "{row}: {who:?} is not shown it"),
            }
        }
    }
}
