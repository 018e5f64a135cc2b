//! How long judging and checking take. `cargo bench -p trial` prints the figures; the budgets are in `docs/rules.md`.
#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed bench")]
#![allow(missing_docs, reason = "criterion's macros write public functions")]

use std::hint::black_box;

use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, Criterion, criterion_group, criterion_main};
use forms::{CodeLists, Context, Date, PreparedForm, Sitting, check_in, evaluate};
use trial::large::{self, Size, World};

fn context(lists: &CodeLists) -> Context<'_> {
    Context::new(Date::new(2026, 12, 3).unwrap(), lists)
}

/// 200 questions, 300 rules.
fn judging(criterion: &mut Criterion) {
    let world = large::world(Size {
        questions: 200,
        rules: 300,
    });
    let prepared = PreparedForm::new(&world.form);
    let mut group = criterion.benchmark_group("200 questions, 300 rules");
    let World { form, answers, .. } = &world;
    group.bench_function("prepare", |bench| bench.iter(|| PreparedForm::new(black_box(form))));
    let lists = CodeLists::new();
    group.bench_function("prepare and full", |bench| {
        bench.iter(|| evaluate(black_box(form), black_box(answers), &context(&lists)));
    });
    judge(&mut group, &prepared, &world);
    group.finish();
}

/// 1,000 questions, 1,500 rules.
fn judging_much(criterion: &mut Criterion) {
    let world = large::world(Size {
        questions: 1000,
        rules: 1500,
    });
    let prepared = PreparedForm::new(&world.form);
    let mut group = criterion.benchmark_group("1000 questions, 1500 rules");
    judge(&mut group, &prepared, &world);
    group.finish();
}

/// All answers of a prepared form judged, and one of them changed.
fn judge(group: &mut BenchmarkGroup<'_, WallTime>, prepared: &PreparedForm<'_>, world: &World) {
    let World { answers, changes, .. } = world;
    let lists = CodeLists::new();
    group.bench_function("full", |bench| {
        bench.iter(|| prepared.evaluate(black_box(answers), &context(&lists)));
    });
    group.bench_function("one answer changed", |bench| {
        let mut sitting = Sitting::new(prepared, answers.clone(), context(&lists));
        let mut next = changes.iter().cycle();
        bench.iter(|| {
            let (path, answer) = next.next().unwrap();
            sitting.put(path, Some(answer.clone()))
        });
    });
}

/// 1,000 fields, 500 rules.
fn checking(criterion: &mut Criterion) {
    let World { form, .. } = large::world(Size {
        questions: 1000,
        rules: 500,
    });
    let registers = large::registers();
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
