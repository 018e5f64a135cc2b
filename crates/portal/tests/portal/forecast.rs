//! Forecasts: summed up in the background from what really happened, told on the case and on the card of the service.

use domain::{Actor, Case, CaseState, Forecast, ForecastBasis, Outcome, RealDuration};
use portal::{CaseView, Close};
use rstest::rstest;
use store::Engine;

use crate::world::{DAY, World, granted, slug, step};

fn refused() -> Close {
    Close {
        outcome: Outcome::Refused,
        ..granted("Nē.")
    }
}

impl World {
    /// So many cases that come together and take so many days, half of the time in each of the two steps.
    async fn past_cases(&self, client: &Actor, official: &Actor, count: usize, days: i64) {
        let cases = &self.portal.cases;
        let mut running = vec![];
        for _ in 0..count {
            running.push(self.taken(client, official).await);
        }
        self.clock.advance(DAY * (days / 2));
        for case in &mut running {
            let moved = cases.advance(official, &case.number, case.version, step("decide"), None);
            *case = moved.await.unwrap();
        }
        self.clock.advance(DAY * (days - days / 2));
        for (n, case) in running.iter().enumerate() {
            let how = if n % 3 == 0 { refused() } else { granted("Jā.") };
            cases.close(official, &case.number, case.version, how).await.unwrap();
        }
    }

    async fn refresh(&self) -> usize {
        let stale = self.portal.jobs.look_for_stale_forecasts().await.unwrap();
        self.run_jobs().await;
        stale
    }

    async fn seen(&self, client: &Actor, case: &Case) -> CaseView {
        self.portal.cases.get(client, &case.number).await.unwrap()
    }

    async fn real_duration(&self) -> Option<RealDuration> {
        self.portal
            .registry
            .service(&slug("deklaret"))
            .await
            .unwrap()
            .real_duration
    }
}

fn day(text: &str) -> domain::Date {
    text.parse().unwrap()
}

#[rstest]
#[tokio::test]
async fn a_case_is_forecast_from_past_ones(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let (anna, olga) = (world.anna().await, world.olga().await);
    world.past_cases(&anna, &olga, 29, 7).await;
    let case = world.submit(&anna).await;
    assert_eq!(world.refresh().await, 1);
    let declared = Forecast {
        basis: ForecastBasis::DeclaredTimes { working_days: 5 },
        legal_at_risk: false,
        if_answered_today: false,
    };
    assert_eq!(
        world.seen(&anna, &case).await.forecast,
        Some(declared),
        "29 are too few"
    );
    assert_eq!(world.real_duration().await, None);

    world.past_cases(&anna, &olga, 1, 7).await;
    let generation = world.portal.registry.generation().await.unwrap();
    assert_eq!(world.refresh().await, 1);
    let real = RealDuration {
        half_within: 5,
        nine_of_ten_within: 5,
        cases: 30,
    };
    assert_eq!(world.real_duration().await, Some(real));
    assert_eq!(world.portal.registry.generation().await.unwrap(), generation + 1);

    let case = world.submit(&anna).await;
    let today = world.portal.today();
    let by = world.portal.calendar().add_working_days(today, 5);
    let forecast = world.seen(&anna, &case).await.forecast.unwrap();
    let basis = ForecastBasis::SimilarCases {
        likely_by: by,
        almost_certainly_by: by,
        similar_cases: 30,
    };
    assert_eq!(forecast.basis, basis);
    let official = world.portal.cases.get_as_agency(&olga, &case.number).await.unwrap();
    assert_eq!(official.forecast, Some(forecast), "both sides see the same");

    let closed = world.taken(&anna, &olga).await;
    let number = &closed.number;
    let closed = world
        .portal
        .cases
        .close(&olga, number, closed.version, refused())
        .await
        .unwrap();
    assert_eq!(closed.state, CaseState::Closed(Outcome::Refused));
    assert_eq!(world.seen(&anna, &closed).await.forecast, None);
}

#[rstest]
#[tokio::test]
async fn what_runs_late_and_what_waits(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let (anna, olga) = (world.anna().await, world.olga().await);
    world.past_cases(&anna, &olga, 32, 21).await;
    world.refresh().await;
    let case = world.taken(&anna, &olga).await;
    let forecast = world.seen(&anna, &case).await.forecast.unwrap();
    assert!(!forecast.legal_at_risk, "three weeks are less than a month");
    let days = |forecast: Forecast| match forecast.basis {
        ForecastBasis::SimilarCases { likely_by, .. } => {
            let today = world.portal.today();
            world.portal.calendar().working_days_between(today, likely_by)
        }
        ForecastBasis::DeclaredTimes { .. } => panic!("the declared times"),
    };
    let ahead = days(forecast);
    let cases = &world.portal.cases;
    let case = cases
        .ask(&olga, &case.number, case.version, "Kurā stāvā?")
        .await
        .unwrap();
    world.clock.advance(14 * DAY);
    let waiting = world.seen(&anna, &case).await.forecast.unwrap();
    assert!(waiting.if_answered_today && !waiting.legal_at_risk);
    assert_eq!(days(waiting), ahead, "while the client is waited for the clock stands");
    let case = cases
        .answer(&anna, &case.number, case.version, "Trešajā.")
        .await
        .unwrap();
    let answered = world.seen(&anna, &case).await.forecast.unwrap();
    assert_eq!((days(answered), answered.if_answered_today), (ahead, false));
    world.clock.advance(60 * DAY);
    let late = world.seen(&anna, &case).await.forecast.unwrap();
    assert!(late.legal_at_risk);
    assert!(
        matches!(late.basis, ForecastBasis::DeclaredTimes { working_days: 3 }),
        "none took as long"
    );
}

#[rstest]
#[tokio::test]
async fn only_what_moved_is_summed_up_anew(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let (anna, olga) = (world.anna().await, world.olga().await);
    assert_eq!(world.refresh().await, 0, "no cases yet");
    let case = world.submit(&anna).await;
    assert_eq!(world.refresh().await, 1);
    assert_eq!(world.refresh().await, 0);
    let case = world
        .portal
        .cases
        .take(&olga, &case.number, case.version)
        .await
        .unwrap();
    assert_eq!(world.portal.jobs.look_for_stale_forecasts().await.unwrap(), 1);
    assert_eq!(world.refresh().await, 1, "looked for twice, done once");
    assert_eq!(world.refresh().await, 0);
    world.clock.advance(DAY);
    assert_eq!(world.refresh().await, 1, "it has grown older");
    let decided = world
        .portal
        .cases
        .close(&olga, &case.number, case.version, refused())
        .await;
    decided.unwrap();
    assert_eq!(world.refresh().await, 1);
    assert_eq!(
        world.count("SELECT count(*) FROM life_table").await,
        2,
        "the whole and its one step"
    );
}

#[rstest]
#[tokio::test]
async fn what_is_older_than_a_year_is_forgotten(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let (anna, olga) = (world.anna().await, world.olga().await);
    world.past_cases(&anna, &olga, 31, 2).await;
    world.refresh().await;
    assert_eq!(world.real_duration().await.unwrap().cases, 31);
    world.clock.advance(365 * DAY);
    world.refresh().await;
    assert!(world.portal.today() > day("2027-11-02"));
    assert_eq!(
        world.real_duration().await,
        None,
        "with the last of them the card falls silent"
    );
}
