//! One number for everything that the engine says about many made-up forms and answers.

use std::sync::LazyLock;

use forms::versions::plan;
use forms::{
    Answers, CodeLists, Context, Date, FormDefinition, Language, PreparedForm, RegisterRecords, Sitting, WorkingDays,
    check, summary,
};
use serde::Serialize;
use serde_json::json;

use crate::rng::Rng;
use crate::{definitions, given};

/// How many answers are tried on each form.
const ANSWERS_EACH: u32 = 8;

static CODE_LISTS: LazyLock<CodeLists> = LazyLock::new(|| {
    let label = |text: &str| json!({"lv": text, "en": text});
    let lists = json!({
        "list": [
            {"id": "one", "label": label("1"), "attributes": {"n": {"decimal": "1.25"}, "t": {"text": "viens"}}},
            {"id": "two", "label": label("2")}
        ],
        "countries": [
            {"id": "LV", "label": label("Latvija")}, {"id": "LT", "label": label("Lietuva")}, {"id": "EE", "label": label("Igaunija")}
        ]
    });
    serde_json::from_value(lists).expect("the lists are well formed")
});

static REGISTERS: LazyLock<RegisterRecords> = LazyLock::new(|| {
    let records = json!({"r": [
        {"facts": {"n": {"decimal": "3.5"}, "t": {"text": "Rīga"}, "d": {"date": "2000-02-29"}}},
        {"key": "Anna", "facts": {"t": {"text": "Ž"}}}
    ]});
    serde_json::from_value(records).expect("the records are well formed")
});

static WORKING_DAYS: LazyLock<WorkingDays> = LazyLock::new(|| {
    let day = |text: &str| text.parse::<Date>().expect("a date");
    WorkingDays::new([
        (day("2026-12-24"), false),
        (day("2026-12-12"), true),
        (day("2027-01-01"), false),
    ])
});

/// The digest of `count` pairs of a form and answers that follow from `seed`.
///
/// What the engine says of a pair is its evaluation, what is submitted or refused, the summary in both languages, the
/// same again reached answer by answer, and how a draft moves to another form; of a form the findings of the check.
/// All of it as JSON, hashed (FNV-1a, 64 bits).
pub fn digest(seed: u64, count: u32) -> u64 {
    let mut rng = Rng::new(seed);
    let mut hash = Hash::default();
    let context = Context {
        demo_codes: true,
        working_days: &WORKING_DAYS,
        registers: &REGISTERS,
        ..Context::new("2026-11-23".parse().expect("a date"), &CODE_LISTS)
    };
    let mut before: Option<FormDefinition> = None;
    let mut left = count;
    while left > 0 {
        let form = definitions::form(&mut rng);
        hash.add(&check(&form, &CODE_LISTS.keys().cloned().collect()));
        let prepared = PreparedForm::new(&form);
        for _ in 0..ANSWERS_EACH.min(left) {
            let answers = given::answers(&mut rng, &form);
            judge(&mut hash, &form, &prepared, &answers, context);
            if let Some(old) = &before {
                hash.add(&plan(old, &form, &answers, &context));
            }
        }
        left -= ANSWERS_EACH.min(left);
        before = Some(form);
    }
    hash.0
}

fn judge<'f>(
    hash: &mut Hash,
    form: &FormDefinition,
    prepared: &'f PreparedForm<'_>,
    answers: &Answers,
    context: Context<'f>,
) {
    hash.add(&prepared.evaluate(answers, &context));
    hash.add(&prepared.submit(answers, &context));
    for language in Language::ALL {
        hash.add(&summary(form, answers, &context, language));
    }
    let mut sitting = Sitting::new(prepared, Answers::new(), context);
    for (id, answer) in answers.iter() {
        let changes = sitting.put(&id.clone().into(), Some(answer.clone()));
        hash.bytes(&[changes.fields.len() as u8, u8::from(changes.rearranged)]);
    }
    hash.add(sitting.evaluation());
}

/// FNV-1a, 64 bits.
struct Hash(u64);

impl Default for Hash {
    fn default() -> Self {
        Hash(0xcbf2_9ce4_8422_2325)
    }
}

impl Hash {
    fn add(&mut self, said: &impl Serialize) {
        let said = serde_json::to_vec(said).expect("what the engine says can be written");
        self.bytes(&said);
    }

    fn bytes(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}
