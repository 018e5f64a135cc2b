//! How long judging and checking take. `cargo bench -p forms` prints the figures; the budgets are in `docs/rules.md`.
#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed bench")]
#![allow(missing_docs, reason = "criterion's macros write public functions")]

mod made_up;

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use forms::{CodeLists, Context, Date, PreparedForm, Sitting, check_in, evaluate};
use made_up::{Size, World};

fn context(lists: &CodeLists) -> Context<'_> {
    Context::new(Date::new(2026, 12, 3).unwrap(), lists)
}

/// 200 questions, 300 rules.
fn judging(criterion: &mut Criterion) {
    let World {
        form, answers, changes, ..
    } = made_up::world(Size {
        questions: 200,
        rules: 300,
    });
    let lists = CodeLists::new();
    let prepared = PreparedForm::new(&form);
    let mut group = criterion.benchmark_group("200 questions, 300 rules");
    group.bench_function("prepare", |bench| bench.iter(|| PreparedForm::new(black_box(&form))));
    group.bench_function("full", |bench| {
        bench.iter(|| prepared.evaluate(black_box(&answers), &context(&lists)));
    });
    group.bench_function("prepare and full", |bench| {
        bench.iter(|| evaluate(black_box(&form), black_box(&answers), &context(&lists)));
    });
    group.bench_function("one answer changed", |bench| {
        let mut sitting = Sitting::new(&prepared, answers.clone(), context(&lists));
        let mut next = changes.iter().cycle();
        bench.iter(|| {
            let (path, answer) = next.next().unwrap();
            sitting.put(path, Some(answer.clone()))
        });
    });
    group.finish();
}

/// 1,000 questions, 1,500 rules.
fn judging_much(criterion: &mut Criterion) {
    let World {
        form, answers, changes, ..
    } = made_up::world(Size {
        questions: 1000,
        rules: 1500,
    });
    let lists = CodeLists::new();
    let prepared = PreparedForm::new(&form);
    let mut group = criterion.benchmark_group("1000 questions, 1500 rules");
    group.bench_function("full", |bench| {
        bench.iter(|| prepared.evaluate(black_box(&answers), &context(&lists)));
    });
    group.bench_function("one answer changed", |bench| {
        let mut sitting = Sitting::new(&prepared, answers.clone(), context(&lists));
        let mut next = changes.iter().cycle();
        bench.iter(|| {
            let (path, answer) = next.next().unwrap();
            sitting.put(path, Some(answer.clone()))
        });
    });
    group.finish();
}

/// 1,000 fields, 500 rules.
fn checking(criterion: &mut Criterion) {
    let World { form, .. } = made_up::world(Size {
        questions: 1000,
        rules: 500,
    });
    let registers = made_up::registers();
    let sound = check_in(&form, &registers);
    assert!(forms::is_publishable(&sound), "{sound:?}");
    let mut group = criterion.benchmark_group("1000 fields, 500 rules");
    group.sample_size(20);
    group.bench_function("static check", |bench| {
        bench.iter(|| check_in(black_box(&form), &registers))
    });
    group.finish();
}

criterion_group!(benches, judging, judging_much, checking);
criterion_main!(benches);
