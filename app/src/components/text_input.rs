//! One line of text, a number, an e-mail address or a telephone number.

use leptos::prelude::*;

use super::question::{OptionalText, Question, Words};

/// What is typed: chooses keyboard and checks of the browser.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum InputKind {
    /// Any text.
    #[default]
    Text,
    /// A number; a plain text field, since number fields lose what they cannot read.
    Number,
    /// A number with decimals.
    Decimal,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// An address on the web.
    Url,
    /// A code, which spelling checks would spoil.
    Code,
}

impl InputKind {
    fn attributes(self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::Text => ("text", None),
            Self::Number => ("text", Some("numeric")),
            Self::Decimal => ("text", Some("decimal")),
            Self::Email => ("email", Some("email")),
            Self::Phone => ("tel", Some("tel")),
            // Not of type "url": browsers refuse what lacks "https://", we add it.
            Self::Url => ("text", Some("url")),
            Self::Code => ("text", None),
        }
    }
}

/// How long the expected answer is, which the width of the field shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Width {
    /// A line.
    #[default]
    Full,
    /// A name or a code of about twenty characters.
    Medium,
    /// A few characters.
    Short,
}

impl Width {
    pub(crate) fn class(self) -> &'static str {
        match self {
            Self::Full => "input",
            Self::Medium => "input input--medium",
            Self::Short => "input input--short",
        }
    }
}

/// A question answered in one line.
#[component]
pub fn TextInput(
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
    /// The answer so far.
    #[prop(optional, into)]
    value: String,
    /// Whether it may be left unanswered.
    #[prop(optional)]
    optional: bool,
    /// Whether the question is the heading of the page.
    #[prop(optional)]
    heading: bool,
    /// What is typed.
    #[prop(optional)]
    kind: InputKind,
    /// How long the answer is.
    #[prop(optional)]
    width: Width,
    /// The `autocomplete` token.
    #[prop(optional, into)]
    autocomplete: OptionalText,
    /// What is counted, shown behind the field.
    #[prop(optional, into)]
    unit: OptionalText,
) -> impl IntoView {
    let words = Words {
        name: name.clone(),
        label,
        hint: hint.0,
        optional,
        heading,
    };
    let described = words.described_by(error);
    let (r#type, inputmode) = kind.attributes();
    view! {
        <Question words error>
            <div class="input-row">
                <input
                    class=width.class()
                    id=name.clone()
                    name=name
                    r#type=r#type
                    inputmode=inputmode
                    spellcheck=(kind == InputKind::Code).then_some("false")
                    value=value
                    autocomplete=autocomplete.0
                    aria-describedby=described
                    aria-invalid=move || error.get().map(|_| "true")
                />
                {unit.0.map(|unit| view! { <span class="input-row__unit">{unit}</span> })}
            </div>
        </Question>
    }
    .into_any()
}
