//! Two windows on one draft: what a page was drawn from, and how its answers join those that were saved meanwhile.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use crate::answers::{Answer, Answers};
use crate::definition::Page;
use crate::ids::FieldId;

/// What the answers of a page were when it was drawn, and what its own window has sent since. Not the answers
/// themselves but a short digest of each, so that it fits in a hidden input.
///
/// As text: the fields that had an answer, each with its digests, `street:9d3f city:0c21:77aa`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen(BTreeMap<FieldId, Vec<u64>>);

/// The text is not one that [`Seen`] has written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotSeen;

/// What becomes of a page's answers when the draft was saved elsewhere meanwhile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// All answers; a question that was answered in two ways has the answer of this window.
    pub answers: Answers,
    /// The questions that were answered here in one way and elsewhere in another.
    pub differing: Vec<FieldId>,
}

/// The digest of no answer.
const NOTHING: u64 = 0;

impl Seen {
    /// A page as it is drawn from these answers.
    pub fn of(page: &Page, answers: &Answers) -> Self {
        let drawn = page
            .fields()
            .map(|field| (field, digest(answers.get(field.id.as_str()))));
        let answered = drawn.filter(|(_, digest)| *digest != NOTHING);
        Self(
            answered
                .map(|(field, digest)| (field.id.clone(), vec![digest]))
                .collect(),
        )
    }

    /// Adds what the page's own window is about to send: to find it saved is no surprise then.
    pub fn add(&mut self, page: &Page, answers: &Answers) {
        for field in page.fields() {
            let answer = answers.get(field.id.as_str());
            if !self.knows_answer(&field.id, answer) {
                let known = self.0.entry(field.id.clone()).or_insert_with(|| vec![NOTHING]);
                known.push(digest(answer));
            }
        }
    }

    /// Whether nobody but the page's own window has changed its answers.
    pub fn knows(&self, page: &Page, stored: &Answers) -> bool {
        let known = |id: &FieldId| self.knows_answer(id, stored.get(id.as_str()));
        page.fields().all(|field| known(&field.id))
    }

    fn knows_answer(&self, field: &FieldId, answer: Option<&Answer>) -> bool {
        self.digests(field).contains(&digest(answer))
    }

    fn drawn_from(&self, field: &FieldId, answer: Option<&Answer>) -> bool {
        self.digests(field).first() == Some(&digest(answer))
    }

    fn digests(&self, field: &FieldId) -> &[u64] {
        self.0.get(field).map_or(&[NOTHING], Vec::as_slice)
    }
}

/// Joins the answers of a page with those stored: a question that was changed on one side only gets that side's
/// answer; one changed on both is named. Other pages' answers are the stored ones.
pub fn merge(page: &Page, seen: &Seen, mine: &Answers, stored: &Answers) -> Merged {
    let mut merged = Merged {
        answers: stored.clone(),
        differing: Vec::new(),
    };
    for id in page.fields().map(|field| &field.id) {
        let (my, their) = (mine.get(id.as_str()), stored.get(id.as_str()));
        let changed_there = !seen.knows_answer(id, their);
        if my == their || (changed_there && seen.drawn_from(id, my)) {
            continue;
        }
        match my {
            Some(answer) => merged.answers.set(id.clone(), answer.clone()),
            None => drop(merged.answers.remove(id.as_str())),
        }
        if changed_there {
            merged.differing.push(id.clone());
        }
    }
    merged
}

impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, (field, digests)) in self.0.iter().enumerate() {
            f.write_str(if at == 0 { "" } else { " " })?;
            write!(f, "{field}")?;
            digests.iter().try_for_each(|digest| write!(f, ":{digest:x}"))?;
        }
        Ok(())
    }
}

impl FromStr for Seen {
    type Err = NotSeen;

    fn from_str(text: &str) -> Result<Self, NotSeen> {
        let field = |word: &str| {
            let mut pieces = word.split(':');
            let id = pieces.next()?.parse().ok()?;
            let digests: Result<Vec<u64>, _> = pieces.map(|piece| u64::from_str_radix(piece, 16)).collect();
            Some((id, digests.ok().filter(|digests| !digests.is_empty())?))
        };
        let fields: Option<BTreeMap<FieldId, Vec<u64>>> = text.split_whitespace().map(field).collect();
        fields.map(Self).ok_or(NotSeen)
    }
}

/// FNV-1a over the answer; lengths are of a fixed size, so browser and server get the same.
fn digest(answer: Option<&Answer>) -> u64 {
    const START: u64 = 0xcbf2_9ce4_8422_2325;
    answer.map_or(NOTHING, |answer| of_answer(START, answer))
}

fn of_bytes(state: u64, bytes: &[u8]) -> u64 {
    const PRIME: u64 = 0x0100_0000_01b3;
    bytes
        .iter()
        .fold(state, |state, byte| (state ^ u64::from(*byte)).wrapping_mul(PRIME))
}

fn of_count(state: u64, count: usize) -> u64 {
    of_bytes(state, &(count as u64).to_le_bytes())
}

fn of_text(state: u64, text: &str) -> u64 {
    of_bytes(of_count(state, text.len()), text.as_bytes())
}

fn of_answer(state: u64, answer: &Answer) -> u64 {
    match answer {
        Answer::Text(text) => of_text(of_bytes(state, b"t"), text),
        Answer::Bool(yes) => of_bytes(state, if *yes { b"y" } else { b"n" }),
        Answer::Chosen(chosen) => {
            let state = of_count(of_bytes(state, b"c"), chosen.len());
            chosen.iter().fold(state, |state, text| of_text(state, text))
        }
        Answer::Items(items) => {
            let state = of_count(of_bytes(state, b"i"), items.len());
            items.iter().fold(state, of_item)
        }
        Answer::Parts(parts) => {
            let state = of_count(of_bytes(state, b"p"), parts.len());
            let part = |state, (name, text): (&String, &String)| of_text(of_text(state, name), text);
            parts.iter().fold(state, part)
        }
    }
}

fn of_item(state: u64, item: &Answers) -> u64 {
    let state = of_count(state, item.len());
    let answer = |state, (field, answer): (&FieldId, &Answer)| of_answer(of_text(state, field.as_str()), answer);
    item.iter().fold(state, answer)
}
