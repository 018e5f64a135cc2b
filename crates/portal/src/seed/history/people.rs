//! The made-up people of the history: residents, companies with those who act for them, officials.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Actor, AgencyId, Assurance, Mandate, MandateScope, Organisation, Party, Person, PersonActor, PersonalCode,
    RegistrationNumber, Represented, Role, RoleKind, Scopes,
};
use forms::personal_code::{CodeVerdict, judge};
use store::Tx;

use super::chance::Chance;
use super::plan::{NameLists, Plan};
use super::{SeedError, World, fault};
use crate::error::PortalError;

/// Somebody who submits cases, in one capacity.
#[derive(Clone)]
pub(super) struct Client {
    pub actor: Actor,
    pub person: Person,
    pub company: Option<Organisation>,
}

/// An official of one agency.
pub(super) struct Official {
    pub actor: Actor,
    pub person: domain::PartyId,
}

/// Everybody of the history.
#[derive(Default)]
pub(super) struct People {
    pub residents: Vec<Client>,
    /// One for each company.
    pub representatives: Vec<Client>,
    pub officials: BTreeMap<AgencyId, Vec<Official>>,
    /// Personas by key: as themselves, then for each of their companies.
    pub personas: BTreeMap<String, Vec<Client>>,
}

/// Personal codes of the people of the history; those of personas are lower.
const CODES: std::ops::Range<u32> = 3_000..6_000;
/// Personal codes of people who are only named in answers.
pub(super) const NAMED: std::ops::Range<u32> = 6_000..10_000;
/// Registration numbers of the history, from a range that no register has given out; that of personas is lower.
const NUMBERS: std::ops::Range<u64> = 40_009_994_000..40_009_999_999;

/// The demonstration's personal code with these four digits.
pub(super) fn code(number: u32) -> Option<PersonalCode> {
    let mut codes = (0..10).map(|digit| format!("000000-{number:04}{digit}"));
    codes
        .find(|code| judge(code) == CodeVerdict::Demo)
        .and_then(|code| code.try_into().ok())
}

fn numbers() -> impl Iterator<Item = RegistrationNumber> {
    NUMBERS.filter_map(|number| number.to_string().try_into().ok())
}

/// A given and a family name that fit each other.
pub(super) fn name(chance: &mut Chance, lists: &NameLists) -> (String, String) {
    let woman = chance.happens(0.53);
    let given = chance.one(if woman { &lists.women } else { &lists.men });
    let family = chance
        .one(&lists.families)
        .map(|(his, hers)| if woman { hers } else { his });
    (given.cloned().unwrap_or_default(), family.cloned().unwrap_or_default())
}

fn company_names(lists: &NameLists) -> Vec<String> {
    let pairs = lists
        .company_first
        .iter()
        .flat_map(|first| lists.company_second.iter().map(move |second| (first, second)));
    pairs
        .map(|(first, second)| format!("SIA \"{first} {second}\""))
        .collect()
}

/// Draws `count` things of a list, none twice.
fn draw<T>(chance: &mut Chance, mut list: Vec<T>, count: usize) -> Vec<T> {
    let take = count.min(list.len());
    for place in 0..take {
        let other = chance.between(place as i64, list.len() as i64 - 1);
        list.swap(place, other as usize);
    }
    list.truncate(take);
    list
}

/// Makes everybody up and records them. Personas are there already.
pub(super) async fn settle(
    tx: &mut Tx,
    world: &World<'_>,
    plan: &Plan,
    lists: &NameLists,
) -> Result<People, SeedError> {
    let mut settling = Settling {
        tx,
        world,
        lists,
        chance: Chance::new(plan.seed, u64::MAX - 1),
        codes: CODES,
        taken: world
            .personas
            .iter()
            .map(|persona| (persona.given_name.clone(), persona.family_name.clone()))
            .collect(),
    };
    let mut people = People::default();
    for _ in 0..plan.persons {
        people.residents.push(settling.resident().await?);
    }
    let names = company_names(lists)
        .into_iter()
        .filter(|name| !world.company_names.contains(name));
    let names = draw(&mut settling.chance, names.collect(), plan.companies as usize);
    for (name, number) in names.into_iter().zip(numbers()) {
        people.representatives.push(settling.company(name, number).await?);
    }
    for agency in &plan.officials {
        let id = world
            .snapshot
            .agency(&agency.agency)
            .map_err(|_| fault("plan.toml", format!("no agency {}", agency.agency)))?
            .id;
        for (given, family) in &agency.names {
            let official = settling.official(id, given, family).await?;
            people.officials.entry(id).or_default().push(official);
        }
    }
    settling.personas(&mut people).await?;
    Ok(people)
}

struct Settling<'a> {
    tx: &'a mut Tx,
    world: &'a World<'a>,
    lists: &'a NameLists,
    chance: Chance,
    codes: std::ops::Range<u32>,
    /// Names of personas, which nobody else has.
    taken: BTreeSet<(String, String)>,
}

impl Settling<'_> {
    async fn person(&mut self, given_name: String, family_name: String) -> Result<Person, SeedError> {
        let code = self.codes.next().and_then(code);
        let code = code.ok_or_else(|| fault("plan.toml", "more persons than personal codes".to_owned()))?;
        let person = Person {
            id: self.world.id(),
            personal_code: Some(code),
            given_name,
            family_name,
        };
        put(self.tx, &Party::Person(person.clone())).await?;
        Ok(person)
    }

    async fn resident(&mut self) -> Result<Client, SeedError> {
        let (given, family) = loop {
            let name = name(&mut self.chance, self.lists);
            if !self.taken.contains(&name) {
                break name;
            }
        };
        let person = self.person(given, family).await?;
        Ok(client(person, None, vec![]))
    }

    async fn company(&mut self, name: String, registration_number: RegistrationNumber) -> Result<Client, SeedError> {
        let representative = self.resident().await?.person;
        let company = Organisation {
            id: self.world.id(),
            registration_number,
            name,
        };
        put(self.tx, &Party::Organisation(company.clone())).await?;
        let mandate = Mandate {
            id: self.world.id(),
            representative: representative.id,
            represented: company.id,
            scope: MandateScope::Full,
            valid_from: self.world.first_day,
            valid_to: None,
            revoked_at: None,
        };
        let inserted = store::mandates::insert(self.tx, &mandate).await;
        inserted.map_err(refused)?;
        Ok(client(representative, Some((company, mandate.id)), vec![]))
    }

    async fn official(&mut self, agency: AgencyId, given: &str, family: &str) -> Result<Official, SeedError> {
        let person = self.person(given.to_owned(), family.to_owned()).await?;
        let role = Role {
            id: self.world.id(),
            kind: RoleKind::Official,
            agency,
        };
        let given = store::roles::give(self.tx, person.id, &role).await;
        given.map_err(refused)?;
        let id = person.id;
        let actor = client(person, None, vec![role]).actor;
        Ok(Official { actor, person: id })
    }

    /// Personas are clients for themselves and for those they represent, and officials where they have that role.
    async fn personas(&mut self, people: &mut People) -> Result<(), SeedError> {
        for persona in self.world.personas {
            let found = store::parties::by_personal_code(self.tx, &persona.personal_code).await;
            let Some(Party::Person(person)) = found.map_err(refused)? else {
                return Err(fault("personas.toml", format!("{} is not there", persona.key)));
            };
            let roles = store::roles::of_person(self.tx, person.id).await.map_err(refused)?;
            let official = |role: &Role| Official {
                actor: client(person.clone(), None, vec![role.clone()]).actor,
                person: person.id,
            };
            for role in roles.iter().filter(|role| role.kind == RoleKind::Official) {
                people.officials.entry(role.agency).or_default().push(official(role));
            }
            let today = self.world.now.date();
            let mandates = store::mandates::of_representative(self.tx, person.id, today).await;
            let mut clients = vec![client(person.clone(), None, vec![])];
            for named in mandates.map_err(refused)? {
                let represented = store::parties::find(self.tx, named.mandate.represented).await;
                if let Party::Organisation(company) = represented.map_err(refused)? {
                    clients.push(client(person.clone(), Some((company, named.mandate.id)), vec![]));
                }
            }
            people.personas.insert(persona.key.clone(), clients);
        }
        Ok(())
    }
}

async fn put(tx: &mut Tx, party: &Party) -> Result<(), SeedError> {
    store::parties::put(tx, party).await.map(|_| ()).map_err(refused)
}

fn refused(error: store::StoreError) -> SeedError {
    super::refused("people of the history".to_owned())(PortalError::from(error))
}

fn client(person: Person, company: Option<(Organisation, domain::MandateId)>, roles: Vec<Role>) -> Client {
    let represents = company.as_ref().map(|(company, mandate)| Represented {
        party: company.id,
        name: company.name.clone(),
        mandate: *mandate,
    });
    let actor = Actor::Person(PersonActor {
        person: person.id,
        name: person.name(),
        represents,
        roles,
        assurance: Assurance::High,
        until: None,
        scopes: Scopes::ALL,
    });
    Client {
        actor,
        person,
        company: company.map(|(company, _)| company),
    }
}
