//! Takes connections: so many at a time, those that say nothing are closed, and at the end each is answered.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::ConnectInfo;
use axum::{Extension, Router};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tower::ServiceBuilder;

/// By when the head of a request must have come; also how long a connection may be idle.
pub const HEAD_TIMEOUT: Duration = Duration::from_secs(30);
/// Requests that one connection of HTTP/2 may have under way.
const STREAMS: u32 = 100;
/// Pause after a connection could not be taken, such as when the program has too many files open.
const PAUSE: Duration = Duration::from_millis(100);

/// How connections are taken.
#[derive(Clone, Copy, Debug)]
pub struct Door {
    /// Connections at a time; more wait until one is closed.
    pub connections: usize,
    /// By when the head of a request must have come.
    pub head_timeout: Duration,
}

/// Serves until `ending`; then takes no more connections and ends when every request under way is answered.
pub async fn serve(listener: TcpListener, router: Router, door: Door, ending: impl Future<Output = ()>) {
    let builder = builder(door);
    let open = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(door.connections));
    let taking = async {
        loop {
            let place = places.clone().acquire_owned().await;
            let (stream, peer) = accept(&listener).await;
            let service = ServiceBuilder::new()
                .layer(Extension(ConnectInfo(peer)))
                .service(router.clone());
            let connection = builder.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
            let connection = open.watch(connection.into_owned());
            tokio::spawn(async move {
                if let Err(error) = connection.await {
                    tracing::debug!(error, "a connection broke");
                }
                drop(place);
            });
        }
    };
    tokio::select! {
        () = taking => {}
        () = ending => {}
    }
    drop(listener);
    open.shutdown().await;
}

fn builder(door: Door) -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(door.head_timeout);
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(STREAMS)
        .keep_alive_interval(door.head_timeout)
        .keep_alive_timeout(door.head_timeout);
    builder
}

async fn accept(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => {
                // Answers are written whole: waiting for more to send only delays them.
                drop(stream.set_nodelay(true));
                return (stream, peer);
            }
            Err(error) => {
                tracing::warn!(%error, "a connection cannot be taken");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::routing::get;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::sync::oneshot;

    use super::*;

    const WHOLE: &[u8] = b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

    /// A server whose answers take a while, and what ends it.
    async fn start(connections: usize) -> (SocketAddr, oneshot::Sender<()>, tokio::task::JoinHandle<()>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let addr = listener.local_addr().unwrap();
        let handler = |ConnectInfo(peer): ConnectInfo<SocketAddr>| async move {
            tokio::time::sleep(Duration::from_millis(300)).await;
            format!("from {}", peer.ip())
        };
        let router = Router::new().route("/", get(handler));
        let door = Door {
            connections,
            head_timeout: Duration::from_millis(500),
        };
        let (end, ending) = oneshot::channel();
        let server = serve(listener, router, door, async { drop(ending.await) });
        (addr, end, tokio::spawn(server))
    }

    async fn ask(addr: SocketAddr, bytes: &[u8]) -> String {
        let mut stream = TcpStream::connect(addr).await.unwrap();
        stream.write_all(bytes).await.unwrap();
        let mut text = String::new();
        drop(stream.read_to_string(&mut text).await);
        text
    }

    #[tokio::test]
    async fn a_request_under_way_is_answered_before_the_end() {
        let (addr, end, server) = start(10).await;
        let asked = tokio::spawn(async move { ask(addr, WHOLE).await });
        tokio::time::sleep(Duration::from_millis(100)).await;
        end.send(()).unwrap();
        let answer = asked.await.unwrap();
        assert!(
            answer.starts_with("HTTP/1.1 200") && answer.ends_with("from 127.0.0.1"),
            "{answer}"
        );
        server.await.unwrap();
        assert!(TcpStream::connect(addr).await.is_err(), "nobody is let in any more");
    }

    #[tokio::test]
    async fn whoever_says_nothing_is_shown_out() {
        let (addr, _end, _server) = start(10).await;
        let started = std::time::Instant::now();
        let answer = ask(addr, b"GET / HTTP/1.1\r\nHost:").await;
        assert!(!answer.contains("200"), "{answer}");
        assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
    }

    #[tokio::test]
    async fn one_too_many_waits_until_another_leaves() {
        let (addr, _end, _server) = start(1).await;
        let started = std::time::Instant::now();
        let (first, second) = tokio::join!(ask(addr, WHOLE), ask(addr, WHOLE));
        assert!(first.contains("200") && second.contains("200"), "{first} {second}");
        assert!(
            started.elapsed() >= Duration::from_millis(600),
            "{:?}",
            started.elapsed()
        );
    }
}
