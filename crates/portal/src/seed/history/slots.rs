//! Which cases there are: of which service, whose, submitted when.

use domain::{Date, Timestamp};
use store::case_history::PastCase;

use super::chance::Chance;
use super::course::{Course, Service};
use super::people::{Client, People};
use super::plan::PersonaCase;
use super::{SeedError, Stage, World, fault};

/// How often the course of a persona's case is thrown anew until it has come as far as it should.
const THROWS: u64 = 300;

/// A case to be made up.
pub(super) struct Slot<'a> {
    at: Timestamp,
    service: usize,
    client: &'a Client,
    dice: u64,
    /// Whether it must still run, or must have ended.
    running: Option<bool>,
}

/// All cases in order of submission.
pub(super) fn all<'a>(
    world: &World<'_>,
    services: &[Service<'_>],
    people: &'a People,
) -> Result<Vec<Slot<'a>>, SeedError> {
    let shares: f64 = services.iter().map(|service| service.plan.share).sum();
    let mut slots = Vec::with_capacity(world.plan.cases as usize + world.plan.personas.len());
    for (place, service) in services.iter().enumerate() {
        let count = (f64::from(world.plan.cases) * service.plan.share / shares).round() as u64;
        let days = Days::of(world, service);
        for number in 0..count {
            let dice = place as u64 * 1_000_000 + number;
            slots.push(slot(world, people, (place, service), &days, dice)?);
        }
    }
    for (number, case) in (0u64..).zip(&world.plan.personas) {
        slots.push(of_persona(
            world,
            services,
            people,
            case,
            u64::MAX / 2 + number * THROWS,
        )?);
    }
    slots.retain(|slot| slot.at < world.now);
    slots.sort_by_key(|slot| (slot.at, slot.dice));
    Ok(slots)
}

/// The days of the history, each with how much of a service is submitted on it.
struct Days {
    days: Vec<Date>,
    weights: Vec<f64>,
}

impl Days {
    fn of(world: &World<'_>, service: &Service<'_>) -> Self {
        let (first, last, hours) = (world.first_day, world.now.date(), world.hours());
        let days: Vec<Date> = (first.to_days()..=last.to_days()).filter_map(Date::from_days).collect();
        let month = |day: &Date| service.plan.months[usize::from(day.month() - 1)];
        let weights = days
            .iter()
            .map(|day| hours.rush(*day, first, last) * month(day))
            .collect();
        Self { days, weights }
    }
}

fn slot<'a>(
    world: &World<'_>,
    people: &'a People,
    (place, service): (usize, &Service<'_>),
    days: &Days,
    dice: u64,
) -> Result<Slot<'a>, SeedError> {
    let mut chance = Chance::new(world.plan.seed.rotate_left(17), dice);
    let clients = if chance.happens(service.plan.companies) {
        &people.representatives
    } else {
        &people.residents
    };
    let client = chance
        .one(clients)
        .ok_or_else(|| fault("plan.toml", "nobody to submit cases".to_owned()))?;
    let day = chance.weighted(days.weights.iter().copied());
    let day = day.ok_or_else(|| service.fault("no days to submit cases on".to_owned()))?;
    let at = world.hours().hour_of(&mut chance, days.days[day]);
    Ok(Slot {
        at,
        service: place,
        client,
        dice,
        running: None,
    })
}

fn of_persona<'a>(
    world: &World<'_>,
    services: &[Service<'_>],
    people: &'a People,
    case: &PersonaCase,
    dice: u64,
) -> Result<Slot<'a>, SeedError> {
    let wrong = |reason: &str| fault("plan.toml", format!("case of {}: {reason}", case.persona));
    let service = services.iter().position(|service| service.plan.service == case.service);
    let clients = people
        .personas
        .get(&case.persona)
        .ok_or_else(|| wrong("no such persona"))?;
    let mut clients = clients.iter();
    let client = clients.find(|client| {
        let company = client.company.as_ref().map(|company| &company.registration_number);
        company == case.company.as_ref()
    });
    let mut chance = Chance::new(world.plan.seed, dice);
    let day = world
        .now
        .date()
        .add_days(-i64::from(case.days_ago))
        .unwrap_or(Date::MIN);
    Ok(Slot {
        at: world.hours().hour_of(&mut chance, day),
        service: service.ok_or_else(|| wrong("no such service"))?,
        client: client.ok_or_else(|| wrong("represents no such company"))?,
        dice,
        running: Some(case.running),
    })
}

impl Slot<'_> {
    /// The case, as far as it has come by now.
    pub fn fill(&self, stage: &Stage<'_>) -> Result<PastCase, SeedError> {
        let (world, service) = (stage.world, &stage.services[self.service]);
        let throws = if self.running.is_some() { THROWS } else { 1 };
        for throw in 0..throws {
            let chance = Chance::new(world.plan.seed, self.dice + throw);
            let past = Course::run(stage, (service, self.client), self.at, chance)?;
            let runs = !past.case.state.is_closed();
            if self.running.is_none_or(|wanted| wanted == runs) {
                return Ok(past);
            }
        }
        Err(service.fault(format!(
            "the case submitted at {} never comes as far as wanted",
            self.at
        )))
    }
}
