//! The engine by itself as a wasm module: what of it a browser has to load. Documents come in as JSON.
#![expect(unsafe_code, reason = "memory is shared with what is outside of the module")]

use forms::{Answers, CodeLists, Context, FormDefinition, Language, PreparedForm, Sitting, apply_post, summary};

static LISTS: CodeLists = CodeLists::new();

/// Room for a text of this length, in bytes.
#[unsafe(no_mangle)]
pub extern "C" fn room(length: usize) -> *mut u8 {
    Vec::leak(vec![0; length]).as_mut_ptr()
}

/// Reads a definition and answers, takes over a post, judges, and gives what is said as JSON; its length comes first.
///
/// # Safety
/// Each pair is a place that [`room`] gave and its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn judge(form: *const u8, form_length: usize, answers: *const u8, length: usize) -> *const u8 {
    // SAFETY: the caller promises it.
    let (form, answers) = unsafe {
        let form = std::slice::from_raw_parts(form, form_length);
        (form, std::slice::from_raw_parts(answers, length))
    };
    let said = judged(form, answers).unwrap_or_default();
    let told = [&(said.len() as u32).to_le_bytes()[..], said.as_bytes()].concat();
    Vec::leak(told).as_ptr()
}

fn judged(form: &[u8], answers: &[u8]) -> Option<String> {
    let value: serde_json::Value = serde_json::from_slice(form).ok()?;
    let form: FormDefinition = serde::Deserialize::deserialize(value).ok()?;
    let value: serde_json::Value = serde_json::from_slice(answers).ok()?;
    let mut answers: Answers = serde::Deserialize::deserialize(value).ok()?;
    let page = form.pages.first()?.id.to_string();
    apply_post(&form, &page, &mut answers, &[]).ok()?;
    let context = Context::new("2026-11-23".parse().ok()?, &LISTS);
    let prepared = PreparedForm::new(&form);
    let mut sitting = Sitting::new(&prepared, Answers::new(), context);
    sitting.put_all(answers.clone());
    let rows: usize = summary(&form, &answers, &context, Language::Lv)
        .iter()
        .map(|page| page.rows.len())
        .sum();
    let shown = sitting.evaluation().fields.iter().filter(|field| field.visible).count();
    serde_json::to_string(&(shown, rows, prepared.submit(&answers, &context).ok())).ok()
}
