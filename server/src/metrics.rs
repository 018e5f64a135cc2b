//! Figures for Prometheus, counted once for the whole program.

use std::fmt::Error;
use std::sync::LazyLock;
use std::time::Instant;

use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use portal::{Measures, Portal};
use prometheus_client::encoding::{DescriptorEncoder, EncodeLabelSet, EncodeMetric, text};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::ConstGauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

use crate::problem::Problem;

/// What the program counts while it runs.
pub static METRICS: LazyLock<Metrics> = LazyLock::new(Metrics::default);

/// Upper ends of the classes of latency, in seconds.
const SECONDS: [f64; 11] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0];
/// Media type of the text, as Prometheus asks for it.
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// One kind of request. The route is the pattern, never the path, which may name a person's things.
#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Asked {
    method: &'static str,
    route: String,
    status: u16,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Route {
    route: String,
}

/// What the program counts.
pub struct Metrics {
    requests: Family<Asked, Counter>,
    seconds: Family<Route, Histogram, fn() -> Histogram>,
    /// Pages answered from the cache.
    pub page_hits: Counter,
    /// Public pages that had to be drawn.
    pub page_misses: Counter,
    registry: Registry,
}

impl Default for Metrics {
    fn default() -> Self {
        let requests = Family::default();
        let seconds = Family::new_with_constructor(histogram as fn() -> Histogram);
        let (page_hits, page_misses) = (Counter::default(), Counter::default());
        let mut registry = Registry::with_prefix("varti");
        registry.register("http_requests", "Requests answered", requests.clone());
        registry.register("http_request_seconds", "Time to answer", seconds.clone());
        registry.register("page_cache_hits", "Pages answered from the cache", page_hits.clone());
        registry.register("page_cache_misses", "Public pages drawn", page_misses.clone());
        Self {
            requests,
            seconds,
            page_hits,
            page_misses,
            registry,
        }
    }
}

fn histogram() -> Histogram {
    Histogram::new(SECONDS)
}

/// Counts the request and the time it took.
pub async fn count<F: Future<Output = Response>>(request: Request, next: impl FnOnce(Request) -> F) -> Response {
    let route = request.extensions().get::<MatchedPath>();
    let route = route.map_or("none", MatchedPath::as_str).to_owned();
    let method = known(request.method().as_str());
    let started = Instant::now();
    let response = next(request).await;
    let seconds = started.elapsed().as_secs_f64();
    let status = response.status().as_u16();
    METRICS
        .seconds
        .get_or_create(&Route { route: route.clone() })
        .observe(seconds);
    METRICS.requests.get_or_create(&Asked { method, route, status }).inc();
    response
}

/// Anybody may invent methods; each would be one more line.
fn known(method: &str) -> &'static str {
    const METHODS: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
    METHODS.into_iter().find(|known| *known == method).unwrap_or("other")
}

/// `/metrics`, for an address of its own that only Prometheus reaches.
pub fn router(portal: Portal) -> Router {
    Router::new().route("/metrics", get(show)).with_state(portal)
}

async fn show(State(portal): State<Portal>) -> Result<Response, Problem> {
    let measures = portal.measures().await?;
    let mut text = String::new();
    text::encode_registry(&mut text, &METRICS.registry).map_err(Problem::internal)?;
    encode(measures, &mut text).map_err(Problem::internal)?;
    Ok(([(header::CONTENT_TYPE, OPEN_METRICS)], text).into_response())
}

/// What is measured when somebody asks.
fn encode(measures: Measures, text: &mut String) -> Result<(), Error> {
    let mut registry = Registry::with_prefix("varti");
    registry.register_collector(Box::new(Now(measures)));
    text::encode(text, &registry)
}

#[derive(Debug)]
struct Now(Measures);

impl prometheus_client::collector::Collector for Now {
    fn encode(&self, mut encoder: DescriptorEncoder) -> Result<(), Error> {
        let Measures {
            jobs,
            oldest_job_seconds,
            readers,
            writers,
        } = self.0;
        let figures = [
            ("jobs_due", "Jobs whose time has come", jobs.due),
            ("jobs_failing", "Jobs that failed and will be tried again", jobs.failing),
            ("jobs_dead", "Jobs given up", jobs.dead),
            (
                "jobs_oldest_due_seconds",
                "How long the oldest due job has waited",
                oldest_job_seconds,
            ),
            ("db_readers_used", "Reading connections in use", readers.used.into()),
            (
                "db_readers_most",
                "Reading connections there may be",
                readers.most.into(),
            ),
            ("db_writers_used", "Writing connections in use", writers.used.into()),
            (
                "db_writers_most",
                "Writing connections there may be",
                writers.most.into(),
            ),
        ];
        for (name, help, value) in figures {
            let gauge = ConstGauge::new(value);
            let metric = encoder.encode_descriptor(name, help, None, prometheus_client::metrics::MetricType::Gauge)?;
            gauge.encode(metric)?;
        }
        Ok(())
    }
}
