//! The pages anybody may read, drawn from made-up registries.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod data;

use app::catalogue::{CataloguePage, LifeSituationPage};
use app::context::{Assets, Person, Site, Viewer};
use app::home::{HomePage, LifeSituationTile, MostUsed};
use app::service::ServicePage;
use app::shell::document;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use data::{card, content, found, service, situation};
use domain::{Audience, Language, RealDuration};
use leptos::prelude::*;
use portal::{CatalogueQuery, ServiceView};
use serde_json::json;

/// The HTML of a page with ordinary spaces. Whatever it shows, its headings make a proper outline and it needs no
/// inline script or style.
async fn drawn(address: &str, viewer: Viewer, content: impl Fn() -> AnyView + Clone + Send + Sync + 'static) -> String {
    let context = move || {
        provide_context(Assets {
            css: "/pkg/varti.css".into(),
            script: None,
        });
        provide_context(Site {
            base_url: "https://varti.example".into(),
            demonstration: true,
            help_phone: Some("+371 6700 0000".into()),
            help_email: None,
        });
        provide_context(viewer.clone());
    };
    let handler = leptos_axum::render_app_async_with_context(context, move || document(content.clone()));
    let response = handler(Request::get(address).body(Body::empty()).unwrap()).await;
    let html = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    let html = String::from_utf8(html.to_vec()).unwrap().replace('\u{a0}', " ");
    let (main, _) = html.split_once("<footer").expect("every page has a footer");
    outlined(main);
    for forbidden in ["<script", " style=", "<style", "onclick=", "javascript:"] {
        assert!(!main.contains(forbidden), "{forbidden} in {main}");
    }
    html
}

/// One first heading, and no level left out on the way down.
fn outlined(main: &str) {
    let starts = main.match_indices("<h").map(|(at, _)| main.as_bytes()[at + 2]);
    let levels: Vec<u8> = starts.filter(u8::is_ascii_digit).map(|digit| digit - b'0').collect();
    assert_eq!(
        (levels.first(), levels.iter().filter(|level| **level == 1).count()),
        (Some(&1), 1),
        "{levels:?}"
    );
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
}

fn has(html: &str, expected: &[&str]) {
    for expected in expected {
        assert!(html.contains(expected), "{expected} is missing in {html}");
    }
}

fn query(text: &str) -> CatalogueQuery {
    CatalogueQuery {
        text: text.into(),
        agency: Some("pmlp".parse().unwrap()),
        audience: Some(Audience::Resident),
        page: 1,
        ..CatalogueQuery::default()
    }
}

async fn catalogue(query: CatalogueQuery, found: portal::CataloguePage) -> String {
    let address = match query.language {
        Language::Lv => "/lv/pakalpojumi",
        Language::En => "/en/services",
    };
    let draw = move || {
        let letter = Some(card("iesniegums-iestadei", "Iesniegums iestādei"));
        view! { <CataloguePage query=query.clone() found=found.clone() letter/> }.into_any()
    };
    drawn(address, Viewer::SignedOut, draw).await
}

async fn service_page(address: &str, view: ServiceView) -> String {
    drawn(address, Viewer::SignedOut, move || {
        view! { <ServicePage view=view.clone()/> }.into_any()
    })
    .await
}

async fn home(viewer: Viewer) -> String {
    let draw = || {
        let tile = |(title, services): (&str, u64)| LifeSituationTile {
            slug: "x".into(),
            title: title.into(),
            services,
        };
        let life_situations = [("A", 1), ("B", 2), ("C", 21)].map(tile).to_vec();
        let most_used = vec![MostUsed {
            slug: "pase".into(),
            title: "Pase".into(),
            agency: "PMLP".into(),
        }];
        view! { <HomePage life_situations most_used/> }.into_any()
    };
    drawn("/lv", viewer, draw).await
}

#[tokio::test]
async fn the_first_page_leads_on_from_every_part() {
    let html = home(Viewer::SignedOut).await;
    has(
        &html,
        &[
            r#"action="/lv/pakalpojumi""#,
            r#"href="/lv/pakalpojumi?q=beidzas+pase""#,
            "1 pakalpojums<",
            "2 pakalpojumi<",
            "21 pakalpojums<",
            r#"href="/lv/pakalpojumi/pase""#,
        ],
    );
    assert!(!html.contains("Turpiniet iesākto"));
}

#[tokio::test]
async fn who_has_signed_in_finds_the_workspace_on_the_first_page() {
    let anna = Person {
        name: "Anna Liepa".into(),
        acting_for: None,
        agency: None,
        unread: 0,
    };
    let html = home(Viewer::SignedIn(anna)).await;
    has(
        &html,
        &[
            "Turpiniet iesākto",
            r#"href="/lv/darba-vieta" class="onward""#,
            "Atvērt darba vietu",
        ],
    );
}

#[tokio::test]
async fn counts_are_said_as_people_say_them() {
    for (total, words) in [
        (1, "Atrasts 1 pakalpojums"),
        (2, "Atrasti 2 pakalpojumi"),
        (21, "Atrasts 21 pakalpojums"),
        (111, "Atrasti 111 pakalpojumi"),
    ] {
        has(&catalogue(query(""), found(total)).await, &[words]);
    }
    for (total, words) in [(1, "1 service found"), (21, "21 services found")] {
        has(
            &catalogue(
                CatalogueQuery {
                    language: Language::En,
                    ..query("")
                },
                found(total),
            )
            .await,
            &[words],
        );
    }
}

#[tokio::test]
async fn a_search_keeps_its_words_and_filters() {
    let html = catalogue(query(r#"pase "ātri" <b>"#), found(3)).await;
    has(
        &html,
        &[
            r#"value="pase &quot;ātri&quot; &lt;b&gt;""#,
            r#"<input type="hidden" name="audience" value="resident""#,
            r#"<input type="hidden" name="agency" value="pmlp""#,
            "21 darba dienā<",
            "Bez maksas",
            "Viss internetā",
            "4,3 no 5 (187)",
        ],
    );
    assert!(!html.contains("<b>\""));
}

#[tokio::test]
async fn filters_are_links_that_add_and_take_away() {
    let html = catalogue(query("pase"), found(3)).await;
    has(
        &html,
        &[
            // Another choice of the same filter takes its place, one of another filter is added.
            r#"href="/lv/pakalpojumi?q=pase&amp;audience=business&amp;agency=pmlp""#,
            r#"href="/lv/pakalpojumi?q=pase&amp;audience=resident&amp;situation=studeju&amp;agency=pmlp""#,
            r#"href="/lv/pakalpojumi?q=pase&amp;audience=resident&amp;channel=one_stop_centre&amp;agency=pmlp""#,
            r#"href="/lv/pakalpojumi?q=pase&amp;agency=pmlp" aria-current="true""#,
            "Noņemt atlasi: Kam – Iedzīvotājiem",
            "Noņemt atlasi: Iestāde – Pilsonības un migrācijas lietu pārvalde",
            r#"<a href="/lv/pakalpojumi?q=pase">Noņemt visu atlasi"#,
            "<details",
        ],
    );
}

#[tokio::test]
async fn a_long_list_goes_page_by_page() {
    let html = catalogue(query("pase"), portal::CataloguePage { page: 2, ..found(62) }).await;
    has(
        &html,
        &[
            "<title>pase – pakalpojumi (2. lapa no 4) – Vārti</title>",
            "2. lapa no 4",
            r#"rel="prev" href="/lv/pakalpojumi?q=pase&amp;audience=resident&amp;agency=pmlp""#,
            r#"rel="next" href="/lv/pakalpojumi?q=pase&amp;audience=resident&amp;agency=pmlp&amp;page=3""#,
            r#"aria-current="page""#,
            r#"href="https://varti.example/lv/pakalpojumi?q=pase&amp;audience=resident&amp;agency=pmlp&amp;page=2" rel="canonical""#,
        ],
    );
    assert!(!catalogue(query(""), found(20)).await.contains("rel=\"next\""));
}

#[tokio::test]
async fn an_empty_result_helps() {
    let nothing = portal::CataloguePage {
        suggestions: vec![card("pase", "Pase un personas apliecība")],
        ..found(0)
    };
    let html = catalogue(query("qwerty"), nothing).await;
    has(
        &html,
        &[
            "Meklējāt „qwerty”",
            "Nav atrasts neviens pakalpojums",
            r#"<a href="/lv/pakalpojumi?q=qwerty">Meklēt to pašu"#,
            "Varbūt noderēs",
            "Pase un personas apliecība",
            "tel:+37167000000",
            r#"href="/lv/palidziba""#,
            r#"href="/lv/pakalpojumi/iesniegums-iestadei""#,
        ],
    );
}

#[tokio::test]
async fn a_card_says_everything_its_description_holds() {
    let html = service_page("/lv/pakalpojumi/pase", service(content())).await;
    has(
        &html,
        &[
            "<title>Pase – Vārti</title>",
            r#"href="/lv/pakalpojumi?agency=pmlp""#,
            "Dokuments ceļošanai.",
            r#"href="/lv/pakalpojumi/pase/pieteikums""#,
            "Aizpildīšana: 5–9 minūtes.",
            "10 darba dienas",
            "1 mēnesis",
            "Bez maksas vai līdz 34,50 €",
            "Iedzīvotājiem, Uzņēmumiem",
            "4,3 no 5",
            "187 vērtējumi",
            "tel:+37167209417",
            "5–9 minūtes",
            "ap 21 darba dienu",
            "rīkojaties jūs",
            "Tagad notiek.",
            "<strong>10 gadus</strong>",
            "<h3>Bērnam</h3>",
            "Latvijas pilsonis.",
            "Jauna pase.",
            "Ne vecāka par gadu.",
            r#"<th scope="row">Pieaugušajam</th><td>34,50 €</td>"#,
            r#"<th scope="row">Bērnam</th><td>Bez maksas</td>"#,
            "Jebkurā nodaļā.",
            "Vairāk vietnē pmlp.gov.lv",
            "Cik ilgi?",
            "<em>desmit</em>",
            "PMLP priekšniekam",
            "Mēneša laikā.",
            "Mani dokumenti",
            "Rakstiet PMLP.",
            "Kā uzņemt foto",
            "Zvans ar video",
            "pasts@pmlp.gov.lv",
            "_DEFAULT@90000054163",
            "facebook.com",
            r#"href="https://likumi.lv/ta/id/243484" rel="external""#,
            "Likuma projekts",
            r#"href="/lv/dzives-situacijas/dokumenti#need-pase""#,
            "Ilze Kalniņa, pārvaldniece",
            "2026. gada 3. novembris",
            "Ziņas ir piemēri",
        ],
    );
}

#[tokio::test]
async fn a_card_says_how_long_it_really_takes() {
    let question = "Cik ilgi tas tiešām ilgst";
    let mut view = service(content());
    let silent = service_page("/lv/pakalpojumi/pase", view.clone()).await;
    assert!(!silent.contains(question));
    let real = |half_within, nine_of_ten_within, cases| {
        Some(RealDuration {
            half_within,
            nine_of_ten_within,
            cases,
        })
    };
    view.real_duration = real(4, 21, 412);
    let html = service_page("/lv/pakalpojumi/pase", view.clone()).await;
    let told = "Puse – 4 darba dienās<br>9 no 10 – 21 darba dienā<br>";
    has(&html, &[question, told, "(412 pieteikumi pēdējos 12 mēnešos)"]);
    let html = service_page("/en/services/pase", view.clone()).await;
    let told = "Half within 4 working days<br>9 of 10 within 21 working days<br>";
    has(
        &html,
        &[
            "How long it really takes",
            told,
            "(412 applications in the last 12 months)",
        ],
    );
    view.real_duration = real(0, 0, 31);
    let html = service_page("/lv/pakalpojumi/pase", view).await;
    let told = "9 no 10 – tajā pašā dienā<br>";
    has(&html, &[told, "(31 pieteikums pēdējos 12 mēnešos)"]);
    assert!(!html.contains("Puse –"), "one time is said once");
}

#[tokio::test]
async fn a_card_in_english_says_it_in_english() {
    let html = service_page("/en/services/pase", service(content())).await;
    has(
        &html,
        &[
            "<title>Passport – Vārti</title>",
            r#"href="/en/services/pase/application""#,
            "Free or up to €34.50",
            "4.3 of 5",
            "about 21 working days",
            "3 November 2026",
        ],
    );
}

#[tokio::test]
async fn a_service_elsewhere_says_where_its_link_leads() {
    let elsewhere = json!({ "external": "https://www.latvija.gov.lv/lv/pase" });
    let html = service_page("/lv/pakalpojumi/pase", service(with(content(), "start", elsewhere))).await;
    has(
        &html,
        &[
            r#"href="https://www.latvija.gov.lv/lv/pase""#,
            "Pieteikt vietnē latvija.gov.lv",
            "Atvērsies cita vietne",
        ],
    );
    assert!(!html.contains("pieteikums\""));
}

#[tokio::test]
async fn a_link_that_is_none_of_the_web_is_not_made() {
    let script = json!({ "external": "javascript:alert(1)" });
    let html = service_page("/lv/pakalpojumi/pase", service(with(content(), "start", script))).await;
    has(&html, &["Pieteikšanas saite pašlaik nedarbojas"]);
}

#[tokio::test]
async fn a_service_at_a_counter_says_where_to_go() {
    let html = service_page(
        "/lv/pakalpojumi/pase",
        service(with(content(), "start", json!("in_person"))),
    )
    .await;
    has(
        &html,
        &[
            "Šo pakalpojumu piesaka klātienē",
            "Jebkurā nodaļā.",
            "Čiekurkalna 1. līnija 1",
            r##"href="#channels""##,
        ],
    );
}

#[tokio::test]
async fn a_free_service_that_nobody_rated_says_so() {
    let mut view = service(with(content(), "fees", json!([])));
    view.rating = domain::RatingSummary::default();
    let html = service_page("/lv/pakalpojumi/pase", view).await;
    has(&html, &["Bez maksas", "Vēl neviens nav novērtējis"]);
    assert!(!html.contains("Cik tas maksā"));
}

#[tokio::test]
async fn a_service_of_all_agencies_names_none() {
    let mut view = service(content());
    view.service.any_agency = true;
    let html = service_page("/lv/pakalpojumi/pase", view).await;
    has(&html, &[r#"<p class="kicker">Jebkura iestāde"#]);
    assert!(!html.contains("pasts@pmlp.gov.lv"));
}

#[tokio::test]
async fn a_life_situation_shows_the_services_of_each_need() {
    let draw = || view! { <LifeSituationPage situation=situation()/> }.into_any();
    let html = drawn("/lv/dzives-situacijas/piedzimis-berns", Viewer::SignedOut, draw).await;
    has(
        &html,
        &[
            "<title>Piedzimis bērns – Vārti</title>",
            "Šajā situācijā var noderēt 21 pakalpojums.",
            r#"<h2 id="need-registret">Reģistrēt bērnu"#,
            r#"href="/lv/pakalpojumi/dzimsana""#,
            "Šai vajadzībai pakalpojumu vēl nav.",
        ],
    );
}

fn with(mut content: serde_json::Value, part: &str, value: serde_json::Value) -> serde_json::Value {
    content[part] = value;
    content
}
