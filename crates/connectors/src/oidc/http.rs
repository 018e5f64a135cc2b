//! The HTTP client that asks the sign-in provider.

use std::pin::Pin;
use std::time::Duration;

use openidconnect::{AsyncHttpClient, HttpClientError, HttpRequest, HttpResponse};
use reqwest::redirect::Policy;

use crate::ConnectorError;

/// Longest wait for one answer of the provider.
const TIMEOUT: Duration = Duration::from_secs(8);

/// reqwest, in the shape that openidconnect asks for.
#[derive(Clone)]
pub(super) struct Http(reqwest::Client);

impl Http {
    /// Follows no redirects, so that a provider cannot point us at our own network.
    /// A provider on this machine (the sandbox) is asked directly, not through a proxy.
    pub(super) fn new(issuer: &str) -> Result<Self, ConnectorError> {
        let mut builder = reqwest::Client::builder().timeout(TIMEOUT).redirect(Policy::none());
        if is_this_machine(issuer)? {
            builder = builder.no_proxy();
        }
        let client = builder
            .build()
            .map_err(|error| ConnectorError::Settings(error.to_string()))?;
        Ok(Self(client))
    }
}

fn is_this_machine(issuer: &str) -> Result<bool, ConnectorError> {
    let url = reqwest::Url::parse(issuer).map_err(|error| ConnectorError::Settings(format!("issuer: {error}")))?;
    let host = url.host_str().unwrap_or_default();
    let address: Option<std::net::IpAddr> = host.trim_matches(['[', ']']).parse().ok();
    Ok(host == "localhost" || address.is_some_and(|ip| ip.is_loopback()))
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = HttpClientError<reqwest::Error>;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, Self::Error>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(async move {
            let request = request.try_into().map_err(Box::new)?;
            let answer = self.0.execute(request).await.map_err(Box::new)?;
            let mut response = openidconnect::http::Response::builder().status(answer.status());
            for (name, value) in answer.headers() {
                response = response.header(name, value);
            }
            let body = answer.bytes().await.map_err(Box::new)?;
            response.body(body.to_vec()).map_err(HttpClientError::Http)
        })
    }
}

/// An error with its causes in one line: the outer text alone often says nothing.
pub(super) fn with_causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(next) = cause {
        text.push_str(": ");
        text.push_str(&next.to_string());
        cause = next.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("http://127.0.0.1:3000/sandbox-oidc", true)]
    #[case("http://localhost:3000", true)]
    #[case("http://[::1]:3000", true)]
    #[case("https://id.example", false)]
    #[case("https://localhost.example", false)]
    fn knows_this_machine(#[case] issuer: &str, #[case] expected: bool) {
        assert_eq!(is_this_machine(issuer).unwrap(), expected);
    }
}
