//! A server as its own process, and a balancer before several of them.

use std::fs::OpenOptions;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};

use crate::place::Place;

/// One server.
pub struct Node {
    pub addr: String,
    pub base_url: String,
    /// What it logged.
    pub log: PathBuf,
    settings: Vec<(&'static str, String)>,
    process: Child,
}

/// An address that nobody listens at.
pub fn free_addr() -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().to_string()
}

impl Node {
    /// Starts a server that people reach directly.
    pub async fn start(place: &Place) -> Self {
        let addr = free_addr();
        let base_url = format!("http://{addr}");
        Self::start_at(place, addr, base_url, &[]).await
    }

    /// Starts a server that people reach at `base_url`, with more settings.
    pub async fn start_at(place: &Place, addr: String, base_url: String, more: &[(&'static str, String)]) -> Self {
        let mut settings = place.settings(&addr, &base_url);
        settings.extend_from_slice(more);
        let log = place.folder.path().join(format!("{}.log", addr.replace(':', "-")));
        let process = spawn(&settings, &log);
        let node = Self {
            addr,
            base_url,
            log,
            settings,
            process,
        };
        node.is_ready().await;
        node
    }

    /// Ends it as a power cut does.
    pub fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// Starts it again after [`Self::kill`].
    pub async fn restart(&mut self) {
        self.process = spawn(&self.settings, &self.log);
        self.is_ready().await;
    }

    /// Asks it to end, as a service manager does.
    pub fn terminate(&self) {
        let id = self.process.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
    }

    /// Waits for the end after [`Self::terminate`]; whether it ended well.
    pub async fn ended_well(&mut self) -> bool {
        for _ in 0..300 {
            if let Some(status) = self.process.try_wait().unwrap() {
                return status.success();
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("it does not end");
    }

    async fn is_ready(&self) {
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        let url = format!("http://{}/health/ready", self.addr);
        for _ in 0..600 {
            if http.get(&url).send().await.is_ok_and(|answer| answer.status() == 200) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("{} does not become ready", self.addr);
    }
}

fn spawn(settings: &[(&'static str, String)], log: &Path) -> Child {
    let log = OpenOptions::new().create(true).append(true).open(log).unwrap();
    Command::new(env!("CARGO_BIN_EXE_server"))
        .arg("serve")
        .env_clear()
        .envs(settings.iter().map(|(name, value)| (name, value)))
        .stdout(log)
        .spawn()
        .unwrap()
}

impl Drop for Node {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Hands each connection to the next server; to another one when that is gone.
pub async fn balance(front: &str, nodes: Vec<String>) {
    let listener = TcpListener::bind(front).await.unwrap();
    let nodes: Arc<[SocketAddr]> = nodes.iter().map(|node| node.parse().unwrap()).collect();
    let turn = AtomicUsize::new(0);
    tokio::spawn(async move {
        while let Ok((mut client, _)) = listener.accept().await {
            let first = turn.fetch_add(1, Ordering::Relaxed);
            let nodes = nodes.clone();
            tokio::spawn(async move {
                for i in 0..nodes.len() {
                    if let Ok(mut server) = TcpStream::connect(nodes[(first + i) % nodes.len()]).await {
                        let _ = copy_bidirectional(&mut client, &mut server).await;
                        return;
                    }
                }
            });
        }
    });
}
