//! A past for the demonstration: thousands of cases of the last months, made up by a plan and by fixed chance, moved by
//! the same rules as those of people. Nobody is told of anything.

mod chance;
mod course;
mod handling;
mod hours;
mod opinion;
mod people;
mod plan;
mod slots;
#[cfg(test)]
mod tests;
mod words;

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::{Action, Actor, Date, FormVersion, Start, Timestamp, WorkingCalendar};
use store::case_history::PastCase;
use store::generation::Changed;

use self::course::Service;
use self::hours::Hours;
use self::people::People;
use self::plan::{NameLists, Plan, ServicePlan};
use super::{Persona, Personas, SeedError, SeedFiles, read, refused};
use crate::clock::Ids;
use crate::core::Portal;
use crate::error::PortalError;
use crate::snapshot::{Published, Snapshot};

/// The files of the demonstration's history, as text.
#[derive(Debug, Clone, Copy)]
pub struct HistoryFiles {
    /// `plan.toml`.
    pub plan: &'static str,
    /// `people.toml`.
    pub people: &'static str,
    /// The files of `services/`.
    pub services: &'static [&'static str],
}

/// How much was made up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct HistorySize {
    /// Cases that have ended.
    pub past: usize,
    /// Cases that still run.
    pub running: usize,
}

/// What all cases of the history share.
struct World<'a> {
    plan: &'a Plan,
    snapshot: &'a Snapshot,
    calendar: &'a WorkingCalendar,
    ids: Ids,
    personas: &'a [Persona],
    /// Names that no other company may have.
    company_names: BTreeSet<String>,
    now: Timestamp,
    first_day: Date,
}

impl World<'_> {
    fn hours(&self) -> Hours<'_> {
        Hours {
            calendar: self.calendar,
            plan: self.plan,
        }
    }

    /// An identity of something that was there before the first case.
    fn id<T: From<uuid::Uuid>>(&self) -> T {
        self.ids.id(Timestamp::at(self.first_day, 0, 0))
    }
}

/// Everything that cases are made up of.
struct Stage<'a> {
    world: &'a World<'a>,
    services: &'a [Service<'a>],
    people: &'a People,
    lists: &'a NameLists,
}

/// Cases made up before they are written together.
const CHUNK: usize = 250;

impl Portal {
    /// Whether nobody has submitted anything yet, so that a history may be loaded.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn has_no_cases(&self) -> Result<bool, PortalError> {
        Ok(store::cases::is_empty(&mut *self.core.db.read().await?).await?)
    }

    /// Makes up the past of a demonstration that [`Portal::seed`] has loaded, all of it or nothing. On the same day
    /// it is the same.
    ///
    /// # Errors
    /// [`SeedError`] names the file or object that cannot be loaded.
    pub async fn seed_history(&self, files: &SeedFiles, history: &HistoryFiles) -> Result<HistorySize, SeedError> {
        let plan: Plan = read("history/plan.toml", history.plan)?;
        let lists: NameLists = read("history/people.toml", history.people)?;
        let services: Vec<ServicePlan> = history
            .services
            .iter()
            .map(|text| read("history/services/*.toml", text))
            .collect::<Result<_, _>>()?;
        let Personas { persona, organisation } = read("personas.toml", files.personas)?;
        let snapshot = self.core.snapshot().await.map_err(unreachable)?;
        let calendar = self.core.calendar();
        let now = self.core.now();
        let world = World {
            plan: &plan,
            snapshot: &snapshot,
            calendar: &calendar,
            ids: Ids::seeded(plan.seed),
            personas: &persona,
            company_names: organisation.into_iter().map(|company| company.name).collect(),
            now,
            first_day: first_day(now.date(), plan.months),
        };
        let forms = self.forms_of(&snapshot, &services).await?;
        let services = forms
            .iter()
            .zip(&services)
            .map(|((published, form), plan)| Service { plan, published, form })
            .collect::<Vec<_>>();
        self.write_history(&world, &lists, &services).await
    }

    async fn write_history(
        &self,
        world: &World<'_>,
        lists: &NameLists,
        services: &[Service<'_>],
    ) -> Result<HistorySize, SeedError> {
        let system = Actor::System.may(Action::ManageRegistry);
        let grant = system.map_err(|denied| unreachable(denied.into()))?;
        let mut size = HistorySize::default();
        let mut tx = self.core.db.begin().await.map_err(|error| unreachable(error.into()))?;
        let people = people::settle(&mut tx, world, world.plan, lists).await?;
        let slots = slots::all(world, services, &people)?;
        let stage = Stage {
            world,
            services,
            people: &people,
            lists,
        };
        for chunk in slots.chunks(CHUNK) {
            let mut cases: Vec<PastCase> = chunk.iter().map(|slot| slot.fill(&stage)).collect::<Result<_, _>>()?;
            let past = cases.iter().filter(|past| past.case.state.is_closed()).count();
            size.past += past;
            size.running += cases.len() - past;
            let taken = store::case_history::take_in(&mut tx, &grant, &mut cases).await;
            taken.map_err(|error| unreachable(error.into()))?;
        }
        let bumped = store::generation::bump(&mut tx, Changed::Rating).await;
        bumped.map_err(|error| unreachable(error.into()))?;
        tx.commit().await.map_err(|error| unreachable(error.into()))?;
        self.core.expire_snapshot();
        Ok(size)
    }
}

impl Portal {
    /// The services of the plans, each with its present form.
    async fn forms_of(
        &self,
        snapshot: &Snapshot,
        plans: &[ServicePlan],
    ) -> Result<Vec<(Arc<Published>, FormVersion)>, SeedError> {
        let mut found = Vec::with_capacity(plans.len());
        for plan in plans {
            let published = snapshot.service(&plan.service);
            let published = published.map_err(|_| fault(plan.service.as_str(), "no such service".to_owned()))?;
            let Start::Form(form) = &published.version.content.start else {
                return Err(fault(plan.service.as_str(), "the service has no form".to_owned()));
            };
            let form = self.forms.current(form).await.map_err(unreachable)?;
            found.push((published.clone(), form.version));
        }
        Ok(found)
    }
}

fn first_day(today: Date, months: u16) -> Date {
    today.add_months(-i64::from(months)).unwrap_or(Date::MIN)
}

fn fault(file: &str, reason: String) -> SeedError {
    SeedError::File {
        file: format!("history: {file}"),
        reason,
    }
}

/// The database does not do what it should.
fn unreachable(error: PortalError) -> SeedError {
    refused("the history".to_owned())(error)
}
