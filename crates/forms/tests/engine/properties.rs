//! What holds for every form and every answer.

use std::collections::BTreeMap;

use forms::{
    Answer, Answers, Field, FieldId, FieldKind, FieldPath, FormDefinition, Language, Part, PreparedForm, Sitting,
    apply_post, check, evaluate, explain, names, submit, summary,
};
use proptest::collection::{btree_map, vec};
use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use crate::fixtures::{
    CODE_LISTS, all_fields, answers, context, craft_support, field, form, group, hall_hire, heating_support,
    letter_with_files, library_card, market_stall, options, page, summer_camp,
};

/// Text that is often a value of some kind.
fn text() -> impl Strategy<Value = String> {
    const LIKELY: &[&str] = &[
        "",
        " ",
        "a",
        "b",
        "self",
        "helpers",
        "food",
        "other",
        "centre",
        "law",
        "prose",
        "1",
        "12,5",
        "-3",
        "100000",
        "true",
        "false",
        "2026-12-10",
        "2026-12-03",
        "1990-05-04",
        "2015-01-01",
        "3.12.2026",
        "20000000",
        "a@example.lv",
        "LV-1010",
        "161175-19997",
        "328673-00677",
        "000000-10007",
        "Anna",
        "LV80BANK0000435195001",
        "40003521600",
        "101234565",
        "2026-12",
        "09:30",
        "56,95",
        "LV",
        "example.lv",
        "x\r\ny",
    ];
    prop_oneof![4 => select(LIKELY).prop_map(str::to_owned), 1 => any::<String>()]
}

fn parts() -> impl Strategy<Value = Answer> {
    const KEYS: &[&str] = &[
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
        "toYear",
        "number",
        "name",
        "latitude",
        "longitude",
        "x",
    ];
    btree_map(select(KEYS).prop_map(str::to_owned), text(), 0..6).prop_map(Answer::Parts)
}

fn leaf() -> impl Strategy<Value = Answer> {
    prop_oneof![
        4 => text().prop_map(Answer::Text),
        2 => any::<bool>().prop_map(Answer::Bool),
        2 => vec(text(), 0..4).prop_map(Answer::Chosen),
        2 => parts(),
    ]
}

/// Answers to these names, most of them of the right shape for some field, many wrong.
fn answers_to(names: Vec<FieldId>) -> impl Strategy<Value = Answers> {
    let item_names = names.clone();
    let item = move |answer: BoxedStrategy<Answer>| {
        let item = btree_map(select(item_names.clone()), answer, 0..5);
        item.prop_map(|map| map.into_iter().collect::<Answers>())
    };
    let inner = vec(item(leaf().boxed()), 0..3).prop_map(Answer::Items);
    let item = item(prop_oneof![6 => leaf(), 1 => inner].boxed());
    let answer = prop_oneof![6 => leaf(), 1 => vec(item, 0..4).prop_map(Answer::Items)];
    btree_map(select(names), answer, 0..16).prop_map(|map| map.into_iter().collect())
}

fn names_of(form: &FormDefinition) -> Vec<FieldId> {
    all_fields(form).into_iter().map(|field| field.id.clone()).collect()
}

/// A well-formed answer to a field.
fn fitting(field: &Field) -> BoxedStrategy<Answer> {
    let text_of = |texts: &'static [&'static str]| select(texts).prop_map(Answer::from).boxed();
    match &field.kind {
        FieldKind::Money(_) => text_of(&["1,50", "12 EUR", "€ 3", "200", "950.99"]),
        FieldKind::Month(_) => text_of(&["2026-11", "12.2026", "2026-12-03", "1999-01"]),
        FieldKind::Time(_) => text_of(&["9", "09:30", "14.00", "2330"]),
        FieldKind::DateRange(_) => {
            let ends = [
                ("2026-12-10", "2026-12-11"),
                ("2026-12-10", "2026-12-10"),
                ("2027-01-01", "2026-12-31"),
            ];
            let range = |(from, to)| Answer::parts([(Part::From, from), (Part::To, to)]);
            select(ends.to_vec()).prop_map(range).boxed()
        }
        FieldKind::File(_) => {
            let names = select(
                &[
                    "019a2b3c-0000-7000-8000-000000000001",
                    "019a2b3c-0000-7000-8000-000000000002",
                ][..],
            );
            vec(names.prop_map(str::to_owned), 1..3)
                .prop_map(Answer::Chosen)
                .boxed()
        }
        FieldKind::Company(_) => {
            let number = select(&["40003521600", "LV90000054163", "4000 3521 600"][..]);
            let parts = field.kind.parts();
            let company = |number| [(Part::RegistrationNumber, number), (Part::CompanyName, "SIA Zīle")];
            let asked =
                move |number| Answer::parts(company(number).into_iter().filter(|(part, _)| parts.contains(part)));
            number.prop_map(asked).boxed()
        }
        FieldKind::Country(_) => text_of(&["LV", "LT"]),
        FieldKind::Iban(_) => text_of(&["LV80BANK0000435195001", "lv80 bank 0000 4351 9500 1"]),
        FieldKind::Url(_) => text_of(&["example.lv", "https://Example.lv/Grozi"]),
        FieldKind::MapPoint(_) => Just(Answer::parts([
            (Part::Latitude, "56,95"),
            (Part::Longitude, "24.1051234567"),
        ]))
        .boxed(),
        FieldKind::Signature(_) => Just(Answer::Bool(true)).boxed(),
        FieldKind::Table(table) => vec(fitting_answers(table.group.fields.iter().collect()), 1..3)
            .prop_map(Answer::Items)
            .boxed(),
        FieldKind::Hidden(_) | FieldKind::Summary(_) => Just(Answer::Bool(true)).boxed(),
        FieldKind::ShortText(_) | FieldKind::LongText(_) => text_of(&["Anna", "Divi vārdi", "a\nb"]),
        FieldKind::Number(_) => text_of(&["1", "12", "15,5", "100"]),
        FieldKind::Date(_) => text_of(&["2026-12-10", "1990-05-04", "2015-01-01", "11.12.2026", "2027-01-05"]),
        FieldKind::YesNo(_) => any::<bool>().prop_map(Answer::Bool).boxed(),
        FieldKind::Consent(_) => Just(Answer::Bool(true)).boxed(),
        FieldKind::OneOf(_) => text_of(&["self", "helpers", "centre", "90000054163", "company"]),
        FieldKind::ManyOf(_) => {
            let ids = select(
                &[
                    "prose", "poetry", "law", "food", "crafts", "other", "wood", "clay", "wool",
                ][..],
            );
            vec(ids.prop_map(str::to_owned), 1..3).prop_map(Answer::Chosen).boxed()
        }
        FieldKind::Person(_) => {
            let code = select(&["161175-19997", "32867300677", "000000-10007"][..]);
            let person = |code| Answer::parts([(Part::Given, "Anna"), (Part::Family, "Ozola"), (Part::Code, code)]);
            code.prop_map(person).boxed()
        }
        FieldKind::Address(_) => {
            let lines = [
                (Part::Street, "Ezera iela 1"),
                (Part::Place, "Rīga"),
                (Part::PostalCode, "1010"),
            ];
            Just(Answer::parts(lines)).boxed()
        }
        FieldKind::Phone(_) => text_of(&["20000000", "+371 6700 0000"]),
        FieldKind::Email(_) => text_of(&["a@example.lv", "B@EXAMPLE.LV"]),
        FieldKind::Group(group) => vec(fitting_answers(group.fields.iter().collect()), 0..4)
            .prop_map(Answer::Items)
            .boxed(),
        FieldKind::StaticText(_) | FieldKind::Notice(_) => Just(Answer::Bool(true)).boxed(),
        FieldKind::Calculated(_) => text_of(&["1", "1000000"]),
    }
}

fn fitting_answers(fields: Vec<&Field>) -> BoxedStrategy<Answers> {
    let each: Vec<_> = fields
        .into_iter()
        .map(|field| {
            let id = field.id.clone();
            weighted(0.9, fitting(field)).prop_map(move |answer| answer.map(|answer| (id.clone(), answer)))
        })
        .collect();
    each.prop_map(|list| list.into_iter().flatten().collect()).boxed()
}

fn documents() -> impl Strategy<Value = FormDefinition> {
    prop_oneof![
        Just(library_card()),
        Just(market_stall()),
        Just(hall_hire()),
        Just(craft_support()),
        Just(letter_with_files()),
        Just(summer_camp()),
        Just(heating_support())
    ]
}

/// The documents of the tests and answers to them: wild, or mostly right.
pub fn cases() -> impl Strategy<Value = (FormDefinition, Answers)> {
    documents().prop_flat_map(|form| {
        let fitting = fitting_answers(form.fields().map(|(_, field)| field).collect());
        let wild = answers_to(names_of(&form));
        (Just(form), prop_oneof![fitting, wild])
    })
}

/// A rule over the fields a, b, c … of any types: mostly ill-typed, often circular.
fn any_rule() -> impl Strategy<Value = Value> {
    let name = || select(&["a", "b", "c", "d", "e", "f", "g", "h", "i", "nowhere"][..]);
    let leaf = prop_oneof![
        any::<bool>().prop_map(|value| json!({"bool": value})),
        any::<i64>().prop_map(|value| json!({"integer": value})),
        (-3i64..3).prop_map(|value| json!({"integer": value})),
        select(&["a", "Anna"][..]).prop_map(|value| json!({"text": value})),
        Just(json!({"answer": "k"})),
        Just(json!({"attribute": {"of": {"answer": "k"}, "name": "n"}})),
        Just(json!({"date": "2026-12-03"})),
        Just(json!({"today": {}})),
        Just(json!({"option": "self"})),
        name().prop_map(|name| json!({"answer": name})),
        name().prop_map(|name| json!({"answered": name})),
    ];
    leaf.prop_recursive(4, 24, 3, move |inner| {
        let two = select(
            &[
                "eq",
                "ne",
                "lt",
                "le",
                "gt",
                "ge",
                "in",
                "addDays",
                "addMonths",
                "ageAt",
                "daysBetween",
                "subtract",
                "divide",
                "addWorkingDays",
                "startsWith",
                "contains",
            ][..],
        );
        let many = select(&["and", "or", "list", "add", "multiply"][..]);
        let one = select(&["not", "length", "trimmed", "caseFolded"][..]);
        let group = select(&["g", "g", "n"][..]);
        let over = select(&["any", "all", "count"][..]);
        let of_items = select(&["sum", "min", "max", "first"][..]);
        let regex = select(&["a*", "An+a", "("][..]);
        prop_oneof![
            (two, inner.clone(), inner.clone()).prop_map(|(operator, a, b)| json!({operator: [a, b]})),
            (many, vec(inner.clone(), 0..3)).prop_map(|(operator, parts)| json!({operator: parts})),
            (one, inner.clone()).prop_map(|(operator, part)| json!({operator: part})),
            (over, group.clone(), inner.clone())
                .prop_map(|(operator, group, rule)| json!({operator: {"group": group, "where": rule}})),
            (of_items.clone(), group.clone(), inner.clone())
                .prop_map(|(operator, group, rule)| json!({operator: {"group": group, "of": rule}})),
            (of_items, group, inner.clone(), inner.clone()).prop_map(|(operator, group, rule, condition)| {
                json!({operator: {"group": group, "of": rule, "where": condition}})
            }),
            (inner.clone(), inner.clone(), inner.clone()).prop_map(|(a, b, c)| json!({"between": [a, b, c]})),
            (inner.clone(), regex).prop_map(|(value, regex)| json!({"matches": {"value": value, "regex": regex}})),
            (inner.clone(), select(&["n", "t"][..]))
                .prop_map(|(of, name)| json!({"attribute": {"of": of, "name": name}})),
            (weighted(0.5, inner.clone()), select(&["n", "t", "d", "b", "o"][..])).prop_map(
                |(key, attribute)| match key {
                    Some(key) => json!({"register": {"name": "r", "key": key, "attribute": attribute}}),
                    None => json!({"register": {"name": "r", "attribute": attribute}}),
                }
            ),
            (inner.clone(), inner.clone(), inner)
                .prop_map(|(test, then, other)| json!({"if": {"test": test, "then": then, "else": other}})),
        ]
    })
}

/// Forms with any rules in all places where rules can stand.
fn any_form() -> impl Strategy<Value = FormDefinition> {
    vec(any_rule(), 25).prop_map(|mut rules| {
        let mut rule = || rules.pop().unwrap();
        let text = json!({"shortText": {}});
        let nested = vec![
            field("a", json!({"number": {}}), json!({"visible": rule()})),
            field(
                "l",
                text.clone(),
                json!({"required": {"when": rule()}, "default": rule()}),
            ),
            field("m", json!({"calculated": {"value": rule()}}), json!({})),
        ];
        let items = vec![
            field(
                "n",
                group(nested, json!({})),
                json!({"required": {"when": rule()}, "visible": rule()}),
            ),
            field("a", json!({"number": {}}), json!({"visible": rule()})),
            field(
                "h",
                json!({"date": {}}),
                json!({"required": {"when": rule()}, "default": rule(), "readOnly": rule()}),
            ),
            field("j", json!({"calculated": {"value": rule()}}), json!({})),
        ];
        let mut choice = options(&["self", "a"]);
        choice["options"]["inline"][0]["visible"] = rule();
        form(vec![
            page(
                "one",
                vec![
                    field("a", text.clone(), json!({"visible": rule()})),
                    field(
                        "b",
                        json!({"number": {}}),
                        json!({"constraints": [{"rule": rule(), "message": {"lv": "x", "en": "x"}}]}),
                    ),
                ],
                json!({"visible": rule()}),
            ),
            page(
                "two",
                vec![
                    field("c", json!({"date": {}}), json!({"visible": rule()})),
                    field(
                        "d",
                        json!({"yesNo": {}}),
                        json!({"required": {"when": rule()}, "readOnly": rule(), "default": rule()}),
                    ),
                    field(
                        "k",
                        json!({"oneOf": {"options": {"codeList": "branches"}}}),
                        json!({"visible": rule()}),
                    ),
                    field("i", json!({"calculated": {"value": rule(), "decimals": 1}}), json!({})),
                ],
                json!({}),
            ),
            page(
                "three",
                vec![
                    field("e", json!({"oneOf": choice}), json!({"visible": rule()})),
                    field("f", json!({"manyOf": options(&["self", "a"])}), json!({})),
                    field(
                        "g",
                        group(items, json!({})),
                        json!({"visible": rule(), "required": {"when": rule()}}),
                    ),
                ],
                json!({}),
            ),
        ])
    })
}

/// The path of a field, and those of the fields in it for its first three items.
fn paths_of(field: &Field, path: FieldPath) -> Vec<FieldPath> {
    let items = field.kind.inner_fields().iter().flat_map(|inner| {
        let of_item = |index| paths_of(inner, path.item(index, inner.id.clone()));
        (0..3).flat_map(of_item).collect::<Vec<_>>()
    });
    let inner: Vec<FieldPath> = items.collect();
    [vec![path], inner].concat()
}

/// Answers put one after another, to fields of the form and of its groups.
fn changes_to(form: &FormDefinition) -> impl Strategy<Value = Vec<(FieldPath, Option<Answer>)>> + use<> {
    let paths: Vec<FieldPath> = form
        .fields()
        .flat_map(|(_, field)| paths_of(field, FieldPath::top(field.id.clone())))
        .collect();
    let items = vec(answers_to(names_of(form)), 0..3).prop_map(Answer::Items);
    let fitting: Vec<_> = all_fields(form).into_iter().map(fitting).collect();
    let answer = prop_oneof![3 => leaf(), 3 => proptest::strategy::Union::new(fitting), 1 => items];
    vec((select(paths), weighted(0.85, answer)), 1..12)
}

fn any_case() -> impl Strategy<Value = (FormDefinition, Answers)> {
    any_form().prop_flat_map(|form| {
        let fitting = fitting_answers(form.fields().map(|(_, field)| field).collect());
        let wild = answers_to(names_of(&form));
        (Just(form), prop_oneof![fitting, wild])
    })
}

/// What a browser posts from a page on which every field is shown.
fn posted(form: &FormDefinition, given: &Answers) -> BTreeMap<String, Vec<(String, String)>> {
    let mut pages: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for (page, field) in form.fields() {
        let pairs = pages.entry(page.id.to_string()).or_default();
        post_field(field, &FieldPath::top(field.id.clone()), given, pairs);
    }
    pages
}

fn post_field(field: &Field, path: &FieldPath, given: &Answers, pairs: &mut Vec<(String, String)>) {
    pairs.push((names::SHOWN.to_owned(), path.to_string()));
    let name = names::of(path, None);
    match (&field.kind, given.at(path)) {
        (kind, Some(Answer::Items(items))) if kind.group().is_some() => {
            let group = kind.group().unwrap();
            for index in 0..items.len() as u32 {
                for inner in &group.fields {
                    post_field(inner, &path.item(index, inner.id.clone()), given, pairs);
                }
            }
        }
        (kind, _) if !kind.is_question() => {}
        (FieldKind::File(_), _) | (_, None) => {}
        (_, Some(Answer::Text(text))) => pairs.push((name, text.clone())),
        (_, Some(Answer::Bool(value))) => {
            pairs.push((name, if *value { names::YES } else { names::NO }.to_owned()));
        }
        (_, Some(Answer::Chosen(ids))) => pairs.extend(ids.iter().map(|id| (name.clone(), id.clone()))),
        (_, Some(Answer::Parts(parts))) => {
            pairs.extend(
                parts
                    .iter()
                    .map(|(part, text)| (format!("{path}.{part}"), text.clone())),
            );
        }
        (_, Some(Answer::Items(_))) => {}
    }
}

/// Answers as a browser would give them: dates in boxes, nothing where nothing is asked, no empty items or groups.
fn typed_in_browser(form: &FormDefinition, given: &Answers) -> Answers {
    level(&form.fields().map(|(_, field)| field).collect::<Vec<_>>(), given)
}

fn level(fields: &[&Field], given: &Answers) -> Answers {
    let answers = fields.iter().filter_map(|field| {
        let answer = given.get(field.id.as_str())?;
        let typed = match (&field.kind, answer) {
            (kind, _) if !kind.is_question() => return None,
            (FieldKind::File(_), _) => return None,
            (FieldKind::Month(_), Answer::Text(text)) => {
                let (year, month) = text.get(..7)?.split_once('-')?;
                Answer::parts([(Part::Month, month), (Part::Year, year)])
            }
            (FieldKind::DateRange(_), Answer::Parts(_)) => {
                Answer::parts(Part::DATE_RANGE.into_iter().map(|part| (part, answer.part(part))))
            }
            (FieldKind::Date(_), Answer::Text(text)) => {
                let date = text.parse::<forms::Date>().ok()?;
                let (day, month, year) = (
                    date.day().to_string(),
                    date.month().to_string(),
                    date.year().to_string(),
                );
                Answer::parts([(Part::Day, day), (Part::Month, month), (Part::Year, year)])
            }
            (_, Answer::Items(items)) if items.is_empty() => return None,
            (kind, Answer::Items(items)) if kind.group().is_some() => {
                let inner: Vec<&Field> = kind.group().unwrap().fields.iter().collect();
                Answer::Items(items.iter().map(|item| level(&inner, item)).collect())
            }
            (_, other) => other.clone(),
        };
        Some((field.id.clone(), typed))
    });
    answers.collect()
}

proptest! {
    /// Nothing panics, and what is complete can be submitted, and the other way round.
    #[test]
    fn everything_is_total((form, given) in prop_oneof![cases(), any_case()]) {
        let evaluation = evaluate(&form, &given, &context());
        prop_assert_eq!(submit(&form, &given, &context()).is_ok(), evaluation.is_complete());
        for language in Language::ALL {
            summary(&form, &given, &context(), language);
        }
        let findings = check(&form, &CODE_LISTS.keys().cloned().collect());
        let is_circular = findings.iter().any(|finding| finding.code == forms::FindingCode::Cycle);
        for state in &evaluation.fields {
            let why = explain(&form, &given, &context(), &state.path).expect("the field exists");
            prop_assert_eq!(why.visible, state.visible);
            prop_assert!(is_circular || !state.visible || why.reasons.iter().all(|reason| reason.holds == Some(true)));
        }
    }

    /// The checker never panics, and where it finds no error nothing is unreachable that a person can see.
    #[test]
    fn what_is_shown_was_called_reachable((form, given) in any_case()) {
        let findings = check(&form, &CODE_LISTS.keys().cloned().collect());
        let never: Vec<&str> = findings
            .iter()
            .filter(|finding| finding.code == forms::FindingCode::NeverShown && finding.message.get(Language::En).contains("never shown"))
            .filter_map(|finding| finding.field.as_deref())
            .collect();
        for state in evaluate(&form, &given, &context()).fields.iter().filter(|state| state.visible) {
            let path = &state.path;
            let groups = path.groups().iter().map(|(group, _)| group.as_str());
            let name = groups.chain([path.field().as_str()]).collect::<Vec<_>>().join(".");
            prop_assert!(!never.contains(&name.as_str()), "{} is shown", name);
        }
    }

    /// Judging only what depends on a change gives what judging everything gives, and tells what changed.
    #[test]
    fn a_sitting_agrees_with_a_full_evaluation(
        ((form, given), changes) in prop_oneof![cases(), any_case()]
            .prop_flat_map(|(form, given)| { let changes = changes_to(&form); (Just((form, given)), changes) })
    ) {
        let prepared = PreparedForm::new(&form);
        let context = context();
        let mut sitting = Sitting::new(&prepared, given, context);
        prop_assert_eq!(sitting.evaluation(), &evaluate(&form, sitting.answers(), &context));
        for (path, answer) in changes {
            let before = sitting.evaluation().clone();
            let told = sitting.put(&path, answer);
            let after = evaluate(&form, sitting.answers(), &context);
            prop_assert_eq!(sitting.evaluation(), &after);
            prop_assert_eq!(sitting.evaluation().field(&path), after.field(&path));
            let is_new = |at: &usize| before.field(&after.fields[*at].path) != Some(&after.fields[*at]);
            let new: Vec<usize> = (0..after.fields.len()).filter(is_new).collect();
            prop_assert!(told.fields.is_sorted());
            prop_assert!(new.iter().all(|at| told.fields.contains(at)), "{:?} are new, told {:?}", new, told);
            prop_assert!(told.rearranged || (told.fields == new && before.fields.len() == after.fields.len()));
        }
    }

    #[test]
    fn submitting_what_was_submitted_gives_it_again((form, given) in prop_oneof![cases(), any_case()]) {
        if let Ok(submitted) = submit(&form, &given, &context()) {
            prop_assert_eq!(submit(&form, &submitted, &context()), Ok(submitted.clone()));
            prop_assert_eq!(forms::unknown_answers(&form, &submitted), []);
        }
    }

    #[test]
    fn json_keeps_answers_and_results((form, given) in prop_oneof![cases(), any_case()]) {
        let copy: Answers = serde_json::from_str(&serde_json::to_string(&given).unwrap()).unwrap();
        prop_assert_eq!(evaluate(&form, &copy, &context()).is_complete(), evaluate(&form, &given, &context()).is_complete());
        let form_copy: FormDefinition = serde_json::from_str(&serde_json::to_string(&form).unwrap()).unwrap();
        prop_assert_eq!(&form_copy, &form);
    }

    #[test]
    fn order_of_answers_plays_no_part((form, given) in cases(), seed in any::<prop::sample::Index>()) {
        let mut pairs: Vec<(FieldId, Answer)> = given.iter().map(|(id, answer)| (id.clone(), answer.clone())).collect();
        if !pairs.is_empty() {
            let by = seed.index(pairs.len());
            pairs.rotate_left(by);
        }
        let mut other = Answers::new();
        for (id, answer) in pairs.into_iter().rev() {
            other.set(id, answer);
        }
        prop_assert_eq!(evaluate(&form, &other, &context()), evaluate(&form, &given, &context()));
    }

    /// Whatever is put into fields that are not shown, everybody else sees the same.
    #[test]
    fn hidden_answers_change_nothing((form, given) in prop_oneof![cases(), any_case()], junk in leaf()) {
        let before = evaluate(&form, &given, &context());
        let mut changed = given.clone();
        for state in before.fields.iter().filter(|state| !state.visible) {
            let exists = state.path.groups().iter().all(|(group, index)| {
                given.items(&FieldPath::top(group.clone())).len() > *index as usize
            });
            if exists && state.items.is_none() {
                changed.put(&state.path, Some(junk.clone()));
            }
        }
        let after = evaluate(&form, &changed, &context());
        prop_assert_eq!(&before.pages, &after.pages);
        let shown = |evaluation: &forms::Evaluation| -> Vec<forms::FieldState> {
            evaluation.fields.iter().filter(|state| state.visible).cloned().collect()
        };
        prop_assert_eq!(shown(&before), shown(&after));
        prop_assert_eq!(submit(&form, &given, &context()), submit(&form, &changed, &context()));
    }

    /// What a browser posts page by page is what was typed, whatever stood there before.
    #[test]
    fn posts_bring_back_what_was_typed((form, given) in cases_in_browser()) {
        let mut received = Answers::new();
        for (page, pairs) in posted(&form, &given) {
            apply_post(&form, &page, &mut received, &pairs).unwrap();
        }
        prop_assert_eq!(&received, &given);
        for (page, pairs) in posted(&form, &given) {
            apply_post(&form, &page, &mut received, &pairs).unwrap();
        }
        prop_assert_eq!(&received, &given, "posting again changes nothing");
    }

    #[test]
    fn any_post_is_harmless(
        given in answers_to(names_of(&market_stall())),
        pairs in vec((prop_oneof![
            select(&["basis", "helpers.0.name", "helpers.3.from.day", "add", "remove", "action", "_shown", "helpers.99.leads"][..]).prop_map(str::to_owned),
            any::<String>(),
        ], text()), 0..12),
        page in select(&["stall", "helpers", "goods"][..]),
    ) {
        let form = market_stall();
        let mut after = given.clone();
        apply_post(&form, page, &mut after, &pairs).unwrap();
        for (other, field) in form.fields().filter(|(other, _)| other.id.as_str() != page) {
            prop_assert_eq!(after.get(field.id.as_str()), given.get(field.id.as_str()), "{}", &other.id);
        }
        evaluate(&form, &after, &context());
    }
}

fn cases_in_browser() -> impl Strategy<Value = (FormDefinition, Answers)> {
    documents().prop_flat_map(|form| {
        let fitting = fitting_answers(form.fields().map(|(_, field)| field).collect());
        fitting.prop_map(move |given| (form.clone(), typed_in_browser(&form, &given)))
    })
}

#[test]
fn generated_answers_do_reach_submission() {
    // Otherwise the property above would say nothing.
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let submitted = (0..2000)
        .filter(|_| {
            let (form, given) = cases().new_tree(&mut runner).unwrap().current();
            submit(&form, &given, &context()).is_ok()
        })
        .count();
    assert!(submitted > 0, "none of the generated answers can be submitted");
    assert!(submit(&market_stall(), &answers(json!({})), &context()).is_err());
}
