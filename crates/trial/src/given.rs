//! Answers made up for a made-up form: many that fit, many that do not.

use forms::{Answer, Answers, Field, FieldKind, FormDefinition};

use crate::rng::Rng;

/// Texts that are often a value of some kind.
const TEXTS: [&str; 36] = [
    "",
    " ",
    "Anna",
    "ABC12",
    "a\r\nb",
    "Ž-12",
    "1",
    "12,5",
    "-3",
    "1 000,25",
    "0,1",
    "999999999999999999999999999999",
    "true",
    "x",
    "y",
    "z",
    "LV",
    "EE",
    "1990-02-28",
    "2026-12-03",
    "31.12.2027",
    "2026-02-30",
    "2026-12",
    "12.2027",
    "9",
    "09:30",
    "25:00",
    "+371 20000000",
    "67000000",
    "a@example.lv",
    "a@",
    "LV80BANK0000435195001",
    "LV00BANK0000435195001",
    "example.lv/ā",
    "161175-19997",
    "40003521600",
];
const PARTS: [&str; 22] = [
    "day",
    "month",
    "year",
    "given",
    "family",
    "code",
    "street",
    "place",
    "postalCode",
    "addressCode",
    "from",
    "to",
    "fromDay",
    "fromMonth",
    "fromYear",
    "toDay",
    "toMonth",
    "toYear",
    "number",
    "name",
    "latitude",
    "longitude",
];

/// Answers to a form.
pub fn answers(rng: &mut Rng, form: &FormDefinition) -> Answers {
    form.fields()
        .filter_map(|(_, field)| Some((field.id.clone(), answer(rng, field)?)))
        .collect()
}

fn answer(rng: &mut Rng, field: &Field) -> Option<Answer> {
    if rng.chance(12) {
        return None;
    }
    // One in ten is of any shape.
    if rng.chance(10) {
        return Some(any(rng));
    }
    Some(match &field.kind {
        FieldKind::Group(_) | FieldKind::Table(_) => {
            let items = (0..rng.below(4)).map(|_| item(rng, field.kind.inner_fields()));
            Answer::Items(items.collect())
        }
        FieldKind::YesNo(_) | FieldKind::Consent(_) | FieldKind::Signature(_) => Answer::Bool(rng.chance(70)),
        FieldKind::ManyOf(_) | FieldKind::File(_) => Answer::Chosen(
            (0..rng.below(3))
                .map(|_| (*rng.pick(&["x", "y", "z", "w"])).to_owned())
                .collect(),
        ),
        FieldKind::OneOf(_) => Answer::from(*rng.pick(&["x", "y", "z", "one", "two"])),
        FieldKind::Number(_) | FieldKind::Money(_) => Answer::from(*rng.pick(&["1", "2,5", "17", "0,10", "900"])),
        FieldKind::Date(_) => Answer::from(*rng.pick(&["2026-12-03", "1.2.2027", "1990-02-28", "2029-02-29"])),
        FieldKind::Country(_) => Answer::from(*rng.pick(&["LV", "LT", "EE"])),
        kind if !kind.parts().is_empty() => {
            let parts = kind.parts().iter();
            Answer::parts(parts.map(|part| (*part, *rng.pick(&TEXTS))).collect::<Vec<_>>())
        }
        _ => Answer::from(*rng.pick(&TEXTS)),
    })
}

fn item(rng: &mut Rng, fields: &[Field]) -> Answers {
    fields
        .iter()
        .filter_map(|field| Some((field.id.clone(), answer(rng, field)?)))
        .collect()
}

fn any(rng: &mut Rng) -> Answer {
    match rng.below(5) {
        0 => Answer::Bool(rng.chance(50)),
        1 => Answer::Chosen((0..rng.below(3)).map(|_| (*rng.pick(&TEXTS)).to_owned()).collect()),
        2 => Answer::Items((0..rng.below(3)).map(|_| Answers::new()).collect()),
        3 => {
            let parts = (0..rng.below(4)).map(|_| ((*rng.pick(&PARTS)).to_owned(), (*rng.pick(&TEXTS)).to_owned()));
            Answer::Parts(parts.collect())
        }
        _ => Answer::from(*rng.pick(&TEXTS)),
    }
}
