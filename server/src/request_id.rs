//! A name for every request: in the log, in the answer, and on the page that says something failed.

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue};
use axum::response::Response;

/// The response header that tells it.
pub const HEADER: HeaderName = HeaderName::from_static("x-request-id");

tokio::task_local! {
    static CURRENT: RequestId;
}

/// The name of the request being answered; the same is the id of an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestId(String);

impl RequestId {
    /// A new name nobody can guess.
    pub fn random() -> Self {
        Self(uuid::Builder::from_random_bytes(rand::random()).into_uuid().to_string())
    }

    /// The name of the request that this task answers; a new one outside of any request.
    pub fn current() -> Self {
        CURRENT.try_with(Self::clone).unwrap_or_else(|_| Self::random())
    }

    /// Lets `work` that goes on by itself know this name.
    pub fn scope<F: Future>(self, work: F) -> impl Future<Output = F::Output> {
        CURRENT.scope(self, work)
    }

    /// As text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Names the request for everything that runs inside, and tells the name in the answer.
/// A name sent by the client is not believed: it could be anything, and end in the log.
pub async fn name_request<F: Future<Output = Response>>(request: Request, next: impl FnOnce(Request) -> F) -> Response {
    let id = RequestId::random();
    let value = HeaderValue::from_str(id.as_str()).expect("a UUID is plain ASCII");
    let mut response = CURRENT.scope(id, next(request)).await;
    response.headers_mut().insert(HEADER, value);
    response
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::body::{Body, to_bytes};
    use axum::middleware::{Next, from_fn};
    use axum::routing::get;
    use tower::ServiceExt;

    use super::*;

    #[tokio::test]
    async fn the_answer_tells_the_name_the_handler_saw() {
        let router = Router::new()
            .route("/", get(|| async { RequestId::current().as_str().to_owned() }))
            .layer(from_fn(|request, next: Next| {
                name_request(request, |request| next.run(request))
            }));
        let request = Request::get("/")
            .header("x-request-id", "forged")
            .body(Body::empty())
            .unwrap();
        let response = router.oneshot(request).await.unwrap();
        let told = response.headers()["x-request-id"].to_str().unwrap().to_owned();
        let seen = to_bytes(response.into_body(), 100).await.unwrap();
        assert_eq!(told.as_bytes(), &seen[..]);
        assert_eq!(told.len(), 36);
    }

    #[test]
    fn outside_of_a_request_every_name_is_new() {
        assert_ne!(RequestId::current(), RequestId::current());
    }
}
