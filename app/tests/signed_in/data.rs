//! Cases, drafts and notices that could be.

use app::cases::ShownCase;
use domain::{
    Agency, Answers, Case, CaseEvent, CaseEventKind, CaseState, Contest, Date, EventActor, LocalText, Message,
    MessageAuthor, Notice, NoticeKind, Outcome, PageOf, Party, Step, Timeline, Timestamp, WaitingFor, WorkingCalendar,
    latvia,
};
use forms::{SummaryPage, SummaryRow};
use portal::{Can, CaseDeadlines, CaseSummary, CaseView, DraftSummary, MessageView, QueueCounts, QueueItem};
use serde_json::{Value, json};

pub const ID: &str = "01990000-0000-7000-8000-000000000001";
pub const NUMBER: &str = "2026-004117-J";

pub fn text(lv: &str, en: &str) -> LocalText {
    LocalText::new(lv, en)
}

pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}

pub fn at(date: &str) -> Timestamp {
    Timestamp::at(day(date), 10, 5)
}

fn read<T: serde::de::DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).unwrap()
}

pub fn agency() -> Agency {
    read(json!({
        "id": ID, "slug": "riga", "name": { "lv": "Rīgas pašvaldība", "en": "Riga Municipality" },
        "shortName": { "lv": "Rīga", "en": "Riga" }, "registrationNumber": "90000054163",
        "address": { "lv": "Rīga", "en": "Riga" }, "phone": "+371 6700 0001", "email": "riga@example.lv",
        "eAddress": "_RIGA", "website": "https://riga.example", "social": [], "municipality": true,
    }))
}

pub fn steps() -> Vec<Step> {
    let step = |id: &str, title: &str, now: &str, actor: &str, days: u16| json!({ "id": id, "title": { "lv": title, "en": title }, "now": { "lv": now, "en": now }, "actor": actor, "workingDays": days });
    read(json!([
        step("submit", "Iesniedzat", "Jūs aizpildāt pieteikumu.", "client", 0),
        step("check", "Pārbauda", "Iestāde pārbauda dokumentus.", "agency", 2),
        step("decide", "Lemj", "Iestāde pieņem lēmumu.", "agency", 3),
    ]))
}

fn entered(step: &str) -> CaseEventKind {
    CaseEventKind::StepEntered {
        step: step.parse().unwrap(),
    }
}

/// A case submitted on 3 November 2026 and seen on the 10th.
pub fn case(state: CaseState, can: Can) -> ShownCase {
    let mut happened = vec![
        (
            "2026-11-03",
            CaseEventKind::Submitted {
                filled_minutes: Some(8),
            },
        ),
        ("2026-11-03", entered("check")),
    ];
    match state {
        CaseState::Submitted => {}
        CaseState::InProgress => happened.push(("2026-11-05", entered("decide"))),
        CaseState::WaitingForClient => happened.push(("2026-11-06", CaseEventKind::ClientAsked)),
        CaseState::Closed(outcome) => happened.push(("2026-11-09", CaseEventKind::Closed { outcome })),
    }
    let event = |(index, (date, kind)): (usize, (&str, CaseEventKind))| CaseEvent {
        case: ID.parse().unwrap(),
        sequence: index as i64 + 1,
        occurred_at: at(date),
        recorded_at: at(date),
        by: EventActor::System,
        kind,
    };
    let events: Vec<CaseEvent> = happened.into_iter().enumerate().map(event).collect();
    let today = day("2026-11-10");
    let timeline = Timeline::of(&steps(), &events, &WorkingCalendar::new(&latvia()), today).unwrap();
    let closed = timeline.ended.map(|_| at("2026-11-09"));
    let step = timeline.current().map_or("check", |step| step.id.as_str()).to_owned();
    let case: Case = read(json!({
        "id": ID, "number": NUMBER, "service": ID, "serviceVersion": ID, "agency": ID, "applicant": ID,
        "submittedBy": ID, "channel": "online", "state": state, "step": step, "submittedAt": at("2026-11-03"),
        "closedAt": closed, "promisedBy": "2026-11-12", "legalBy": "2026-12-03", "version": 7,
    }));
    let view = CaseView {
        service_slug: "ielu-tirdznieciba".parse().unwrap(),
        service_title: text("Ielu tirdzniecības atļauja", "Street trading permit"),
        agency: agency(),
        applicant: company(),
        submitted_by_name: "Andris Kļaviņš".into(),
        official_name: None,
        steps: steps(),
        forecast: None,
        timeline,
        deadlines: CaseDeadlines {
            promised_by: case.promised_by,
            legal_by: case.legal_by,
            overdue: false,
            legal_overdue: false,
        },
        form: None,
        answers: Answers::EMPTY,
        messages: vec![said("Kur tieši tirgosiet?\nNorādiet <vietu>.")],
        result: None,
        contest: Contest {
            how: text("Rakstiet sūdzību.", "Write a complaint."),
            place: text("Rīgā", "In Riga"),
            until: text("Mēneša laikā", "Within a month"),
        },
        feedback: None,
        can,
        case,
    };
    ShownCase {
        view,
        answered: answered(),
        today,
    }
}

fn company() -> Party {
    read(json!({ "type": "organisation", "id": ID, "registrationNumber": "90000054163", "name": "SIA “Zaļā sēta”" }))
}

fn said(text: &str) -> MessageView {
    let message = Message {
        id: ID.parse().unwrap(),
        case: ID.parse().unwrap(),
        author: MessageAuthor::Agency,
        person: ID.parse().unwrap(),
        text: text.into(),
        sent_at: at("2026-11-06"),
    };
    MessageView {
        message,
        author_name: "Inese Priede".into(),
    }
}

fn answered() -> Vec<SummaryPage> {
    vec![SummaryPage {
        id: "place".parse().unwrap(),
        title: "Vieta".into(),
        rows: vec![SummaryRow {
            path: "where".parse().unwrap(),
            item: None,
            label: "Kur tirgosiet?".into(),
            values: vec!["Esplanādē".into()],
        }],
    }]
}

pub fn official() -> Can {
    Can {
        message: true,
        advance: steps()[2..].to_vec(),
        ask: true,
        close: Outcome::BY_OFFICIAL.to_vec(),
        ..Can::default()
    }
}

pub fn summary(number: &str, state: CaseState, waiting_for: WaitingFor) -> CaseSummary {
    CaseSummary {
        number: number.parse().unwrap(),
        service_slug: "ielu-tirdznieciba".parse().unwrap(),
        service_title: text("Ielu tirdzniecības atļauja", "Street trading permit"),
        agency_name: text("Rīgas pašvaldība", "Riga Municipality"),
        state,
        step_title: text("Pārbauda", "Check"),
        submitted_at: at("2026-11-03"),
        closed_at: state.is_closed().then(|| at("2026-11-09")),
        promised_by: Some(day("2026-11-09")),
        legal_by: None,
        waiting_for,
        rated: false,
    }
}

pub fn draft() -> DraftSummary {
    DraftSummary {
        id: ID.parse().unwrap(),
        service_slug: "ielu-tirdznieciba".parse().unwrap(),
        service_title: text("Ielu tirdzniecības atļauja", "Street trading permit"),
        page: Some("place".into()),
        page_number: Some(2),
        pages_total: 5,
        updated_at: at("2026-11-10"),
    }
}

pub fn notice(kind: NoticeKind, read: bool) -> Notice {
    Notice {
        id: ID.parse().unwrap(),
        party: ID.parse().unwrap(),
        case: NUMBER.parse().unwrap(),
        service_title: text("Ielu tirdzniecības atļauja", "Street trading permit"),
        kind,
        created_at: at("2026-11-09"),
        read_at: read.then(|| at("2026-11-10")),
    }
}

pub fn queued(promised: &str, state: CaseState) -> QueueItem {
    QueueItem {
        number: NUMBER.parse().unwrap(),
        service_title: text("Ielu tirdzniecības atļauja", "Street trading permit"),
        applicant_name: "Ilze Ozola".into(),
        state,
        step_title: text("Pārbauda", "Check"),
        official_name: None,
        promised_by: Some(day(promised)),
        legal_by: Some(day("2026-12-03")),
        overdue: false,
        submitted_at: at("2026-11-03"),
        version: 1,
    }
}

pub fn counts() -> QueueCounts {
    QueueCounts {
        open: 12,
        mine: 3,
        unassigned: 5,
        overdue: 1,
    }
}

pub fn page<T>(items: Vec<T>, next: Option<&str>) -> PageOf<T> {
    PageOf {
        items,
        next: next.map(|place| domain::Cursor(place.to_owned())),
    }
}
