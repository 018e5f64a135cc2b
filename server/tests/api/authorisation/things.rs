//! What things are done on: made anew for each try, for a resident or for a company.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::people::{People, Whose, text};
use super::table::Kind;
use crate::forms::small_form;
use crate::harness::{Caller, RESIDENCE, items, residence};
use crate::services::description;

/// An id that nothing has.
const NO_ID: &str = "00000000-0000-7000-8000-999999999999";
/// A number that no case has.
const NO_NUMBER: &str = "2026-999999-B";

/// Everything that a request may have to name.
#[derive(Debug, Clone, Default)]
pub struct Thing {
    /// Name in addresses, of a service or form.
    pub slug: String,
    /// Identity; of a case, that of its file.
    pub id: String,
    /// Number of a case.
    pub number: String,
    pub version: Value,
    /// The step that a case can go to.
    pub step: String,
    /// The form version that a draft can go to.
    pub form_version: String,
    /// What may be published.
    pub content: Value,
    /// What lists call it by.
    pub key: String,
    /// Where its owner sees whether it has changed.
    pub seen_at: Vec<String>,
}

impl Thing {
    /// One of the kind that is not there.
    pub fn missing() -> Self {
        Self {
            id: NO_ID.to_owned(),
            number: NO_NUMBER.to_owned(),
            version: json!(1),
            step: "check".to_owned(),
            form_version: NO_ID.to_owned(),
            ..Self::default()
        }
    }

    fn called(id: String, seen_at: &str) -> Self {
        Self {
            key: id.clone(),
            id,
            seen_at: vec![seen_at.to_owned()],
            ..Self::default()
        }
    }
}

impl People {
    /// A new thing.
    pub async fn make(&self, kind: Kind, whose: Whose) -> Thing {
        let owner = self.owner(whose);
        match kind {
            Kind::None => Thing::default(),
            Kind::Service => self.service().await,
            Kind::Form => self.form().await,
            Kind::Draft => draft(&owner).await,
            Kind::Older => self.older_draft(&owner, false).await,
            Kind::Left => self.older_draft(&owner, true).await,
            Kind::Case | Kind::Taken | Kind::Asked | Kind::Finished => self.case(kind, &owner).await,
            Kind::Notice => self.notice(&owner).await,
            Kind::Token => {
                let made = owner
                    .post("/me/tokens", json!({ "name": "Grāmatvedība" }))
                    .await
                    .is(201);
                Thing::called(text(&made["token"]["id"]), "/me/tokens")
            }
            Kind::Session => {
                let key = if whose == Whose::Company { "andris" } else { "janis" };
                let all = self.world.browser_of(key).await.get("/me/sessions").await.is(200);
                let session = items(&all).iter().find(|session| session["current"] == true).unwrap();
                Thing::called(text(&session["id"]), "/me/sessions")
            }
            Kind::Mandate => Thing {
                id: self.mandate.clone(),
                ..Thing::default()
            },
        }
    }

    /// What the owner sees of it now.
    pub async fn seen(&self, thing: &Thing, whose: Whose) -> Vec<String> {
        let owner = self.owner(whose);
        let mut seen = Vec::new();
        for path in &thing.seen_at {
            let reply = owner.get(path).await;
            let is_there = reply.status == 200;
            seen.push(if is_there {
                reply.text()
            } else {
                reply.status.to_string()
            });
        }
        seen
    }

    async fn service(&self) -> Thing {
        let content = description(&self.world.anybody(), "Suņa reģistrēšana").await;
        let path = "/services/suna-registresana";
        self.program("vdaa-edgars").put(path, content.clone()).await.is(200);
        Thing {
            slug: "suna-registresana".to_owned(),
            seen_at: vec![path.to_owned()],
            content,
            ..Thing::default()
        }
    }

    async fn form(&self) -> Thing {
        let content = json!({ "agency": "pmlp", "definition": small_form() });
        let version = self
            .program("pmlp-laura")
            .put("/forms/suns", content.clone())
            .await
            .is(200);
        Thing {
            slug: "suns".to_owned(),
            id: text(&version["id"]),
            seen_at: vec!["/forms/suns".to_owned()],
            content,
            ..Thing::default()
        }
    }

    /// A draft of a service of its own, whose form has changed since.
    async fn older_draft(&self, owner: &Caller, is_left: bool) -> Thing {
        let (editor, manager) = (self.program("pmlp-laura"), self.program("vdaa-edgars"));
        let slug = format!("forma-{}", self.another());
        let (form, service) = (format!("/forms/{slug}"), format!("/services/{slug}"));
        let mut definition = small_form();
        let publish = async |definition: &Value| {
            let new = json!({ "agency": "pmlp", "definition": definition });
            editor.put(&form, new).await.is(200)["id"].clone()
        };
        publish(&definition).await;
        let mut content = description(&self.world.anybody(), &slug).await;
        content["content"]["start"] = json!({ "form": slug });
        manager.put(&service, content).await.is(200);
        let id = owner.filled_draft(&slug, json!({ "name": "Reksis" })).await;
        let fields = definition["pages"][0]["sections"][0]["fields"].as_array_mut().unwrap();
        if is_left {
            fields[0]["kind"] = json!({ "date": {} });
        } else {
            let mut second = fields[0].clone();
            second["id"] = json!("second");
            fields.push(second);
        }
        let newest = publish(&definition).await;
        let path = format!("/drafts/{id}");
        let view = owner.get(&path).await.is(200);
        let mut thing = Thing {
            version: view["draft"]["version"].clone(),
            form_version: text(&newest),
            ..Thing::called(id, &path)
        };
        // Beginning anew leaves the old draft as it is.
        thing.seen_at.push("/drafts".to_owned());
        thing
    }

    async fn case(&self, kind: Kind, owner: &Caller) -> Thing {
        let inese = self.program("pmlp-inese");
        let case = self.world.case_of(owner).await;
        let mut thing = Thing {
            key: case.number.clone(),
            number: case.number.clone(),
            version: json!(case.version),
            seen_at: vec![case.path(""), case.path("/events")],
            ..Thing::default()
        };
        if kind == Kind::Case {
            return thing;
        }
        let act = async |action: &str, mut body: Value, thing: &mut Thing| {
            body["version"] = thing.version.clone();
            let changed = inese.post(&case.agency_path(action), body).await.is(200);
            thing.version = changed["version"].clone();
        };
        act("/take", json!({}), &mut thing).await;
        let view = inese.get(&case.agency_path("")).await.is(200);
        thing.step = text(&view["can"]["advance"][0]["id"]);
        if kind == Kind::Asked {
            act("/ask", json!({ "question": "Vai dzīvojat viens?" }), &mut thing).await;
        }
        if kind == Kind::Finished {
            let file =
                json!({ "name": "lēmums.txt", "mediaType": "text/plain", "content": STANDARD.encode(&case.number) });
            let ending = json!({ "outcome": "granted", "text": "Deklarēts.", "files": [file] });
            act("/close", ending, &mut thing).await;
            let result = inese.get(&case.path("/result")).await.is(200);
            thing.id = text(&result["files"][0]["id"]);
        }
        thing
    }

    async fn notice(&self, owner: &Caller) -> Thing {
        let case = self.world.case_of(owner).await;
        self.world.work().await;
        let inbox = owner.get("/notices").await.is(200);
        let notice = items(&inbox).iter().find(|notice| notice["case"] == case.number);
        Thing::called(text(&notice.unwrap()["id"]), "/notices")
    }
}

async fn draft(owner: &Caller) -> Thing {
    let id = owner.filled_draft(RESIDENCE, residence()).await;
    let path = format!("/drafts/{id}");
    let view = owner.get(&path).await.is(200);
    Thing {
        version: view["draft"]["version"].clone(),
        ..Thing::called(id, &path)
    }
}
