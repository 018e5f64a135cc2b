//! One of several options, all in sight.

use leptos::prelude::*;

use super::question::{OptionalText, QuestionGroup, Words};

/// An option of a choice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What people read.
    pub label: String,
    /// A few words more.
    pub hint: Option<String>,
    /// Whether it is not offered now; the form's rules may offer it while one answers.
    pub hidden: bool,
}

impl Choice {
    /// An option without a hint.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            hint: None,
            hidden: false,
        }
    }
}

/// Whether one or several options may be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Many {
    /// Radio buttons.
    One,
    /// Checkboxes.
    Several,
}

/// A question answered by choosing one option.
#[component]
pub fn Radios(
    /// The name of the field.
    #[prop(into)]
    name: String,
    /// The question.
    #[prop(into)]
    label: String,
    /// How to answer it.
    #[prop(optional, into)]
    hint: OptionalText,
    /// What is wrong with the answer.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// The chosen option's value.
    #[prop(optional_no_strip, into)]
    value: Option<String>,
    /// Whether it may be left unanswered.
    #[prop(optional)]
    optional: bool,
    /// Whether the question is the heading of the page.
    #[prop(optional)]
    heading: bool,
    /// Whether the options stand beside each other: two or three short ones.
    #[prop(optional)]
    inline: bool,
    /// What there is to choose from.
    choices: Vec<Choice>,
) -> impl IntoView {
    let words = Words {
        name: name.clone(),
        label,
        hint: hint.0,
        optional,
        heading,
    };
    let chosen: Vec<String> = value.into_iter().collect();
    view! {
        <QuestionGroup words error>
            <div class=if inline { "choices choices--inline" } else { "choices" }>
                <Choices name choices chosen many=Many::One/>
            </div>
        </QuestionGroup>
    }
    .into_any()
}

/// The options themselves, as radio buttons or checkboxes.
#[component]
pub fn Choices(
    /// The name of the field.
    name: String,
    /// What there is to choose from.
    choices: Vec<Choice>,
    /// The values of the chosen ones.
    chosen: Vec<String>,
    /// Whether several may be chosen.
    many: Many,
) -> impl IntoView {
    let r#type = match many {
        Many::One => "radio",
        Many::Several => "checkbox",
    };
    let option = move |(at, choice): (usize, Choice)| {
        let id = if at == 0 {
            name.clone()
        } else {
            format!("{name}-{}", at + 1)
        };
        let hint_id = choice.hint.as_ref().map(|_| format!("{id}-choice-hint"));
        let checked = chosen.contains(&choice.value);
        // What was chosen before it ceased to be offered stays in sight, so that it can be changed.
        let hidden = choice.hidden && !checked;
        view! {
            <div class="choice" hidden=hidden>
                <input
                    class="choice__input"
                    r#type=r#type
                    id=id.clone()
                    name=name.clone()
                    value=choice.value
                    checked=checked
                    aria-describedby=hint_id.clone()
                />
                <label class="choice__label" for=id>{choice.label}</label>
                {choice.hint.map(|hint| view! { <p class="choice__hint" id=hint_id>{hint}</p> })}
            </div>
        }
    };
    choices.into_iter().enumerate().map(option).collect_view()
}
