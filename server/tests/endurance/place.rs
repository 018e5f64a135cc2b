//! A database with the demonstration's people and agencies and one service with a form, and a site to serve.

use std::path::Path;
use std::sync::Arc;

use connectors::Files;
use portal::{Clock, Ids, Portal, SeedFiles, Settings, SystemClock};
use server::seed_files::SEED;
use store::testing::{TestDb, database};
use store::{Db, Engine};
use tempfile::TempDir;

/// The service for declaring where one lives.
pub const RESIDENCE: &str = "dzivesvietas-deklaresana";
/// The agency that answers for it.
pub const AGENCY: &str = "pmlp";

/// Where servers under test run.
pub struct Place {
    pub folder: TempDir,
    pub db: TestDb,
}

impl Place {
    pub async fn new(engine: Engine) -> Self {
        let place = Self {
            folder: tempfile::tempdir().unwrap(),
            db: database(engine).await,
        };
        site(place.folder.path());
        let portal = place.portal((*place.db).clone()).await;
        portal.load_calendar().await.unwrap();
        portal.seed(&seed()).await.unwrap();
        place
    }

    /// A portal of its own over a connection to the same database.
    pub async fn portal(&self, db: Db) -> Portal {
        let files = Files::local(&self.data().join("files")).unwrap();
        let settings = Settings {
            demo: true,
            ..Settings::default()
        };
        Portal::open(db, files, Arc::new(SystemClock), Ids::random(), settings)
            .await
            .unwrap()
    }

    pub fn data(&self) -> std::path::PathBuf {
        self.folder.path().join("data")
    }

    /// The settings of a server here.
    pub fn settings(&self, addr: &str, base_url: &str) -> Vec<(&'static str, String)> {
        let path = |path: std::path::PathBuf| path.to_str().unwrap().to_owned();
        vec![
            ("VARTI_MODE", "demo".to_owned()),
            ("VARTI_ADDR", addr.to_owned()),
            ("VARTI_BASE_URL", base_url.to_owned()),
            ("VARTI_DATA", path(self.data())),
            ("VARTI_SITE", path(self.folder.path().join("site"))),
            ("DATABASE_URL", self.db.url().to_owned()),
            ("VARTI_DEMO_HISTORY", "none".to_owned()),
            ("VARTI_LIMIT_SESSION", "0".to_owned()),
            ("VARTI_LIMIT_ADDRESS", "0".to_owned()),
            ("VARTI_LIMIT_SIGN_IN", "0".to_owned()),
        ]
    }
}

/// The present moment for what asks for seconds.
pub fn now() -> i64 {
    SystemClock.now().seconds()
}

/// What cargo-leptos would have left beside the program.
fn site(folder: &Path) {
    let write = |path: &str, text: &str| {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write("hash.txt", "css: a\njs: b\nwasm: c\n");
    write("site/pkg/varti.a.css", "body {}");
    write("site/pkg/varti.b.js", "export {}");
    write("site/pkg/varti.c.wasm", "wasm");
}

/// The demonstration with the services that have a form.
fn seed() -> SeedFiles {
    let with_form = |text: &&&str| text.contains("\nform = ");
    let services: Vec<&'static str> = SEED.services.iter().filter(with_form).copied().collect();
    SeedFiles {
        services: services.leak(),
        ..SEED
    }
}
