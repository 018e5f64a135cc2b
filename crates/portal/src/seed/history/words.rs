//! Texts of the history: what stands in braces is made up, once for each case.

use std::collections::BTreeMap;

use deunicode::deunicode;
use domain::{Answers, Date};
use serde_json::Value;

use super::chance::Chance;
use super::people::{self, Client};
use super::plan::{Alternative, NameLists, ServicePlan};

/// What the words of one case stand for, as far as they were asked for.
///
/// - `{given}` `{family}` `{code}` `{email}` `{phone}` `{account}` `{company}` `{number}`: the client's own
/// - `{street}` `{place}` `{postcode}`: an address
/// - `{other_given}` `{other_family}` `{other_code}`: somebody else
/// - `{day:-9:-2}`: a day that many days from the day of submission; `{after:0:3}`: that many days after `{day}`
/// - `{count:10:80}`: a whole number
///
/// A name after a dot (`{street.old}`, `{day.end:1:5}`) makes it another one.
pub(super) struct Words<'a> {
    client: &'a Client,
    lists: &'a NameLists,
    submitted: Date,
    known: BTreeMap<String, String>,
}

/// A word in braces.
struct Word<'t> {
    /// With its own name, if it has one.
    full: &'t str,
    kind: &'t str,
    name: &'t str,
    range: Option<(i64, i64)>,
}

impl<'t> Word<'t> {
    fn read(text: &'t str) -> Option<Self> {
        let mut parts = text.split(':');
        let full = parts.next()?;
        let mut number = || parts.next()?.parse().ok();
        let range = number().zip(number());
        let (kind, name) = full.split_once('.').unwrap_or((full, ""));
        Some(Self {
            full,
            kind,
            name,
            range,
        })
    }

    fn key(&self, kind: &str) -> String {
        if self.name.is_empty() {
            kind.to_owned()
        } else {
            format!("{kind}.{}", self.name)
        }
    }
}

impl<'a> Words<'a> {
    pub fn new(client: &'a Client, lists: &'a NameLists, submitted: Date) -> Self {
        Self {
            client,
            lists,
            submitted,
            known: BTreeMap::new(),
        }
    }

    /// The text with its words replaced.
    ///
    /// # Errors
    /// The word that nobody knows.
    pub fn fill(&mut self, chance: &mut Chance, text: &str) -> Result<String, String> {
        let mut filled = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let (word, after) = after.split_once('}').ok_or_else(|| text.to_owned())?;
            filled.push_str(before);
            filled.push_str(&self.word(chance, word).ok_or_else(|| format!("{{{word}}}"))?);
            rest = after;
        }
        filled.push_str(rest);
        Ok(filled)
    }

    /// What the client answers to a form: the base, and over it one alternative of each group that fits the client.
    ///
    /// # Errors
    /// The word that nobody knows, or why they are no answers.
    pub fn answers(&mut self, chance: &mut Chance, plan: &ServicePlan) -> Result<Answers, String> {
        let mut table = plan.answers.clone();
        let company = self.client.company.is_some();
        let weight = |one: &Alternative| {
            let fits = one.company.is_none_or(|wanted| wanted == company);
            if fits { one.share } else { 0.0 }
        };
        for group in plan.vary.values() {
            if let Some(place) = chance.weighted(group.iter().map(weight)) {
                table.extend(group[place].answers.clone());
            }
        }
        let mut value = serde_json::to_value(table).map_err(|error| error.to_string())?;
        self.fill_in(chance, &mut value)?;
        serde_json::from_value(value).map_err(|error| error.to_string())
    }

    fn fill_in(&mut self, chance: &mut Chance, value: &mut Value) -> Result<(), String> {
        match value {
            Value::String(text) if text.contains('{') => *text = self.fill(chance, text)?,
            Value::Array(items) => {
                for item in items {
                    self.fill_in(chance, item)?;
                }
            }
            Value::Object(fields) => {
                for field in fields.values_mut() {
                    self.fill_in(chance, field)?;
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
        Ok(())
    }

    fn word(&mut self, chance: &mut Chance, text: &str) -> Option<String> {
        let word = Word::read(text)?;
        if !self.known.contains_key(word.full) {
            self.make_up(chance, &word)?;
        }
        self.known.get(word.full).cloned()
    }

    fn make_up(&mut self, chance: &mut Chance, word: &Word<'_>) -> Option<()> {
        match (word.kind, word.range) {
            ("street" | "place" | "postcode", None) => self.address(chance, word)?,
            ("other_given" | "other_family" | "other_code", None) => self.somebody(chance, word)?,
            ("day", Some((low, high))) => self.day(word, self.submitted, chance.between(low, high))?,
            ("after", Some((low, high))) => {
                let day = self.known.get(&word.key("day"))?.parse().ok()?;
                self.day(word, day, chance.between(low, high))?;
            }
            ("count", Some((low, high))) => self.know(word.full, chance.between(low, high).to_string()),
            (_, None) => {
                let own = self.own(chance, word.kind)?;
                self.know(word.full, own);
            }
            _ => return None,
        }
        Some(())
    }

    fn know(&mut self, key: &str, value: String) {
        self.known.insert(key.to_owned(), value);
    }

    fn day(&mut self, word: &Word<'_>, from: Date, days: i64) -> Option<()> {
        self.know(word.full, from.add_days(days)?.to_string());
        Some(())
    }

    fn address(&mut self, chance: &mut Chance, word: &Word<'_>) -> Option<()> {
        let street = chance.one(&self.lists.streets)?;
        let (place, postcode) = chance.one(&self.lists.places)?;
        let house = chance.between(1, 89);
        let street = if chance.happens(0.6) {
            format!("{street} {house}–{}", chance.between(1, 60))
        } else {
            format!("{street} {house}")
        };
        self.know(&word.key("street"), street);
        self.know(&word.key("place"), place.clone());
        self.know(&word.key("postcode"), postcode.clone());
        Some(())
    }

    fn somebody(&mut self, chance: &mut Chance, word: &Word<'_>) -> Option<()> {
        let (given, family) = people::name(chance, self.lists);
        let number = chance.between(people::NAMED.start.into(), i64::from(people::NAMED.end) - 1);
        let code = people::code(number as u32)?.as_str().to_owned();
        self.know(&word.key("other_given"), given);
        self.know(&word.key("other_family"), family);
        self.know(&word.key("other_code"), code);
        Some(())
    }

    fn own(&self, chance: &mut Chance, kind: &str) -> Option<String> {
        let person = &self.client.person;
        Some(match kind {
            "given" => person.given_name.clone(),
            "family" => person.family_name.clone(),
            "code" => person.personal_code.as_ref()?.as_str().to_owned(),
            "email" => {
                let name = deunicode(&format!("{}.{}", person.given_name, person.family_name));
                format!("{}@pasts.example", name.to_lowercase().replace(' ', "."))
            }
            "phone" => format!("2000 0{:03}", chance.between(0, 999)),
            "account" => account(chance.between(0, 9_999_999_999_999))?,
            "company" => self.client.company.as_ref()?.name.clone(),
            "number" => self.client.company.as_ref()?.registration_number.as_str().to_owned(),
            _ => return None,
        })
    }
}

/// An account with the right check digits at a bank that there is not.
fn account(number: i64) -> Option<String> {
    (2..=98).find_map(|check| forms::iban::read(&format!("LV{check:02}BANK{number:013}")))
}
