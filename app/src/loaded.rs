//! Pages whose data comes from the portal first.

use leptos::prelude::*;
use portal::PortalError;

use crate::app::Page;
use crate::context::{Request, RequestName};
use crate::errors::{Failure, FailurePage};
use crate::paging::address;
use crate::texts::language;

/// Draws a page once its data is there, or what went wrong in its place. Nothing is sent before, so the status and
/// what stands in the `<head>` may depend on the data.
pub fn loaded<Data, Drawn>(
    load: impl Future<Output = Result<Data, PortalError>> + Send + 'static,
    draw: impl FnOnce(Data) -> Drawn + Send + 'static,
) -> impl IntoView
where
    Data: Send + 'static,
    Drawn: IntoView + 'static,
{
    Suspend::new(async move {
        match load.await {
            Ok(data) => draw(data).into_any(),
            Err(error) => view! { <FailurePage failure=failure(&error)/> }.into_any(),
        }
    })
}

/// What a reader is told. A fault of ours goes to the log under the name that the page shows.
pub fn failure(error: &PortalError) -> Failure {
    match error {
        // What an address says wrongly, such as a place in a list that cannot be, is not there either.
        PortalError::NotFound | PortalError::Invalid(_) => Failure::NotFound,
        PortalError::NotAllowed | PortalError::OutOfScope(_) => Failure::Forbidden,
        PortalError::SignInFirst => {
            let here = Request::current().in_language(language());
            Failure::SignInFirst {
                sign_in: address(&Page::SignIn, &[("next", &here)]),
            }
        }
        fault => {
            let RequestName(id) = use_context().unwrap_or_default();
            fault_of(fault, id)
        }
    }
}

/// What a reader is told of a fault, which goes to the log under the same name.
pub fn fault_of(fault: &PortalError, id: String) -> Failure {
    let error = fault as &dyn std::error::Error;
    if let PortalError::Unavailable(_) = fault {
        tracing::warn!(request = id, error, "a page could not be drawn just now");
        return Failure::Unavailable { id };
    }
    tracing::error!(request = id, error, "a page could not be drawn");
    Failure::Internal { id }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_passes_is_told_apart_from_a_fault() {
        let busy = PortalError::Unavailable("the database is busy".into());
        let told = fault_of(&busy, "7".to_owned());
        assert_eq!(
            (told.status(), told),
            (503, Failure::Unavailable { id: "7".to_owned() })
        );
        let fault = PortalError::internal("a row is missing");
        let told = fault_of(&fault, "7".to_owned());
        assert_eq!((told.status(), told), (500, Failure::Internal { id: "7".to_owned() }));
    }
}
