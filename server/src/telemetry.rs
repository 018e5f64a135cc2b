//! Logs: one line for each request, without anything that says who asked for what about whom.

use std::io::IsTerminal;
use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::response::Response;
use tracing::{Instrument, Level, field};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::config::{Config, ConfigError, LogFormat};
use crate::request_id::RequestId;
use crate::traces::Traces;

/// Starts logging to standard output, and tracing, as the settings say. What is returned is to be kept to the end.
pub fn init(config: &Config) -> Result<Option<Traces>, ConfigError> {
    let filter = filter(&config.log)?;
    let traces = config.collector.as_deref().map(Traces::to).transpose()?;
    match config.log_format {
        LogFormat::Text => {
            let spans = traces
                .as_ref()
                .map(|traces| tracing_opentelemetry::layer().with_tracer(traces.tracer()));
            let text = tracing_subscriber::fmt()
                .with_env_filter(filter)
                .with_ansi(std::io::stdout().is_terminal());
            text.finish().with(spans).init();
        }
        LogFormat::Json => {
            let spans = traces
                .as_ref()
                .map(|traces| tracing_opentelemetry::layer().with_tracer(traces.tracer()));
            json(filter, std::io::stdout).finish().with(spans).init();
        }
    }
    Ok(traces)
}

fn filter(text: &str) -> Result<EnvFilter, ConfigError> {
    let wrong = |reason: String| ConfigError::Wrong {
        name: "VARTI_LOG",
        reason: format!("\"{text}\": {reason}"),
    };
    // A word alone would be taken for the name of a part of the program, and everything else be silent.
    let words = text.split(',').map(str::trim).filter(|part| !part.contains(['=', '[']));
    for word in words {
        word.parse::<LevelFilter>()
            .map_err(|_| wrong(format!("\"{word}\" is not one of off, error, warn, info, debug, trace")))?;
    }
    let parts: Vec<&str> = text.split(',').map(str::trim).collect();
    EnvFilter::try_new(parts.join(",")).map_err(|error| wrong(error.to_string()))
}

type Json<W> = tracing_subscriber::fmt::SubscriberBuilder<
    tracing_subscriber::fmt::format::JsonFields,
    tracing_subscriber::fmt::format::Format<tracing_subscriber::fmt::format::Json>,
    EnvFilter,
    W,
>;

fn json<W: for<'a> MakeWriter<'a> + 'static>(filter: EnvFilter, writer: W) -> Json<W> {
    tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_env_filter(filter)
        .with_writer(writer)
}

/// Logs the request with its route (never its path or query, which may hold personal data),
/// its status and the time it took. Everything logged meanwhile carries the request's id.
pub async fn log_request<F: Future<Output = Response>>(request: Request, next: impl FnOnce(Request) -> F) -> Response {
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("none", MatchedPath::as_str);
    let span = tracing::info_span!(
        "request",
        id = RequestId::current().as_str(),
        method = %request.method(),
        route,
        status = field::Empty,
    );
    let started = Instant::now();
    let response = next(request).instrument(span.clone()).await;
    let status = response.status();
    let milliseconds = started.elapsed().as_secs_f64() * 1000.0;
    span.record("status", status.as_u16());
    span.in_scope(|| {
        if status.is_server_error() {
            tracing::event!(Level::ERROR, milliseconds, "failed");
        } else {
            tracing::event!(Level::INFO, milliseconds, "answered");
        }
    });
    response
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::sync::{Arc, Mutex};

    use axum::Router;
    use axum::body::Body;
    use axum::http::StatusCode;
    use axum::middleware::{Next, from_fn};
    use axum::routing::get;
    use tower::ServiceExt;

    use super::*;
    use crate::request_id;

    /// Collects what is logged.
    #[derive(Clone, Default)]
    struct Lines(Arc<Mutex<Vec<u8>>>);

    impl Write for Lines {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    fn ask(path: &str) -> (String, String) {
        let lines = Lines::default();
        let writer = lines.clone();
        let subscriber = json(filter("info").unwrap(), move || writer.clone()).finish();
        let router = Router::new()
            .route("/lv/lietas/{number}", get(|| async { StatusCode::OK }))
            .route("/broken", get(|| async { StatusCode::INTERNAL_SERVER_ERROR }))
            .layer(from_fn(|request, next: Next| {
                request_id::name_request(request, |request| log_request(request, |request| next.run(request)))
            }));
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let response = tracing::subscriber::with_default(subscriber, || {
            runtime
                .block_on(router.oneshot(Request::get(path).body(Body::empty()).unwrap()))
                .unwrap()
        });
        let id = response.headers()["x-request-id"].to_str().unwrap().to_owned();
        let text = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
        (text, id)
    }

    #[test]
    fn a_line_has_route_status_and_id_but_no_path_or_query() {
        let (line, id) = ask("/lv/lietas/2026-17?name=Anna");
        for part in [
            r#""route":"/lv/lietas/{number}""#,
            r#""status":200"#,
            r#""method":"GET""#,
            "milliseconds",
            &id,
        ] {
            assert!(line.contains(part), "{part} is not in {line}");
        }
        assert!(!line.contains("2026-17") && !line.contains("Anna"), "{line}");
    }

    #[test]
    fn a_server_error_is_logged_as_one() {
        assert!(ask("/broken").0.contains(r#""level":"ERROR""#));
    }

    #[test]
    fn a_wrong_filter_is_a_wrong_setting() {
        for wrong in ["server=loud", "inof", "two words", "warn,server"] {
            assert!(
                matches!(filter(wrong), Err(ConfigError::Wrong { name: "VARTI_LOG", .. })),
                "{wrong}"
            );
        }
        for good in ["info", "WARN", "off,server=debug", "info,portal=trace"] {
            assert!(filter(good).is_ok(), "{good}");
        }
    }
}
