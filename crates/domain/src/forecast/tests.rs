use super::*;
use crate::case::tests::steps;
use crate::timeline::tests::{day, entered, events, submitted};
use crate::{CaseEventKind, latvia};

const TODAY: &str = "2026-11-10";

fn calendar() -> WorkingCalendar {
    WorkingCalendar::new(&latvia())
}

/// Cases that took 1, 2, … days.
fn table(cases: u16) -> LifeTable {
    let sample = |days| Sample {
        days: f64::from(days),
        decided: true,
        weight: 1.0,
        again: false,
    };
    LifeTable::of((1..=cases).map(sample).collect())
}

fn forecast(
    history: &History,
    happened: &[(&str, CaseEventKind)],
    legal_by: Option<&str>,
    today: &str,
) -> Option<Forecast> {
    let (calendar, today) = (calendar(), day(today));
    let events = events(happened);
    let timeline = Timeline::of(&steps(), &events, &calendar, today).unwrap();
    let deadlines = Deadlines {
        promised_by: None,
        legal_by: legal_by.map(day),
    };
    let age = Age::of(&Stay::all(&events, &calendar, today));
    Forecast::of(history, age, &timeline, deadlines, &calendar, today)
}

fn begun() -> Vec<(&'static str, CaseEventKind)> {
    vec![("2026-11-03", submitted()), ("2026-11-03", entered("check"))]
}

fn dates(forecast: Option<Forecast>) -> (Date, Date, u32) {
    match forecast.unwrap().basis {
        ForecastBasis::SimilarCases {
            likely_by,
            almost_certainly_by,
            similar_cases,
        } => (likely_by, almost_certainly_by, similar_cases),
        ForecastBasis::DeclaredTimes { .. } => panic!("rests on declared times"),
    }
}

#[test]
fn quantiles_of_those_that_took_as_long_become_working_days() {
    let history = History {
        step: table(100),
        whole: table(100),
    };
    // Five working days old (3 to 10 November): 96 cases took 5 to 100 days; the 48th took 52, the 87th 91.
    let found = forecast(&history, &begun(), None, TODAY);
    let calendar = calendar();
    let in_days = |days| calendar.add_working_days(day(TODAY), days);
    assert_eq!(dates(found), (in_days(47), in_days(86), 96));
    assert!(!found.unwrap().legal_at_risk && !found.unwrap().if_answered_today);
}

#[test]
fn where_the_step_is_thin_the_whole_way_tells() {
    let history = History {
        step: table(20),
        whole: table(100),
    };
    assert_eq!(dates(forecast(&history, &begun(), None, TODAY)).2, 96);
}

#[test]
fn thin_history_leaves_the_declared_times() {
    let history = History {
        step: table(33),
        whole: table(33),
    };
    assert_eq!(
        dates(forecast(&history, &begun(), None, "2026-11-06")).2,
        31,
        "30 are enough"
    );
    let found = forecast(&history, &begun(), None, TODAY).unwrap();
    // Of 2 days declared for the check none is left; 3 for the decision are.
    assert_eq!(found.basis, ForecastBasis::DeclaredTimes { working_days: 3 });
    let none = forecast(&History::default(), &begun(), None, "2026-11-04").unwrap();
    assert_eq!(none.basis, ForecastBasis::DeclaredTimes { working_days: 4 });
}

#[test]
fn no_day_lies_in_the_past_or_on_a_day_off() {
    let mut happened = begun();
    happened[1] = ("2026-11-14", entered("decide"));
    // Saturday: the earliest end is the Monday after, and the days count from there.
    let decided_at_once = Sample {
        days: 0.0,
        decided: true,
        weight: 1.0,
        again: false,
    };
    let at_once = History {
        step: LifeTable::of(vec![decided_at_once; 30]),
        whole: LifeTable::default(),
    };
    let monday = day("2026-11-16");
    assert_eq!(
        dates(forecast(&at_once, &happened, None, "2026-11-14")),
        (monday, monday, 30)
    );
}

#[test]
fn a_case_later_than_the_law_allows_is_at_risk() {
    let history = History {
        step: table(60),
        whole: table(60),
    };
    let (_, last, _) = dates(forecast(&history, &begun(), None, TODAY));
    let at_risk = |legal: Date| {
        forecast(&history, &begun(), Some(&legal.to_string()), TODAY)
            .unwrap()
            .legal_at_risk
    };
    assert!(!at_risk(last) && at_risk(last.add_days(-1).unwrap()));
}

#[test]
fn while_the_client_is_waited_for_the_age_stands_and_the_law_waits_too() {
    let history = History {
        step: table(60),
        whole: table(60),
    };
    let mut happened = begun();
    happened.push(("2026-11-10", CaseEventKind::ClientAsked));
    let asked = forecast(&history, &happened, None, "2026-11-10").unwrap();
    let later = forecast(&history, &happened, None, "2026-11-30").unwrap();
    assert!(later.if_answered_today);
    let (calendar, (likely, last, _)) = (calendar(), dates(Some(asked)));
    let ahead = |to| calendar.working_days_between(day("2026-11-10"), to);
    let (later_likely, later_last, _) = dates(Some(later));
    let later_ahead = |to| calendar.working_days_between(day("2026-11-30"), to);
    assert_eq!(
        (later_ahead(later_likely), later_ahead(later_last)),
        (ahead(likely), ahead(last))
    );
    let legal = forecast(&history, &happened, Some(&last.to_string()), "2026-11-30").unwrap();
    assert!(!legal.legal_at_risk, "the legal day moves by the twenty days waited");
}

#[test]
fn what_has_ended_is_not_forecast() {
    let mut happened = begun();
    happened.push((
        "2026-11-06",
        CaseEventKind::Closed {
            outcome: crate::Outcome::Granted,
        },
    ));
    assert_eq!(
        forecast(
            &History {
                step: table(60),
                whole: table(60)
            },
            &happened,
            None,
            TODAY
        ),
        None
    );
}

#[test]
fn how_long_it_really_takes() {
    let real = table(40).real_duration().unwrap();
    assert_eq!((real.half_within, real.nine_of_ten_within, real.cases), (20, 36, 40));
    assert_eq!(table(29).real_duration(), None);
}

#[test]
fn a_thin_step_is_drawn_towards_the_whole_way() {
    let at_once = |cases| {
        let sample = Sample {
            days: 0.0,
            decided: true,
            weight: 1.0,
            again: false,
        };
        LifeTable::of(vec![sample; cases])
    };
    let likely = |cases| {
        let history = History {
            step: at_once(cases),
            whole: table(100),
        };
        history.remaining(Age::default()).unwrap().likely
    };
    // Of four cases in the step and the weight of five of the whole way, half takes 1/18 of the latter.
    assert_eq!((likely(0), likely(4), likely(5)), (50.0, 10.0, 0.0));
    assert_eq!(likely(1_000), 0.0);
}
