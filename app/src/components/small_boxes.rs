//! Small boxes for digits, side by side: the parts of a month or of a day.

use leptos::prelude::*;

/// A box with its own label.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SmallBox {
    /// What it sends, and its id.
    pub name: String,
    /// What belongs in it.
    pub label: &'static str,
    /// What was typed.
    pub value: String,
    /// Whether four digits belong in it, not two.
    pub long: bool,
}

/// Boxes of one question.
#[component]
pub fn SmallBoxes(
    /// The boxes in order.
    boxes: Vec<SmallBox>,
    /// Whether something is wrong with what they hold.
    wrong: bool,
) -> impl IntoView {
    let one = |SmallBox {
                   name,
                   label,
                   value,
                   long,
               }: SmallBox| {
        let class = if long {
            "input date-input__year"
        } else {
            "input date-input__part"
        };
        view! {
            <div>
                <label class="date-input__label" for=name.clone()>{label}</label>
                <input
                    class=class
                    id=name.clone()
                    name=name
                    r#type="text"
                    inputmode="numeric"
                    value=value
                    aria-invalid=wrong.then_some("true")
                />
            </div>
        }
    };
    view! { <div class="date-input">{boxes.into_iter().map(one).collect_view()}</div> }.into_any()
}
