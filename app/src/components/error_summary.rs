//! All errors of a page at its top, each leading to its field.

use leptos::prelude::*;

use crate::posted::FieldError;
use crate::texts::{current, td_string};

/// The summary; nothing while there are no errors. It takes the focus when the page opens, also without script.
#[component]
pub fn ErrorSummary(
    /// What is wrong, in the order of the page.
    #[prop(into)]
    errors: Signal<Vec<FieldError>>,
) -> impl IntoView {
    let title = td_string!(current(), components.error_summary);
    move || {
        let errors = errors.get();
        (!errors.is_empty()).then(|| {
            view! {
                <div class="error-summary" id="error-summary" role="group" aria-labelledby="error-summary-title" tabindex="-1" autofocus>
                    <h2 class="error-summary__title" id="error-summary-title">{title}</h2>
                    <ul>
                        {errors.into_iter().map(|error| view! {
                            <li><a href=format!("#{}", error.field)>{error.in_summary()}</a></li>
                        }).collect_view()}
                    </ul>
                </div>
            }
        })
    }
}
