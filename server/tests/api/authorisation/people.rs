//! Everybody of the table's columns, behind the real router.

use std::cell::Cell;

use domain::{Mandate, MandateId, MandateScope, PartyId};
use serde_json::{Value, json};
use store::Engine;

use super::table::Who;
use crate::harness::{Caller, World};

/// By what somebody signs in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// A token.
    Program,
    /// A session.
    Browser,
}

/// To whom a thing belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// The resident.
    Resident,
    /// The company.
    Company,
}

impl Whose {
    /// Whose thing somebody tries to use.
    pub fn tried_by(who: Who) -> Self {
        if who == Who::Repres {
            Self::Company
        } else {
            Self::Resident
        }
    }

    /// The other of the two.
    pub fn other(self) -> Self {
        match self {
            Self::Resident => Self::Company,
            Self::Company => Self::Resident,
        }
    }
}

/// The portal with its people. Each has one token; sessions are new whenever they are asked for.
pub struct People {
    pub world: World,
    /// The mandate of the company's representative.
    pub mandate: String,
    company: PartyId,
    programs: Vec<(&'static str, Caller)>,
    reader: Caller,
    mandates: Cell<u32>,
    things: Cell<u32>,
}

const ALL: [&str; 9] = [
    "janis",
    "marta",
    "andris",
    "pmlp-inese",
    "vsaa-raimonds",
    "pmlp-laura",
    "vdaa-edgars",
    "valmiera-baiba",
    "ilze",
];

impl People {
    pub async fn new(engine: Engine) -> Self {
        let world = World::new(engine).await;
        let mut programs = Vec::new();
        for key in ALL {
            programs.push((key, world.program_of(key).await));
        }
        let andris = &programs[2].1;
        let capacities = andris.get("/me/capacities").await.is(200);
        let mandate = text(&capacities["items"][1]["mandate"]);
        let me = andris.with("x-acting-for", &mandate).get("/me").await.is(200);
        let made = world
            .browser_of("janis")
            .await
            .post("/me/tokens", json!({ "name": "Lasītājs", "scopes": ["own_read"] }))
            .await
            .is(201);
        let reader = bearer(&world, &text(&made["secret"]));
        Self {
            company: text(&me["actingFor"]["party"]).parse().unwrap(),
            mandate,
            programs,
            reader,
            mandates: Cell::new(0),
            things: Cell::new(0),
            world,
        }
    }

    /// A number that no other thing has.
    pub fn another(&self) -> u32 {
        self.things.set(self.things.get() + 1);
        self.things.get()
    }

    /// The program of a person of the demonstration.
    pub fn program(&self, key: &str) -> Caller {
        self.programs.iter().find(|(known, _)| *known == key).unwrap().1.clone()
    }

    /// The program of those to whom things belong.
    pub fn owner(&self, whose: Whose) -> Caller {
        match whose {
            Whose::Resident => self.program("janis"),
            Whose::Company => self.program("andris").with("x-acting-for", &self.mandate),
        }
    }

    /// Somebody of a column.
    pub async fn caller(&self, who: Who, door: Door) -> Caller {
        let key = match who {
            Who::Anonymous => return self.world.anybody(),
            Who::Former => return self.former().await,
            Who::Reader => {
                // Its use is noted before anything is compared.
                self.reader.get("/me").await.is(200);
                return self.reader.clone();
            }
            Who::Repres if door == Door::Program => return self.owner(Whose::Company),
            Who::Repres => {
                let andris = self.world.browser_of("andris").await;
                switch(&andris, &self.mandate).await;
                return andris;
            }
            Who::Owner => "janis",
            Who::Other => "marta",
            Who::Official => "pmlp-inese",
            Who::Elsewhere => "vsaa-raimonds",
            Who::Editor => "pmlp-laura",
            Who::Registry => "vdaa-edgars",
            Who::Clerk => "valmiera-baiba",
        };
        match door {
            Door::Program => self.program(key),
            Door::Browser => self.world.browser_of(key).await,
        }
    }

    /// A browser in which a person acted for the company until a moment ago.
    async fn former(&self) -> Caller {
        let mandate = self.appoint(None).await;
        let browser = self.world.browser_of("ilze").await;
        switch(&browser, &mandate.to_string()).await;
        self.dismiss(mandate).await;
        browser
    }

    /// Lets Ilze act for the company, until a day if one is named.
    pub async fn appoint(&self, until: Option<&str>) -> MandateId {
        let me = self.program("ilze").get("/me").await.is(200);
        self.mandates.set(self.mandates.get() + 1);
        let id = format!("00000000-0000-7000-8000-{:012}", self.mandates.get());
        let mandate = Mandate {
            id: id.parse().unwrap(),
            representative: text(&me["id"]).parse().unwrap(),
            represented: self.company,
            scope: MandateScope::Full,
            valid_from: "2026-01-01".parse().unwrap(),
            valid_to: until.map(|day| day.parse().unwrap()),
            revoked_at: None,
        };
        let mut tx = self.world.db.begin().await.unwrap();
        store::mandates::insert(&mut tx, &mandate).await.unwrap();
        tx.commit().await.unwrap();
        mandate.id
    }

    /// Takes that back.
    pub async fn dismiss(&self, mandate: MandateId) {
        let mut tx = self.world.db.begin().await.unwrap();
        let now = self.world.portal.now();
        store::mandates::revoke(&mut tx, mandate, now).await.unwrap();
        tx.commit().await.unwrap();
    }
}

async fn switch(browser: &Caller, mandate: &str) {
    browser.put("/me/capacity", json!({ "mandate": mandate })).await.is(200);
}

/// A program with this token.
pub fn bearer(world: &World, secret: &str) -> Caller {
    world.anybody().with("authorization", &format!("Bearer {secret}"))
}

/// A text of an answer.
#[track_caller]
pub fn text(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_else(|| panic!("{value} is no text"))
        .to_owned()
}
