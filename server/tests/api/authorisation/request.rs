//! How each operation is asked for, of the API and by a form.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::{HeaderMap, Method};
use serde_json::{Value, json};
use server::posts;

use super::people::Door;
use super::table::{Kind, Row, Who};
use super::things::Thing;
use crate::forms::small_form;
use crate::harness::{Caller, RESIDENCE, Reply, residence};

/// A request before it is sent.
#[derive(Debug, Clone)]
pub struct Request {
    pub method: Method,
    /// The whole path.
    pub path: String,
    body: String,
    media_type: &'static str,
}

impl Request {
    pub fn reads(&self) -> bool {
        self.method == Method::GET
    }

    /// Whether it says which thing is meant; lists do not.
    pub fn names(&self, thing: &Thing) -> bool {
        let named = [&thing.id, &thing.number].into_iter().filter(|name| !name.is_empty());
        let mut named = named.filter(|name| self.path.contains(*name) || self.body.contains(*name));
        named.next().is_some()
    }

    /// The same for what follows in a list.
    pub fn after(&self, place: &str) -> Self {
        let place: String = form_urlencoded::byte_serialize(place.as_bytes()).collect();
        Self {
            path: format!("{}?after={place}", self.path),
            ..self.clone()
        }
    }

    pub async fn send(&self, caller: &Caller) -> Reply {
        let caller = caller.with("content-type", self.media_type);
        let body = Body::from(self.body.clone());
        caller.send(self.method.clone(), &self.path, body).await
    }
}

/// By what somebody asks for it: programs use the API, but what a session is needed for.
pub fn door(row: &Row) -> Door {
    match row.operation {
        _ if row.post.is_some() => Door::Browser,
        "switchCapacity" | "signOut" => Door::Browser,
        _ => Door::Program,
    }
}

/// The operations of the API: method, path and whether they take a body.
pub struct Operations(BTreeMap<String, (Method, String, bool)>);

impl Operations {
    pub fn new() -> Self {
        let description: Value = serde_json::from_str(&server::openapi::text()).unwrap();
        let mut all = BTreeMap::new();
        for (path, item) in description["paths"].as_object().unwrap() {
            for (method, operation) in item.as_object().unwrap() {
                let id = operation["operationId"].as_str().unwrap().to_owned();
                let method = method.to_uppercase().parse().unwrap();
                all.insert(id, (method, path.clone(), operation["requestBody"].is_object()));
            }
        }
        Self(all)
    }

    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The requests of a row on a thing: one for the API, one in each language for a post.
    pub fn requests(&self, row: &Row, thing: &Thing) -> Vec<Request> {
        let Some(post) = row.post else {
            return vec![self.of_api(row.operation, row.kind, thing)];
        };
        let route = posts::routes().into_iter().find(|route| route.paths.0 == post);
        let (lv, en) = route.unwrap_or_else(|| panic!("{post} takes no posts")).paths;
        let of = |path| of_form(path, row.operation, row.kind, thing);
        vec![of(lv), of(en)]
    }

    fn of_api(&self, operation: &str, kind: Kind, thing: &Thing) -> Request {
        let (method, path, takes_body) = &self.0[operation];
        let body = if *takes_body {
            body(operation, kind, thing).to_string()
        } else {
            String::new()
        };
        Request {
            method: method.clone(),
            path: format!("/api/v1{}", filled(path, kind, thing)),
            media_type: "application/json",
            body,
        }
    }
}

/// The path for a thing.
fn filled(path: &str, kind: Kind, thing: &Thing) -> String {
    let slug = match (kind, path) {
        (Kind::Service | Kind::Form, _) => &thing.slug,
        (_, path) if path.starts_with("/agencies/") => "pmlp",
        (_, path) if path.starts_with("/life-situations/") => "mainu-dzivesvietu",
        _ => RESIDENCE,
    };
    path.replace("{slug}", slug)
        .replace("{number}", &thing.number)
        .replace("{id}", &thing.id)
        .replace("{page}", "who")
}

fn body(operation: &str, kind: Kind, thing: &Thing) -> Value {
    let Thing { version, step, .. } = thing;
    match operation {
        "publishService" | "publishForm" => thing.content.clone(),
        "saveDraft" => json!({ "version": version, "answers": residence() }),
        "checkForm" => json!({ "definition": small_form() }),
        "evaluateForm" => json!({ "definition": small_form(), "answers": {} }),
        "compareForms" => json!({ "old": small_form(), "new": small_form() }),
        "moveDraft" => json!({ "version": version, "formVersion": thing.form_version }),
        "renewDraft" => json!({ "carry": true }),
        "sendCaseMessage" => json!({ "text": "Labdien!" }),
        "answerCase" => json!({ "version": version, "text": "Viens." }),
        "withdrawCase" | "takeCase" => json!({ "version": version }),
        "advanceCase" => json!({ "version": version, "step": step }),
        "askClient" => json!({ "version": version, "question": "Vai dzīvojat viens?" }),
        "closeCase" => json!({ "version": version, "outcome": "granted", "text": "Deklarēts." }),
        "rateCase" => json!({ "rating": 5 }),
        "switchCapacity" if kind == Kind::None => json!({ "mandate": null }),
        "switchCapacity" => json!({ "mandate": thing.id }),
        "createToken" => json!({ "name": "Grāmatvedība" }),
        _ => panic!("nobody has said what {operation} is sent"),
    }
}

fn of_form(path: &str, operation: &str, kind: Kind, thing: &Thing) -> Request {
    let (id, version) = (thing.id.as_str(), thing.version.to_string());
    let (version, step) = (("version", version.as_str()), thing.step.as_str());
    let action = |action| ("action", action);
    let pairs = match operation {
        "startDraft" | "submitDraft" => vec![],
        "saveDraft" => vec![("movers", "alone")],
        "moveDraft" => vec![action("move"), version, ("formVersion", thing.form_version.as_str())],
        "renewDraft" => vec![action("carry")],
        "deleteDraft" => vec![("draft", id)],
        "answerCase" => vec![action("answer"), version, ("text", "Viens.")],
        // The pages of both sides, each with its own name for the text.
        "sendCaseMessage" => vec![action("message"), ("text", "Labdien!"), ("note", "Labdien!")],
        "withdrawCase" => vec![action("withdraw"), version],
        "rateCase" => vec![("rating", "5")],
        "takeCase" => vec![action("take"), version],
        "advanceCase" => vec![action("advance"), version, ("step", step)],
        "askClient" => vec![action("ask"), version, ("question", "Vai dzīvojat viens?")],
        "closeCase" => vec![action("close"), version, ("outcome", "granted"), ("text", "Deklarēts.")],
        "markNoticeRead" => vec![action("read"), ("notice", id)],
        "markAllNoticesRead" => vec![action("read_all")],
        "switchCapacity" if kind == Kind::None => vec![("mandate", "")],
        "switchCapacity" => vec![("mandate", id)],
        "endSession" => vec![action("end"), ("session", id)],
        "endOtherSessions" => vec![action("end_others")],
        "createToken" => vec![
            action("create"),
            ("name", "Grāmatvedība"),
            ("scopes", "own_read"),
            ("days", "30"),
        ],
        "endToken" => vec![action("end"), ("token", id)],
        _ => panic!("nobody has said what a form sends for {operation}"),
    };
    Request {
        method: Method::POST,
        path: filled(path, kind, thing),
        media_type: "application/x-www-form-urlencoded",
        body: form_urlencoded::Serializer::new(String::new())
            .extend_pairs(pairs)
            .finish(),
    }
}

/// An answer without what differs from one request to the next and without the names of a thing: what is left must
/// be the same whether the thing is somebody else's or not there.
pub fn masked(reply: &Reply, thing: &Thing) -> String {
    let own = reply.header("x-request-id");
    let whole = format!(
        "{}\n{}{}",
        reply.status,
        headers(&reply.headers),
        without_nonces(&reply.text())
    );
    [own, &thing.id, &thing.number]
        .into_iter()
        .filter(|name| !name.is_empty())
        .fold(whole, |text, name| text.replace(name, "…"))
}

/// Scripts without the numbers that each answer has its own of.
fn without_nonces(page: &str) -> String {
    let mut parts = page.split(" nonce=\"");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        text + part.split_once('"').map_or("", |(_, rest)| rest)
    })
}

/// Cookies without their values, which are secrets.
fn headers(all: &HeaderMap) -> String {
    let told = all.iter().map(|(name, value)| {
        let value = value.to_str().unwrap_or_default();
        let value = if name == "set-cookie" {
            value.split('=').next().unwrap_or_default()
        } else {
            value
        };
        format!("{name}: {value}\n")
    });
    told.filter(|line| !line.starts_with("x-request-id")).collect()
}

/// Whether somebody has things that are theirs, so that those of another are tried too.
pub fn owns(who: Who) -> bool {
    matches!(who, Who::Owner | Who::Repres | Who::Reader)
}
