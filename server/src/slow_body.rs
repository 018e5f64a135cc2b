//! Bodies that come too slowly: whoever sends one byte now and then must not hold on to memory and connections.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::body::{Body, BodyDataStream, Bytes, HttpBody};
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use futures::{StreamExt, stream};
use tokio::time::Instant;

use crate::problem::{Problem, ProblemKind};

/// How fast bodies must come.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// Within this time anything may come slowly.
    pub grace: Duration,
    /// After it, so many bytes a second on average.
    pub bytes_per_second: u64,
}

impl Pace {
    /// A weak mobile connection is fast enough.
    pub const USUAL: Self = Self {
        grace: Duration::from_secs(20),
        bytes_per_second: 8 * 1024,
    };

    /// By when more must have come, when so much has.
    fn until(self, started: Instant, received: u64) -> Instant {
        started + self.grace + Duration::from_millis(received * 1000 / self.bytes_per_second)
    }
}

/// Answers 408 where the body did not come in time; whatever read it has failed by then.
pub async fn hurry<F: Future<Output = Response>>(
    pace: Pace,
    request: Request,
    next: impl FnOnce(Request) -> F,
) -> Response {
    if request.body().is_end_stream() {
        return next(request).await;
    }
    let late = Arc::new(AtomicBool::new(false));
    let request = request.map(|body| timed(body, pace, late.clone()));
    let response = next(request).await;
    if late.load(Ordering::Relaxed) {
        return Problem::new(ProblemKind::Timeout)
            .with_detail("The request came too slowly.")
            .into_response();
    }
    response
}

/// The same body, which fails when it falls behind.
fn timed(body: Body, pace: Pace, late: Arc<AtomicBool>) -> Body {
    let reading = Reading {
        body: body.into_data_stream(),
        received: 0,
        pace,
        started: Instant::now(),
        late,
    };
    Body::from_stream(stream::unfold(Some(reading), |reading| async {
        let (piece, reading) = reading?.next().await?;
        Some((piece, reading))
    }))
}

struct Reading {
    body: BodyDataStream,
    received: u64,
    pace: Pace,
    started: Instant,
    late: Arc<AtomicBool>,
}

impl Reading {
    /// The next piece with what is left to read; after a failure nothing is.
    async fn next(mut self) -> Option<(Result<Bytes, axum::Error>, Option<Self>)> {
        let until = self.pace.until(self.started, self.received);
        match tokio::time::timeout_at(until, self.body.next()).await {
            Ok(Some(Ok(piece))) => {
                self.received += piece.len() as u64;
                Some((Ok(piece), Some(self)))
            }
            Ok(Some(Err(error))) => Some((Err(error), None)),
            Ok(None) => None,
            Err(_) => {
                self.late.store(true, Ordering::Relaxed);
                let error = std::io::Error::from(std::io::ErrorKind::TimedOut);
                Some((Err(axum::Error::new(error)), None))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::middleware::{Next, from_fn};
    use axum::routing::post;
    use tower::ServiceExt;

    use super::*;

    const PACE: Pace = Pace {
        grace: Duration::from_millis(1500),
        bytes_per_second: 1000,
    };

    /// Sends pieces of 100 bytes with a pause before each.
    async fn send(pieces: usize, pause: Duration) -> u16 {
        let router = Router::new()
            .route("/", post(|body: Bytes| async move { body.len().to_string() }))
            .layer(from_fn(|request, next: Next| {
                hurry(PACE, request, |request| next.run(request))
            }));
        let body = stream::iter(0..pieces).then(move |_| async move {
            tokio::time::sleep(pause).await;
            Ok::<_, std::io::Error>(Bytes::from(vec![b'x'; 100]))
        });
        let request = Request::post("/").body(Body::from_stream(body)).unwrap();
        router.oneshot(request).await.unwrap().status().as_u16()
    }

    #[tokio::test]
    async fn a_drip_is_cut_off_and_a_steady_stream_is_not() {
        assert_eq!(send(100, Duration::from_millis(150)).await, 408);
        assert_eq!(send(300, Duration::from_millis(5)).await, 200);
        assert_eq!(send(3, Duration::from_millis(150)).await, 200);
        assert_eq!(send(1, Duration::from_secs(60)).await, 408);
    }

    #[tokio::test]
    async fn what_has_no_body_is_not_touched() {
        assert_eq!(send(0, Duration::ZERO).await, 200);
    }
}
