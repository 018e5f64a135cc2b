//! From which address a request comes.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::extract::{ConnectInfo, Request};
use axum::http::{HeaderMap, HeaderName};

/// Where the address is read: in the header of a proxy that the settings name, else at the connection.
#[derive(Clone, Debug)]
pub struct AddressSource {
    header: Option<HeaderName>,
}

impl AddressSource {
    /// With the header that our own proxy writes, when there is one.
    pub const fn new(header: Option<HeaderName>) -> Self {
        Self { header }
    }

    /// The caller's address, one for each network of IPv6. None where nothing is known of the connection.
    pub fn of(&self, request: &Request) -> Option<IpAddr> {
        let told = self.header.as_ref().and_then(|name| last(request.headers(), name));
        let peer = || {
            let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
            peer.map(|ConnectInfo(peer)| peer.ip())
        };
        told.or_else(peer).map(network)
    }
}

/// Proxies add to the end what they see; whatever stands before was written by the caller.
fn last(headers: &HeaderMap, name: &HeaderName) -> Option<IpAddr> {
    let line = headers.get_all(name).iter().next_back()?.to_str().ok()?;
    let text = line.rsplit(',').next()?.trim();
    let with_port = || text.parse::<SocketAddr>().map(|address| address.ip()).ok();
    text.parse().ok().or_else(with_port)
}

/// Whoever has one address of IPv6 has the 2⁶⁴ beside it too.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
        address @ IpAddr::V4(_) => address,
    }
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use rstest::rstest;

    use super::*;

    const PROXY: &str = "10.0.0.1:50000";

    fn asked(header: Option<&'static str>, values: &[&str]) -> String {
        let mut request = Request::new(Body::empty());
        let peer: SocketAddr = PROXY.parse().unwrap();
        request.extensions_mut().insert(ConnectInfo(peer));
        for value in values {
            request.headers_mut().append("x-forwarded-for", value.parse().unwrap());
        }
        let source = AddressSource::new(header.map(HeaderName::from_static));
        source.of(&request).unwrap().to_string()
    }

    #[rstest]
    #[case::what_the_proxy_added(&["198.51.100.7"], "198.51.100.7")]
    #[case::not_what_the_caller_wrote(&["1.2.3.4, 198.51.100.7"], "198.51.100.7")]
    #[case::the_last_line(&["1.2.3.4", "198.51.100.7"], "198.51.100.7")]
    #[case::with_a_port(&["198.51.100.7:4711"], "198.51.100.7")]
    #[case::a_network_of_ipv6(&["2001:db8:1:2:3:4:5:6"], "2001:db8:1:2::")]
    #[case::ipv4_in_disguise(&["::ffff:198.51.100.7"], "198.51.100.7")]
    #[case::nonsense(&["unknown"], "10.0.0.1")]
    #[case::nothing(&[], "10.0.0.1")]
    fn behind_a_proxy(#[case] values: &[&str], #[case] expected: &str) {
        assert_eq!(asked(Some("x-forwarded-for"), values), expected);
    }

    #[test]
    fn without_a_proxy_nobody_may_choose_an_address() {
        assert_eq!(asked(None, &["198.51.100.7"]), "10.0.0.1");
    }
}
