//! The signature of the site: a path through gates. The same drawing shows what will happen (card), what happens
//! (case) and what should happen (workflow).

use leptos::prelude::*;

use super::gate::Gate;
pub use super::gate::StepState;

/// One step of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathStep {
    /// Its name.
    pub title: String,
    /// When it was, how long it takes, or who acts.
    pub note: Option<String>,
    /// How far it is.
    pub state: StepState,
}

/// The form a path takes where there is room; on narrow screens all are columns.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Shape {
    /// From left to right.
    #[default]
    Wide,
    /// From top to bottom: in narrow places and for long paths.
    Narrow,
}

/// A path has at most this many steps beside each other.
const WIDE: usize = 6;

/// The steps as gates on a line, in a list that reads the same aloud.
#[component]
pub fn Path(
    /// The steps in order.
    steps: Vec<PathStep>,
    /// The form where there is room.
    #[prop(optional)]
    shape: Shape,
    /// Whether to say how far each step is; a plan, where nothing has begun, does not.
    #[prop(optional)]
    planned: bool,
) -> impl IntoView {
    let class = match shape {
        Shape::Wide if steps.len() <= WIDE => "path path--wide",
        _ => "path",
    };
    view! {
        <ol class=class>{steps.into_iter().map(|step| view! { <Step step planned/> }).collect_view()}</ol>
    }
    .into_any()
}

#[component]
fn Step(step: PathStep, planned: bool) -> impl IntoView {
    let class = format!("path__step path__step--{}", step.state.class());
    let is_now = step.state == StepState::Now;
    view! {
        <li class=class aria-current=is_now.then_some("step")>
            <Gate state=step.state/>
            <div class="path__text">
                <b class="path__title">{step.title}</b>
                {(!planned).then(|| view! { <span class="visually-hidden">" – "{step.state.words()}</span> })}
                {step.note.map(|note| view! { <span class="path__note">{note}</span> })}
            </div>
        </li>
    }
}
