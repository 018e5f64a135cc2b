//! The pages of signed-in people, drawn from cases that could be.
#![recursion_limit = "256"]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod data;

use app::agency::{HandledCase, Queue, QueueView, Show};
use app::cases::{CaseRating, CaseReceipt, ClientCase, ShownCase};
use app::context::{Assets, PageStatus, Person, Site, Viewer};
use app::posted::{FieldError, Posted};
use app::shell::{document, shell};
use app::workspace::{CapacityChoice, InboxList, Overview, TokenList, WorkspaceView};
use axum::body::{Body, to_bytes};
use axum::http::Request;
use domain::{
    CaseResult, CaseState, Feedback, File, Forecast, ForecastBasis, NewFeedback, NoticeKind, Outcome, Rating,
    WaitingFor,
};
use leptos::prelude::*;
use portal::{Can, Capacity, InboxPage, QueuePage};

use data::{ID, NUMBER, at, case, counts, day, draft, notice, official, page, queued, summary, text};

const CASE: &str = "/lv/pieteikumi/2026-004117-J";

/// The HTML that the server would send for an address. Whatever it shows, its headings make a proper outline and it
/// needs no inline script or style.
async fn drawn<V: IntoView + 'static>(
    address: &str,
    posted: Option<Posted>,
    content: impl FnOnce() -> V + Clone + Send + Sync + 'static,
) -> String {
    let context = move || {
        provide_context(Assets::default());
        provide_context(Site {
            demonstration: true,
            ..Site::default()
        });
        provide_context(PageStatus::default());
        provide_context(Viewer::SignedIn(Person {
            name: "Andris Kļaviņš".into(),
            acting_for: Some("SIA “Zaļā sēta”".into()),
            agency: None,
            unread: 1,
        }));
        if let Some(value) = posted.clone() {
            provide_context(value);
        }
    };
    let handler = leptos_axum::render_app_async_with_context(context, move || document(content.clone()));
    let response = handler(Request::get(address).body(Body::empty()).unwrap()).await;
    let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    // Ordinary spaces, and no marks between pieces of text.
    String::from_utf8(body.to_vec())
        .unwrap()
        .replace('\u{a0}', " ")
        .replace("<!>", "")
}

#[track_caller]
fn has(html: &str, expected: &[&str]) {
    for text in expected {
        assert!(html.contains(text), "{text} is missing in {html}");
    }
}

#[track_caller]
fn lacks(html: &str, forbidden: &[&str]) {
    for text in forbidden {
        assert!(!html.contains(text), "{text} is in {html}");
    }
}

async fn client(shown: ShownCase, address: &str) -> String {
    drawn(address, None, move || view! { <ClientCase case=shown/> }).await
}

fn refused(values: &[(&str, &str)], field: &str) -> Option<Posted> {
    let values = values
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    let errors = vec![FieldError {
        field: field.into(),
        message: "Ierakstiet tekstu.".into(),
        item: None,
    }];
    Some(Posted { values, errors })
}

/// Pages draw themselves once their data is there, when the work that began them is over.
#[tokio::test]
async fn a_page_that_waits_for_its_data_keeps_its_language() {
    let can = Can {
        message: true,
        ..Can::default()
    };
    let html = drawn("/en/cases/2026-004117-J", refused(&[], "text"), move || {
        let shown = case(CaseState::InProgress, can);
        Suspend::new(async move {
            tokio::task::yield_now().await;
            view! { <ClientCase case=shown/> }
        })
    })
    .await;
    has(&html, &["Back", "Progress", "Please correct", "Error:", "Sign out"]);
    lacks(
        &html,
        &[
            "Atpakaļ",
            "Gaita",
            "Lūdzu, izlabojiet",
            "Kļūda",
            "Iziet",
            "Sarakste",
            "nav obligāti",
        ],
    );
}

#[tokio::test]
async fn a_case_that_has_ended_tells_no_now_and_then() {
    let html = client(case(CaseState::Closed(Outcome::Refused), Can::default()), CASE).await;
    has(&html, &["9. novembrī atteica to, ko lūdzāt", "Kā apstrīdēt"]);
    lacks(&html, &["Tagad:", "Pēc tam:", "gate--now"]);
    has(&html, &["gate--barred"]);
}

#[tokio::test]
async fn a_running_case_says_what_happens_now_and_then() {
    let can = Can {
        message: true,
        withdraw: true,
        ..Can::default()
    };
    let html = client(case(CaseState::InProgress, can.clone()), CASE).await;
    has(
        &html,
        &[
            "Iestāde pieņem lēmumu.",
            "Jums nekas nav jādara.",
            "Saņemsiet rezultātu",
            "<h1>Ielu tirdzniecības atļauja</h1>",
        ],
    );
    has(
        &html,
        &[
            "5. novembrī, 2 darba dienas",
            "jau 3 darba dienas",
            "12. novembrī",
            "3. decembrī",
        ],
    );
    has(
        &html,
        &[
            "Rakstīt iestādei",
            "Jā, atsaukt pieteikumu",
            r#"name="version" value="7""#,
            "Mēneša laikā",
        ],
    );
    has(&html, &["Norādiet &lt;vietu&gt;.", "Esplanādē"]);
    lacks(&html, &["Kas jādara jums", "Rezultāts</h2>", "Novērtēt"]);
    let html = client(case(CaseState::Submitted, can), "/en/cases/2026-004117-J").await;
    has(
        &html,
        &[
            "Your application has been received.",
            "Then:",
            "3 November",
            r#"<html lang="en">"#,
        ],
    );
}

#[tokio::test]
async fn a_case_that_waits_asks_its_client_and_keeps_what_was_typed() {
    let can = Can {
        answer: true,
        message: true,
        ..Can::default()
    };
    let shown = case(CaseState::WaitingForClient, can);
    let posted = refused(&[("action", "answer"), ("text", "Pie tirgus")], "text");
    let html = drawn(CASE, posted, move || view! { <ClientCase case=shown/> }).await;
    has(
        &html,
        &[
            "Kas jādara jums",
            "<blockquote",
            "Kur tieši tirgosiet?",
            "Pie tirgus</textarea>",
            "Ierakstiet tekstu.",
        ],
    );
    has(
        &html,
        &[
            r##"href="#text""##,
            r#"id="text""#,
            "termiņš ir apturēts",
            "gaida jūsu atbildi",
        ],
    );
    assert_eq!(html.matches("<textarea").count(), 1, "one place to write");
    lacks(&html, &["Jums nekas nav jādara.", "kavējas"]);
}

#[tokio::test]
async fn what_was_done_is_said_once() {
    let shown = case(CaseState::InProgress, Can::default());
    let html = client(shown.clone(), "/lv/pieteikumi/2026-004117-J?done=answer").await;
    has(&html, &["Atbilde nosūtīta"]);
    lacks(
        &client(shown, "/lv/pieteikumi/2026-004117-J?done=nothing").await,
        &["Atbilde nosūtīta", "notice--success"],
    );
}

fn closed(outcome: Outcome) -> ShownCase {
    let mut shown = case(
        CaseState::Closed(outcome),
        Can {
            rate: true,
            ..Can::default()
        },
    );
    shown.view.result = Some(CaseResult {
        id: ID.parse().unwrap(),
        case: ID.parse().unwrap(),
        text: "Atļauja izsniegta.".into(),
        files: vec![File {
            id: ID.parse().unwrap(),
            case: ID.parse().unwrap(),
            name: "atļauja.pdf".into(),
            media_type: "application/pdf".into(),
            size: 214_000,
            sha256: String::new(),
            created_at: shown.view.case.submitted_at,
        }],
        issued_at: shown.view.case.closed_at.unwrap(),
    });
    shown
}

#[tokio::test]
async fn a_finished_case_hands_over_its_result() {
    let html = client(closed(Outcome::Granted), CASE).await;
    has(
        &html,
        &[
            "Atļauja izsniegta.",
            "214 kB",
            "2026. gada 9. novembris, plkst. 10:05",
            "Novērtēt",
        ],
    );
    has(
        &html,
        &[
            &format!("/api/v1/cases/{NUMBER}/files/{ID}"),
            "Pieteikums ir izpildīts 9. novembrī.",
        ],
    );
    lacks(&html, &["izlaists", "Atsaukt pieteikumu"]);
    let html = client(closed(Outcome::Refused), CASE).await;
    has(
        &html,
        &[
            "Iestāde 9. novembrī atteica to, ko lūdzāt.",
            r##"href="#contest""##,
            "izlaists",
        ],
    );
}

#[tokio::test]
async fn a_late_case_says_what_can_be_done() {
    let mut shown = case(CaseState::InProgress, Can::default());
    shown.view.deadlines.overdue = true;
    has(&client(shown.clone(), CASE).await, &["Solītais laiks ir pagājis"]);
    shown.view.deadlines.legal_overdue = true;
    has(&client(shown, CASE).await, &["Likumā noteiktais laiks ir pagājis"]);
}

#[tokio::test]
async fn the_receipt_has_number_and_days_with_their_years() {
    let shown = case(CaseState::Submitted, Can::default());
    let html = drawn(CASE, None, move || view! { <CaseReceipt case=shown/> }).await;
    has(
        &html,
        &[
            "Pieteikums ir iesniegts",
            NUMBER,
            "2026. gada 3. novembris, plkst. 10:05",
        ],
    );
    has(
        &html,
        &[
            "2026. gada 12. novembris",
            "2026. gada 3. decembris",
            "pastkastē",
            "SIA “Zaļā sēta” (90000054163)",
        ],
    );
}

fn forecast(basis: ForecastBasis) -> Option<Forecast> {
    Some(Forecast {
        basis,
        legal_at_risk: false,
        if_answered_today: false,
    })
}

fn from_similar_cases(likely: &str, almost: &str) -> Option<Forecast> {
    forecast(ForecastBasis::SimilarCases {
        likely_by: day(likely),
        almost_certainly_by: day(almost),
        similar_cases: 412,
    })
}

#[tokio::test]
async fn the_forecast_names_two_days_and_what_it_rests_on() {
    let mut shown = case(CaseState::InProgress, Can::default());
    shown.view.forecast = from_similar_cases("2026-11-13", "2026-11-24");
    let rests = "To rāda 412 līdzīgi pieteikumi pēdējos 12 mēnešos.";
    let meaning = "Līdz pirmajai dienai bija gatava puse no tiem, līdz otrajai – deviņi no desmit.";
    let told = [
        "Visticamāk</dt><dd>līdz 13. novembrim",
        "Gandrīz noteikti</dt><dd>līdz 24. novembrim",
        rests,
        meaning,
        "times__band",
    ];
    for page in [client(shown.clone(), CASE).await, handled(shown.clone(), None).await] {
        has(&page, &told);
        lacks(&page, &["apdraudēts", "ja atbildēsiet", "ja klients"]);
    }
    let english = client(shown.clone(), "/en/cases/2026-004117-J").await;
    let rests_in_english = "This rests on 412 similar applications in the last 12 months.";
    has(&english, &["by 13 November", "by 24 November", rests_in_english]);
    let both = "Visticamāk līdz 13. novembrim, gandrīz noteikti līdz 24. novembrim.";
    let receipt = shown.clone();
    let html = drawn(CASE, None, move || view! { <CaseReceipt case=receipt/> }).await;
    has(&html, &["Kad būs gatavs", both, rests]);

    shown.view.forecast = from_similar_cases("2026-11-13", "2026-11-13");
    lacks(&client(shown.clone(), CASE).await, &[meaning]);
    let html = drawn(CASE, None, move || view! { <CaseReceipt case=shown/> }).await;
    has(&html, &["Gandrīz noteikti līdz 13. novembrim."]);
}

#[tokio::test]
async fn the_forecast_says_its_condition_and_what_is_at_risk() {
    let mut shown = case(CaseState::WaitingForClient, Can::default());
    let held = from_similar_cases("2026-11-13", "2026-12-24");
    shown.view.forecast = held.map(|forecast| Forecast {
        legal_at_risk: true,
        if_answered_today: true,
        ..forecast
    });
    let risk = "Likumā noteiktais termiņš ir apdraudēts";
    has(
        &client(shown.clone(), CASE).await,
        &["Prognoze spēkā, ja atbildēsiet šodien.", risk],
    );
    has(
        &handled(shown.clone(), None).await,
        &["ja klients atbildēs šodien", risk],
    );
    shown.view.deadlines.legal_overdue = true;
    lacks(&client(shown, CASE).await, &[risk]);
}

#[tokio::test]
async fn thin_history_names_the_declared_time_as_such() {
    let mut shown = case(CaseState::InProgress, Can::default());
    shown.view.forecast = forecast(ForecastBasis::DeclaredTimes { working_days: 4 });
    let html = client(shown.clone(), CASE).await;
    has(
        &html,
        &[
            "ir par maz, lai prognozētu",
            "Iestādes noteiktais laiks atlikušajiem soļiem: 4 darba dienas.",
        ],
    );
    lacks(&html, &["Visticamāk", "times__band"]);
    shown.view.forecast = forecast(ForecastBasis::DeclaredTimes { working_days: 0 });
    has(
        &client(shown, CASE).await,
        &["Iestādes noteiktais laiks soļiem ir pagājis."],
    );
}

#[tokio::test]
async fn the_rating_asks_thanks_or_says_why_not_yet() {
    let rating = |shown: ShownCase, posted| drawn(CASE, posted, move || view! { <CaseRating case=shown/> });
    let html = rating(
        closed(Outcome::Granted),
        refused(&[("likings", "quick"), ("comment", "Jauki")], "rating"),
    )
    .await;
    has(&html, &["Kas sagādāja grūtības?", "Kas bija labi?", "Jauki</textarea>"]);
    assert!(
        html.split(r#"value="quick""#).nth(1).unwrap()[..20].contains("checked"),
        "what was ticked stays"
    );
    let mut rated = closed(Outcome::Granted);
    rated.view.feedback = Some(Feedback {
        id: ID.parse().unwrap(),
        case: ID.parse().unwrap(),
        service: ID.parse().unwrap(),
        content: NewFeedback {
            rating: Rating::new(5).unwrap(),
            difficulties: vec![],
            likings: vec![domain::Liking::Quick],
            comment: "Paldies Inesei".into(),
        },
        created_at: rated.view.case.submitted_at,
    });
    let html = rating(rated, None).await;
    has(
        &html,
        &["Paldies par vērtējumu!", "5 no 5", "Tas bija ātri", "Paldies Inesei"],
    );
    lacks(&html, &["<textarea"]);
    let html = rating(case(CaseState::InProgress, Can::default()), None).await;
    has(&html, &["Novērtēt varēsiet, kad"]);
}

async fn handled(shown: ShownCase, posted: Option<Posted>) -> String {
    drawn(
        "/lv/iestade/pieteikumi/2026-004117-J",
        posted,
        move || view! { <HandledCase case=shown/> },
    )
    .await
}

#[tokio::test]
async fn an_official_gets_a_form_for_each_thing_they_may_do() {
    let can = Can {
        take: true,
        message: true,
        ..Can::default()
    };
    let html = handled(case(CaseState::Submitted, can), None).await;
    has(
        &html,
        &[
            "Paņemt pieteikumu",
            "vēl neviens nav paņēmis",
            "Reģistrācijas numurs 90000054163",
            "Andris Kļaviņš",
        ],
    );
    lacks(&html, &["Pabeigt pieteikumu", "Pajautāt klientam"]);
    let html = handled(case(CaseState::InProgress, official()), None).await;
    for action in ["advance", "ask", "close", "message"] {
        assert_eq!(
            html.matches(&format!(r#"name="action" value="{action}""#)).count(),
            1,
            "{action}"
        );
    }
    assert_eq!(
        html.matches(r#"name="version" value="7""#).count(),
        3,
        "a message needs none"
    );
    has(
        &html,
        &[r#"enctype="multipart/form-data""#, "multiple", "Termiņš: 12. novembrī"],
    );
    let mut ids: Vec<&str> = html
        .split(" id=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "every id stands once");
}

#[tokio::test]
async fn a_refused_action_stays_open_with_what_was_typed() {
    let posted = refused(
        &[("action", "close"), ("outcome", "refused"), ("text", "Nav pamata.")],
        "text",
    );
    let html = handled(case(CaseState::InProgress, official()), posted).await;
    assert_eq!(html.matches("<details open").count(), 1);
    has(&html, &["Nav pamata.</textarea>", "izvēlieties tos vēlreiz"]);
}

#[tokio::test]
async fn the_queue_tells_what_presses() {
    let view = |show, items| QueueView {
        agencies: vec![data::agency()],
        agency: data::agency(),
        show,
        found: QueuePage {
            page: page(items, Some("2026~1")),
            counts: counts(),
        },
        today: day("2026-11-10"),
    };
    let items = vec![
        queued("2026-11-09", CaseState::InProgress),
        queued("2026-11-11", CaseState::Submitted),
        queued("2026-11-30", CaseState::WaitingForClient),
    ];
    let queue = view(Show::Open, items);
    let html = drawn("/lv/iestade/rinda", None, move || view! { <Queue queue/> }).await;
    has(
        &html,
        &[
            "tag--late\">vakar",
            "tag--wait\">rīt",
            "apturēts",
            "Rīgas pašvaldība",
            ">12<",
            "Ilze Ozola",
        ],
    );
    has(
        &html,
        &[
            "/lv/iestade/rinda?agency=riga&amp;show=mine",
            "agency=riga&amp;after=2026%7E1",
        ],
    );
    let queue = view(Show::Overdue, vec![]);
    let html = drawn("/lv/iestade/rinda?show=overdue", None, move || view! { <Queue queue/> }).await;
    has(&html, &["Neviens pieteikums nekavējas.", "Visi atvērtie pieteikumi"]);
}

fn inbox(notices: Vec<domain::Notice>, unread: i64) -> InboxPage {
    InboxPage {
        page: page(notices, None),
        unread,
    }
}

#[tokio::test]
async fn the_workspace_puts_first_what_waits_for_the_client() {
    let workspace = WorkspaceView {
        drafts: page(vec![draft()], Some("a~b")),
        running: page(
            vec![
                summary("2026-000001-Z", CaseState::InProgress, WaitingFor::Agency),
                summary("2026-004098-U", CaseState::WaitingForClient, WaitingFor::Client),
            ],
            None,
        ),
        past: page(
            vec![summary(NUMBER, CaseState::Closed(Outcome::Granted), WaitingFor::Nobody)],
            None,
        ),
        inbox: inbox(
            vec![notice(NoticeKind::ClientAsked, false), notice(NoticeKind::Taken, true)],
            1,
        ),
        today: day("2026-11-10"),
    };
    let html = drawn("/lv/darba-vieta", None, move || view! { <Overview workspace/> }).await;
    assert!(html.find("2026-004098-U") < html.find("2026-000001-Z"));
    has(
        &html,
        &[
            "Jūs rīkojaties cita vārdā: SIA “Zaļā sēta”",
            "/lv/pieteikumi/2026-004098-U#to-do",
            "kavējas",
        ],
    );
    has(
        &html,
        &[
            "Saglabāts šodien plkst. 10:05 · 2. lapa no 5",
            &format!("/lv/melnraksti/{ID}/place"),
            "Jā, dzēst melnrakstu",
        ],
    );
    has(
        &html,
        &[
            "drafts=a%7Eb#drafts",
            "1 nelasīts paziņojums.",
            "/lv/pieteikumi/2026-004117-J/vertejums",
        ],
    );
    lacks(&html, &["Iestāde ir sākusi izskatīt"]);
}

#[tokio::test]
async fn an_empty_workspace_says_what_to_do() {
    let workspace = WorkspaceView {
        drafts: page(vec![], None),
        running: page(vec![], None),
        past: page(vec![], None),
        inbox: inbox(vec![], 0),
        today: day("2026-11-10"),
    };
    let html = drawn("/en/workspace", None, move || view! { <Overview workspace/> }).await;
    has(
        &html,
        &[
            "There is nothing here yet",
            "Search for a service",
            "No unread notices.",
        ],
    );
}

#[tokio::test]
async fn the_inbox_tells_every_kind_of_notice_in_words() {
    let closed = |outcome| NoticeKind::Closed { outcome };
    let kinds = [
        NoticeKind::Submitted,
        NoticeKind::Taken,
        NoticeKind::StepEntered {
            step: "check".parse().unwrap(),
            title: text("Pārbauda", "Check"),
        },
        NoticeKind::ClientAsked,
        NoticeKind::MessageReceived,
        closed(Outcome::Granted),
        closed(Outcome::Refused),
        closed(Outcome::LeftUnexamined),
        closed(Outcome::Withdrawn),
    ];
    let found = inbox(kinds.into_iter().map(|kind| notice(kind, false)).collect(), 9);
    let html = drawn("/lv/darba-vieta/pastkaste", None, move || {
        view! { <InboxList found today=day("2026-11-10")/> }
    })
    .await;
    has(
        &html,
        &[
            "Jauns solis: Pārbauda",
            "Iestāde jums ir uzrakstījusi",
            "vakar plkst. 10:05",
            "Atzīmēt visus kā lasītus",
        ],
    );
    assert_eq!(html.matches(r#"name="action" value="open""#).count(), 9);
    let found = inbox(vec![], 0);
    let html = drawn("/lv/darba-vieta/pastkaste", None, move || {
        view! { <InboxList found today=day("2026-11-10")/> }
    })
    .await;
    has(&html, &["Paziņojumu vēl nav"]);
}

#[tokio::test]
async fn the_capacity_is_chosen_and_leads_back() {
    let capacities = vec![
        Capacity {
            mandate: None,
            name: "Andris Kļaviņš".into(),
            registration_number: None,
        },
        Capacity {
            mandate: Some(ID.parse().unwrap()),
            name: "SIA “Zaļā sēta”".into(),
            registration_number: Some("90000054163".to_owned().try_into().unwrap()),
        },
    ];
    let address = "/lv/darba-vieta/parstaviba?next=/lv/pakalpojumi/x/pieteikums";
    let both = capacities.clone();
    let html = drawn(
        address,
        None,
        move || view! { <CapacityChoice capacities=both chosen=ID/> },
    )
    .await;
    has(
        &html,
        &[
            "Savā vārdā: Andris Kļaviņš",
            "izvēlēts pašlaik",
            r#"name="next" value="/lv/pakalpojumi/x/pieteikums""#,
        ],
    );
    let alone = capacities[..1].to_vec();
    let html = drawn("/lv/darba-vieta/parstaviba?next=//evil.example", None, move || {
        view! { <CapacityChoice capacities=alone chosen=""/> }
    })
    .await;
    has(&html, &["Jūs rīkojaties tikai savā vārdā."]);
    // The language switch keeps the query as it is; nothing else takes it up.
    lacks(&html, &[r#"href="//evil"#, r#"value="//evil"#, "<fieldset"]);
}

#[tokio::test]
async fn a_secret_is_told_only_by_the_answer_that_made_it() {
    let tokens = |posted| {
        drawn("/lv/darba-vieta/piekluves-atslegas", posted, || {
            view! { <TokenList tokens=vec![] offered=vec![domain::Scope::OwnRead] now=at("2026-11-10")/> }
        })
    };
    let made = Posted {
        values: vec![("secret".into(), "abc123".into())],
        errors: vec![],
    };
    has(&tokens(Some(made)).await, &["<code class=\"secret\">abc123</code>"]);
    let html = tokens(refused(&[("name", "Grāmatvedība"), ("secret", "abc123")], "name")).await;
    has(&html, &[r#"value="Grāmatvedība""#, "Jums vēl nav nevienas atslēgas."]);
    lacks(&html, &["abc123"]);
}

#[tokio::test]
async fn a_token_whose_time_is_over_is_shown_without_a_way_to_end_it() {
    let token = |id: &str, name: &str, until| domain::Token {
        id: id.parse().unwrap(),
        person: ID.parse().unwrap(),
        name: name.to_owned(),
        scopes: domain::Scopes::ALL,
        created_at: at("2026-10-10"),
        expires_at: at(until),
        last_used_at: None,
    };
    let (live, over) = (
        "0190a5b8-7e6d-7c3a-9b1f-2f4f5a6b7c81",
        "0190a5b8-7e6d-7c3a-9b1f-2f4f5a6b7c82",
    );
    let tokens = vec![token(live, "Jaunā", "2026-12-10"), token(over, "Vecā", "2026-11-09")];
    let html = drawn("/lv/darba-vieta/piekluves-atslegas", None, move || {
        view! { <TokenList tokens=tokens.clone() offered=vec![domain::Scope::OwnRead] now=at("2026-11-10")/> }
    })
    .await;
    has(
        &html,
        &["Vecā", "darbojas līdz 10. decembrim", "beidza darboties vakar", live],
    );
    lacks(&html, &[over]);
}

async fn sign_in(address: &str) -> String {
    let handler = leptos_axum::render_app_async_with_context(
        || {
            provide_context(Assets::default());
            provide_context(Site {
                demonstration: true,
                ..Site::default()
            });
        },
        shell,
    );
    let response = handler(Request::get(address).body(Body::empty()).unwrap()).await;
    String::from_utf8(to_bytes(response.into_body(), usize::MAX).await.unwrap().to_vec()).unwrap()
}

#[tokio::test]
async fn signing_in_leads_back_to_pages_of_ours_only() {
    let html = sign_in("/en/sign-in?next=%2Fen%2Fworkspace%3Fpast%3Dx").await;
    has(
        &html,
        &[
            "/auth/start?next=%2Fen%2Fworkspace%3Fpast%3Dx&amp;lang=en",
            "This is a demonstration",
        ],
    );
    let html = sign_in("/lv/ieiet?next=https://evil.example&problem=weak").await;
    has(
        &html,
        &[
            "/auth/start?next=%2Flv%2Fdarba-vieta&amp;lang=lv",
            "nav pietiekami drošs",
        ],
    );
    lacks(&html, &["evil.example\""]);
    has(
        &sign_in("/lv/ieiet?next=%2Flv%2Fturpinat%3Fto%3D%2Flv").await,
        &["Jūsu sesija ir beigusies"],
    );
}
