//! What the wasm module exports: numbers in, numbers out, so that it needs nothing from outside.

#![expect(unsafe_code, reason = "a name to be exported under has to be told so")]

use std::cell::RefCell;

use forms::{Answer, CodeLists, Context, FieldPath, PreparedForm, Sitting};

use crate::large::{Size, World, world};

/// A large form being measured.
struct Measured {
    prepared: &'static PreparedForm<'static>,
    world: &'static World,
    sitting: Sitting<'static, 'static>,
    changes: Box<dyn Iterator<Item = &'static (FieldPath, Answer)>>,
}

thread_local! {
    static MEASURED: RefCell<Option<Measured>> = const { RefCell::new(None) };
}

static LISTS: CodeLists = CodeLists::new();

fn context() -> Context<'static> {
    Context::new("2026-11-23".parse().expect("a date"), &LISTS)
}

/// The digest of made-up pairs of forms and answers.
#[unsafe(no_mangle)]
pub extern "C" fn digest(seed: u64, count: u32) -> u64 {
    crate::digest(seed, count)
}

/// Makes a form of this size ready; it stays until the module is dropped.
#[unsafe(no_mangle)]
pub extern "C" fn begin(questions: u32, rules: u32) {
    let world: &'static World = Box::leak(Box::new(world(Size {
        questions: questions as usize,
        rules: rules as usize,
    })));
    let prepared: &'static PreparedForm<'static> = Box::leak(Box::new(PreparedForm::new(&world.form)));
    let measured = Measured {
        prepared,
        world,
        sitting: Sitting::new(prepared, world.answers.clone(), context()),
        changes: Box::new(world.changes.iter().cycle()),
    };
    MEASURED.with(|place| *place.borrow_mut() = Some(measured));
}

/// Judges all answers of that form; gives how many fields it has, so that nothing can be left out.
#[unsafe(no_mangle)]
pub extern "C" fn judge_all() -> u32 {
    MEASURED.with(|place| {
        let place = place.borrow();
        let measured = place.as_ref().expect("begun");
        let evaluation = measured.prepared.evaluate(&measured.world.answers, &context());
        evaluation.fields.len() as u32
    })
}

/// Changes the next answer; gives how many fields changed.
#[unsafe(no_mangle)]
pub extern "C" fn change() -> u32 {
    MEASURED.with(|place| {
        let mut place = place.borrow_mut();
        let measured = place.as_mut().expect("begun");
        let (path, answer) = measured.changes.next().expect("they go round");
        measured.sitting.put(path, Some(answer.clone())).fields.len() as u32
    })
}
