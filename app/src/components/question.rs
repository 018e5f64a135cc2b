//! A question: its words, its hint, its error and room for the inputs that answer it.

use leptos::prelude::*;

use crate::texts::{current, td_string};

/// Words that may be left out: takes a string, a `&str` or an option.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OptionalText(pub Option<String>);

impl From<&str> for OptionalText {
    fn from(text: &str) -> Self {
        Self(Some(text.to_owned()))
    }
}

impl From<String> for OptionalText {
    fn from(text: String) -> Self {
        Self(Some(text))
    }
}

impl From<Option<String>> for OptionalText {
    fn from(text: Option<String>) -> Self {
        Self(text)
    }
}

/// What every question has, whatever its inputs.
#[derive(Debug, Clone, Default)]
pub struct Words {
    /// The name of the field, which is also the id of its first input.
    pub name: String,
    /// The question.
    pub label: String,
    /// How to answer it.
    pub hint: Option<String>,
    /// Whether it may be left unanswered.
    pub optional: bool,
    /// Whether it is the only question of the page and so its heading.
    pub heading: bool,
}

impl Words {
    /// The ids of hint and error, for `aria-describedby`.
    pub(crate) fn described_by(&self, error: MaybeProp<String>) -> impl Fn() -> Option<String> + Clone + Send + use<> {
        let (hint, fault) = (self.hint.is_some().then(|| self.hint_id()), self.error_id());
        move || match (&hint, error.get().is_some()) {
            (Some(hint), true) => Some(format!("{hint} {fault}")),
            (Some(hint), false) => Some(hint.clone()),
            (None, true) => Some(fault.clone()),
            (None, false) => None,
        }
    }

    fn hint_id(&self) -> String {
        format!("{}-hint", self.name)
    }

    fn error_id(&self) -> String {
        format!("{}-error", self.name)
    }
}

/// A question answered with one input: its words are the input's label.
#[component]
pub fn Question(
    /// Its words.
    words: Words,
    /// What is wrong with the answer.
    error: MaybeProp<String>,
    /// The input.
    children: Children,
) -> impl IntoView {
    let Words {
        name,
        label,
        optional,
        heading,
        ..
    } = words.clone();
    let label = view! { <label class="question__label" for=name>{label}<Optional optional/></label> };
    let label = if heading {
        view! { <h1 class="question__heading">{label}</h1> }.into_any()
    } else {
        label.into_any()
    };
    view! {
        <div class=move || class(error)>
            {label}
            <Hint words=words.clone()/>
            <ErrorText words error/>
            {children()}
        </div>
    }
    .into_any()
}

/// A question answered with several inputs: its words name the group.
#[component]
pub fn QuestionGroup(
    /// Its words.
    words: Words,
    /// What is wrong with the answer.
    error: MaybeProp<String>,
    /// The inputs.
    children: Children,
) -> impl IntoView {
    let described = words.described_by(error);
    let Words {
        label,
        optional,
        heading,
        ..
    } = words.clone();
    let legend = view! { {label}<Optional optional/> };
    let legend = if heading {
        view! { <h1 class="question__heading">{legend}</h1> }.into_any()
    } else {
        legend.into_any()
    };
    view! {
        <fieldset class=move || class(error) aria-describedby=described>
            <legend class="question__label">{legend}</legend>
            <Hint words=words.clone()/>
            <ErrorText words error/>
            {children()}
        </fieldset>
    }
    .into_any()
}

fn class(error: MaybeProp<String>) -> &'static str {
    if error.get().is_some() {
        "question question--error"
    } else {
        "question"
    }
}

#[component]
fn Optional(optional: bool) -> impl IntoView {
    let words = td_string!(current(), components.optional);
    optional.then(|| view! { " "<span class="question__optional">{words}</span> })
}

#[component]
fn Hint(words: Words) -> impl IntoView {
    let id = words.hint_id();
    words
        .hint
        .map(|hint| view! { <p class="question__hint" id=id>{hint}</p> })
}

#[component]
fn ErrorText(words: Words, error: MaybeProp<String>) -> impl IntoView {
    let (id, word) = (words.error_id(), td_string!(current(), components.error));
    move || {
        let id = id.clone();
        error.get().map(|error| {
            view! {
                <p class="question__error" id=id>
                    <span class="visually-hidden">{word}" "</span>{error}
                </p>
            }
        })
    }
}
