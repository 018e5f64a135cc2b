//! Traces for a collector of OpenTelemetry: a span for each request, with what the log says of it and no more.

use opentelemetry::trace::TracerProvider;
use opentelemetry_otlp::{Protocol, SpanExporter, WithExportConfig};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::{SdkTracer, SdkTracerProvider};

use crate::config::ConfigError;

/// Our name at the collector.
const NAME: &str = "varti";
/// Where collectors take spans, below their address.
const SPANS_PATH: &str = "v1/traces";

/// What sends the traces; what was not sent yet is sent when it is dropped.
pub struct Traces(SdkTracerProvider);

impl Traces {
    /// Sends to the collector at this address. To be called before the runtime starts: it has a thread of its own.
    pub fn to(collector: &str) -> Result<Self, ConfigError> {
        let exporter = SpanExporter::builder()
            .with_http()
            .with_protocol(Protocol::HttpBinary)
            .with_endpoint(format!("{}/{SPANS_PATH}", collector.trim_end_matches('/')))
            .build()
            .map_err(|error| ConfigError::Wrong {
                name: "OTEL_EXPORTER_OTLP_ENDPOINT",
                reason: error.to_string(),
            })?;
        let provider = SdkTracerProvider::builder()
            .with_batch_exporter(exporter)
            .with_resource(Resource::builder().with_service_name(NAME).build());
        Ok(Self(provider.build()))
    }

    /// What makes the spans.
    pub fn tracer(&self) -> SdkTracer {
        self.0.tracer(NAME)
    }
}

impl Drop for Traces {
    fn drop(&mut self) {
        if let Err(error) = self.0.shutdown() {
            eprintln!("server: the last traces were not sent: {error}");
        }
    }
}
