//! What a registry could hold.

use domain::{Agency, Digitalisation, LocalText, PublicService, RatingSummary, ServiceVersion};
use portal::{CataloguePage, Facet, Facets, LifeSituationView, MetNeed, NeedView, ServiceCard, ServiceView};
use serde_json::{Value, json};

const ID: &str = "01990000-0000-7000-8000-000000000001";

pub fn text(lv: &str, en: &str) -> LocalText {
    LocalText::new(lv, en)
}

fn both(lv: &str, en: &str) -> Value {
    json!({ "lv": lv, "en": en })
}

pub fn card(slug: &str, title: &str) -> ServiceCard {
    ServiceCard {
        slug: slug.parse().unwrap(),
        title: text(title, title),
        summary: text("Īsumā.", "In short."),
        agency_slug: "pmlp".parse().unwrap(),
        agency_name: text("PMLP", "OCMA"),
        any_agency: false,
        audiences: vec![],
        digitalisation: Digitalisation::FullyDigital,
        online: true,
        promised: serde_json::from_value(json!({ "amount": 21, "unit": "working_days" })).unwrap(),
        free: true,
        fee_from_cents: None,
        rating: RatingSummary { count: 187, sum: 804 },
    }
}

fn facet(value: &str, label: Option<&str>, count: usize, selected: bool) -> Facet {
    Facet {
        value: value.into(),
        label: label.map(|label| text(label, label)),
        count,
        selected,
    }
}

/// What a search found: `total` services, of which the first few are on this page.
pub fn found(total: usize) -> CataloguePage {
    CataloguePage {
        total,
        page: 1,
        pages: total.div_ceil(20).max(1) as u32,
        items: (0..total.min(3))
            .map(|at| card(&format!("s{at}"), &format!("Pakalpojums {at}")))
            .collect(),
        facets: Facets {
            situations: vec![facet("studeju", Some("Studēju"), 4, false)],
            agencies: vec![facet("pmlp", Some("Pilsonības un migrācijas lietu pārvalde"), 9, true)],
            audiences: vec![facet("resident", None, 7, true), facet("business", None, 2, false)],
            channels: vec![facet("one_stop_centre", None, 5, false)],
        },
        suggestions: vec![],
    }
}

pub fn agency() -> Agency {
    serde_json::from_value(json!({
        "id": ID, "slug": "pmlp", "registrationNumber": "90000054163", "municipality": false,
        "name": both("Pilsonības un migrācijas lietu pārvalde", "Office of Citizenship and Migration Affairs"),
        "shortName": both("PMLP", "OCMA"), "address": both("Čiekurkalna 1. līnija 1", "Čiekurkalna 1. līnija 1"),
        "phone": "+371 6720 9400", "email": "pasts@pmlp.gov.lv", "eAddress": "_DEFAULT@90000054163",
        "website": "https://www.pmlp.gov.lv/", "social": ["https://www.facebook.com/pmlp.gov.lv"],
    }))
    .unwrap()
}

/// The content of a service in which every part is filled in.
pub fn content() -> Value {
    let link = |title: &str, url: &str| json!({ "title": both(title, title), "url": url });
    let step = |id: &str, title: &str, actor: &str, days: u16| json!({ "id": id, "title": both(title, title), "now": both("Tagad notiek.", "It happens."), "actor": actor, "workingDays": days });
    json!({
        "title": both("Pase", "Passport"), "summary": both("Dokuments ceļošanai.", "A document for travel."),
        "description": both("Derīga **10 gadus**.\n\n# Bērnam\n\n<script>x()</script>", "Valid for **10 years**."),
        "searchWords": both("pase", "passport"), "kind": "public_individual", "audiences": ["resident", "business"],
        "owner": "Ilze Kalniņa, pārvaldniece", "digitalisation": "e_service",
        "steps": [step("submit", "Piesakāt", "client", 0), step("make", "Izgatavo", "agency", 21), step("take", "Saņemat", "client", 0)],
        "promised": { "amount": 10, "unit": "working_days" }, "legal": { "amount": 1, "unit": "months" },
        "minutesToFill": { "from": 5, "to": 9 },
        "fees": [{ "label": both("Bērnam", "Child"), "cents": 0 }, { "label": both("Pieaugušajam", "Adult"), "cents": 3450 }],
        "channels": [
            { "channel": "online", "note": both("Šeit pat.", "Right here.") },
            { "channel": "in_person", "note": both("Jebkurā nodaļā.", "At any office."), "url": "https://www.pmlp.gov.lv/nodalas" },
        ],
        "evidence": [{ "title": both("Fotogrāfija", "Photograph"), "note": both("Ne vecāka par gadu.", "Not older than a year.") }],
        "result": both("Jauna pase.", "A new passport."), "eligibility": both("Latvijas pilsonis.", "A citizen of Latvia."),
        "legalActs": [link("Personu apliecinošu dokumentu likums", "https://likumi.lv/ta/id/243484")],
        "faq": [{ "question": both("Cik ilgi?", "How long?"), "answer": both("Līdz *desmit* dienām.", "Up to *ten* days.") }],
        "help": link("Kā uzņemt foto", "https://example.lv/foto"), "secondLinePhone": "+371 6720 9417",
        "videoConsultation": link("Zvans ar video", "https://example.lv/video"),
        "contest": { "how": both("Ar iesniegumu.", "By letter."), "place": both("PMLP priekšniekam", "The head of OCMA"), "until": both("Mēneša laikā.", "Within a month.") },
        "ownData": link("Mani dokumenti", "https://example.lv/mani"), "correctData": both("Rakstiet PMLP.", "Write to OCMA."),
        "participation": link("Likuma projekts", "https://tapportals.mk.gov.lv/"),
        "start": { "form": "passport" },
    })
}

/// The card of a service with this content.
pub fn service(content: Value) -> ServiceView {
    let service: PublicService = serde_json::from_value(
        json!({ "id": ID, "slug": "pase", "agency": ID, "anyAgency": false, "needs": [ID], "current": ID }),
    )
    .unwrap();
    let version: ServiceVersion = serde_json::from_value(json!({
        "id": ID, "service": ID, "number": 3, "publishedAt": "2026-11-03T10:00:00.000000Z", "content": content,
    }))
    .unwrap();
    let need = MetNeed {
        life_situation: "dokumenti".parse().unwrap(),
        life_situation_title: text("Dokumenti un izziņas", "Documents"),
        need: "pase".parse().unwrap(),
        need_title: text("Saņemt pasi", "Get a passport"),
    };
    ServiceView {
        service,
        version,
        agency: agency(),
        needs: vec![need],
        rating: RatingSummary { count: 187, sum: 804 },
        real_duration: None,
        start_form: None,
    }
}

pub fn situation() -> LifeSituationView {
    let need = |slug: &str, title: &str, services| NeedView {
        slug: slug.parse().unwrap(),
        title: text(title, title),
        services,
    };
    LifeSituationView {
        slug: "piedzimis-berns".parse().unwrap(),
        title: text("Piedzimis bērns", "A child is born"),
        summary: text("Viss par jaundzimušo.", "All about a newborn."),
        services: 21,
        needs: vec![
            need(
                "registret",
                "Reģistrēt bērnu",
                vec![card("dzimsana", "Dzimšanas reģistrācija")],
            ),
            need("audzugimene", "Audžuģimene", vec![]),
        ],
    }
}
