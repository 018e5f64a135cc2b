//! Style sheets, scripts, fonts and icons: everything that is a file and the same for everybody.
//!
//! The folder is read once at the start. Files whose name carries a hash may be kept by browsers for ever.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use sha2::{Digest, Sha256};
use tokio::sync::OnceCell;

use crate::config::ConfigError;
use crate::encoding::{self, Encoding};
use crate::page_script::Built;

const FOREVER: &str = "public, max-age=31536000, immutable";
const A_DAY: &str = "public, max-age=86400";
const ASK_FIRST: &str = "no-cache";

/// Public pages that a browser may fetch when a person is about to follow a link.
const SPECULATION_RULES: &str = r#"{"prefetch":[{"where":{"and":[{"href_matches":["/lv","/lv/*","/en","/en/*"]},{"not":{"href_matches":["/*/ieiet*","/*/sign-in*","/*/pieteikums","/*/application","/*/melnraksti/*","/*/drafts/*"]}},{"not":{"selector_matches":"[download],[rel~=nofollow]"}}]},"eagerness":"moderate"}]}"#;

/// All files, by path.
pub struct Site {
    files: BTreeMap<String, Arc<File>>,
    stylesheet: String,
    page_script: String,
}

/// A file in memory.
struct File {
    kind: &'static str,
    cache: &'static str,
    hash: String,
    identity: Bytes,
    brotli: OnceCell<Bytes>,
}

impl Site {
    /// Reads the first of the folders that exists. `hash.txt` lies beside the folder or beside the program.
    pub fn load(folders: &[PathBuf], program: &Path) -> Result<Self, ConfigError> {
        let folder = folders.iter().find(|folder| folder.is_dir()).ok_or_else(|| {
            let names: Vec<String> = folders.iter().map(|folder| folder.display().to_string()).collect();
            wrong(format!(
                "there is no folder {}; build the site or name its folder",
                names.join(" nor ")
            ))
        })?;
        let beside = folder.parent().unwrap_or(folder).join("hash.txt");
        let hash_file = if beside.is_file() {
            beside
        } else {
            program.join("hash.txt")
        };
        let mut files = BTreeMap::new();
        read_folder(folder, "", &mut files).map_err(|error| unreadable(folder, &error))?;
        Self::assemble(files, &hash_file)
    }

    fn assemble(mut files: BTreeMap<String, Arc<File>>, hash_file: &Path) -> Result<Self, ConfigError> {
        let hashes = std::fs::read_to_string(hash_file).map_err(|error| unreadable(hash_file, &error))?;
        let incomplete = |what: &str| wrong(format!("{what} is missing; build the site again"));
        let built = Built::parse(&hashes).ok_or_else(|| incomplete("a hash in hash.txt"))?;
        for path in [&built.stylesheet, &built.script, &built.module] {
            if !files.contains_key(path) {
                return Err(incomplete(path));
            }
        }
        let script = File::new("js", FOREVER, built.page_script().into());
        let page_script = format!("/pkg/page.{}.js", script.hash);
        files.insert(page_script.clone(), Arc::new(script));
        let rules = File::new("speculationrules", A_DAY, SPECULATION_RULES.into());
        files.insert("/speculation-rules.json".to_owned(), Arc::new(rules));
        Ok(Self {
            files,
            stylesheet: built.stylesheet,
            page_script,
        })
    }

    /// Path of the style sheet.
    pub fn stylesheet(&self) -> &str {
        &self.stylesheet
    }

    /// Path of the script that every page names.
    pub fn page_script(&self) -> &str {
        &self.page_script
    }

    /// A route for each file.
    pub fn router(&self) -> Router {
        let routes = self
            .files
            .iter()
            .map(|(path, file)| (path, get(answer).with_state(file.clone())));
        routes.fold(Router::new(), |router, (path, route)| router.route(path, route))
    }

    /// Compresses everything ahead of the first visitor. Takes a while; meant for the background.
    pub async fn compress_all(&self) {
        for file in self.files.values() {
            file.body(Encoding::Brotli).await;
        }
    }
}

async fn answer(State(file): State<Arc<File>>, headers: HeaderMap) -> Response {
    file.answer(&headers).await
}

impl File {
    fn new(extension: &str, cache: &'static str, identity: Bytes) -> Self {
        let hash = hex::encode(&Sha256::digest(&identity)[..12]);
        Self {
            kind: kind(extension),
            cache,
            hash,
            identity,
            brotli: OnceCell::new(),
        }
    }

    async fn answer(&self, headers: &HeaderMap) -> Response {
        let encoding = if is_text(self.kind) {
            Encoding::wanted(headers)
        } else {
            Encoding::Identity
        };
        let etag = encoding::etag(&self.hash, encoding);
        let mut response = if encoding::is_known(headers.get(header::IF_NONE_MATCH), &etag) {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            Response::new(Body::from(self.body(encoding).await))
        };
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.kind));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(self.cache));
        headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
        headers.insert(header::ETAG, etag);
        encoding.mark(headers);
        response
    }

    async fn body(&self, encoding: Encoding) -> Bytes {
        if encoding == Encoding::Identity || !is_text(self.kind) {
            return self.identity.clone();
        }
        let compress = || async {
            let plain = self.identity.clone();
            let compressed = tokio::task::spawn_blocking(move || encoding::compress(&plain, encoding::THOROUGH)).await;
            compressed.expect("compressing cannot fail")
        };
        self.brotli.get_or_init(compress).await.clone()
    }
}

fn read_folder(folder: &Path, prefix: &str, files: &mut BTreeMap<String, Arc<File>>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}/{name}");
        if name.starts_with('.') || name.contains(['{', '}']) {
            continue;
        }
        if entry.path().is_dir() {
            read_folder(&entry.path(), &path, files)?;
        } else {
            let extension = name.rsplit('.').next().unwrap_or_default();
            let file = File::new(extension, cache_rule(&path), std::fs::read(entry.path())?.into());
            files.insert(path, Arc::new(file));
        }
    }
    Ok(())
}

/// How long browsers may keep a file without asking.
fn cache_rule(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or(path);
    if path.starts_with("/pkg/") {
        return if has_hash(name) { FOREVER } else { ASK_FIRST };
    }
    // A service worker must never be an old one.
    if name.ends_with(".js") { ASK_FIRST } else { A_DAY }
}

/// Whether a name such as `varti.Zk3…9w.css` tells the content.
fn has_hash(name: &str) -> bool {
    let mut parts = name.rsplit('.').skip(1);
    let hash = parts.next().unwrap_or_default();
    let is_word = hash
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    parts.next().is_some() && hash.len() >= 16 && is_word && !hash.bytes().all(|byte| byte == b'_')
}

fn kind(extension: &str) -> &'static str {
    match extension {
        "css" => "text/css; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "ico" => "image/x-icon",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "png" => "image/png",
        "speculationrules" => "application/speculationrules+json",
        "svg" => "image/svg+xml",
        "txt" => "text/plain; charset=utf-8",
        "wasm" => "application/wasm",
        "webmanifest" => "application/manifest+json",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}

/// Whether compressing is worth it.
fn is_text(kind: &str) -> bool {
    kind.starts_with("text/") || kind.ends_with("json") || kind.ends_with("wasm") || kind.ends_with("xml")
}

fn wrong(reason: String) -> ConfigError {
    ConfigError::Wrong {
        name: "VARTI_SITE",
        reason,
    }
}

fn unreadable(path: &Path, error: &std::io::Error) -> ConfigError {
    wrong(format!("{} cannot be read: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use axum::body::to_bytes;
    use axum::extract::Request;
    use rstest::rstest;
    use tower::ServiceExt;

    use super::*;

    fn write(folder: &Path, path: &str, text: &str) {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// What cargo-leptos leaves.
    fn built() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        write(
            folder.path(),
            "hash.txt",
            "css: aaaaaaaaaaaaaaaaaaaaaa\njs: bbbbbbbbbbbbbbbbbbbbbb\nwasm: cccccccccccccccccccccc\n",
        );
        write(
            folder.path(),
            "site/pkg/varti.aaaaaaaaaaaaaaaaaaaaaa.css",
            &"body { color: black }".repeat(100),
        );
        write(folder.path(), "site/pkg/varti.bbbbbbbbbbbbbbbbbbbbbb.js", "export {}");
        write(folder.path(), "site/pkg/varti.cccccccccccccccccccccc.wasm", "wasm");
        write(folder.path(), "site/fonts/a.woff2", "font");
        write(folder.path(), "site/icon.svg", "<svg/>");
        write(folder.path(), "site/.hidden", "secret");
        folder
    }

    fn load(folder: &Path) -> Result<Site, ConfigError> {
        Site::load(&[folder.join("elsewhere"), folder.join("site")], Path::new("/nowhere"))
    }

    async fn ask(site: &Site, path: &str, headers: &[(&str, &str)]) -> (StatusCode, HeaderMap, Bytes) {
        let mut request = Request::get(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = site
            .router()
            .oneshot(request.body(Body::empty()).unwrap())
            .await
            .unwrap();
        let (parts, body) = response.into_parts();
        (parts.status, parts.headers, to_bytes(body, 100_000).await.unwrap())
    }

    #[rstest]
    #[case("/pkg/varti.aaaaaaaaaaaaaaaaaaaaaa.css", "text/css; charset=utf-8", FOREVER)]
    #[case("/pkg/varti.cccccccccccccccccccccc.wasm", "application/wasm", FOREVER)]
    #[case("/fonts/a.woff2", "font/woff2", A_DAY)]
    #[case("/icon.svg", "image/svg+xml", A_DAY)]
    #[case("/speculation-rules.json", "application/speculationrules+json", A_DAY)]
    #[tokio::test]
    async fn files_are_served_as_what_they_are(#[case] path: &str, #[case] kind: &str, #[case] cache: &str) {
        let folder = built();
        let (status, headers, _) = ask(&load(folder.path()).unwrap(), path, &[]).await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(
            (&headers["content-type"], &headers["cache-control"]),
            (&kind.parse().unwrap(), &cache.parse().unwrap())
        );
    }

    #[tokio::test]
    async fn the_script_of_pages_starts_what_was_built() {
        let folder = built();
        let site = load(folder.path()).unwrap();
        assert_eq!(site.stylesheet(), "/pkg/varti.aaaaaaaaaaaaaaaaaaaaaa.css");
        assert!(has_hash(&site.page_script()[5..]), "{}", site.page_script());
        let (status, headers, body) = ask(&site, site.page_script(), &[]).await;
        assert_eq!(
            (status, &headers["cache-control"]),
            (StatusCode::OK, &HeaderValue::from_static(FOREVER))
        );
        let script = String::from_utf8_lossy(&body);
        for built in ["varti.bbbbbbbbbbbbbbbbbbbbbb.js", "varti.cccccccccccccccccccccc.wasm"] {
            assert!(script.contains(built), "{script}");
        }
    }

    #[tokio::test]
    async fn brotli_when_wished_and_worth_it() {
        let folder = built();
        let site = load(folder.path()).unwrap();
        site.compress_all().await;
        let wish = [("accept-encoding", "br")];
        let (_, headers, body) = ask(&site, site.stylesheet(), &wish).await;
        assert_eq!(
            (&headers["content-encoding"], &headers["vary"]),
            (
                &HeaderValue::from_static("br"),
                &HeaderValue::from_static("Accept-Encoding")
            )
        );
        assert!(body.len() < 100);
        let (_, headers, body) = ask(&site, "/fonts/a.woff2", &wish).await;
        assert_eq!((headers.get("content-encoding"), &body[..]), (None, &b"font"[..]));
    }

    #[tokio::test]
    async fn who_has_a_file_gets_only_a_nod() {
        let folder = built();
        let site = load(folder.path()).unwrap();
        let (_, headers, _) = ask(&site, "/icon.svg", &[]).await;
        let (status, _, body) = ask(
            &site,
            "/icon.svg",
            &[("if-none-match", headers["etag"].to_str().unwrap())],
        )
        .await;
        assert_eq!((status, body.len()), (StatusCode::NOT_MODIFIED, 0));
    }

    #[rstest]
    #[case("/.hidden")]
    #[case("/hash.txt")]
    #[case("/../hash.txt")]
    #[case("/pkg")]
    #[tokio::test]
    async fn nothing_else_is_served(#[case] path: &str) {
        let folder = built();
        assert_eq!(
            ask(&load(folder.path()).unwrap(), path, &[]).await.0,
            StatusCode::NOT_FOUND
        );
    }

    #[rstest]
    #[case("site/pkg/varti.bbbbbbbbbbbbbbbbbbbbbb.js")]
    #[case("hash.txt")]
    fn an_incomplete_site_is_told_at_the_start(#[case] missing: &str) {
        let folder = built();
        std::fs::remove_file(folder.path().join(missing)).unwrap();
        let error = load(folder.path()).err().unwrap().to_string();
        assert!(
            error.starts_with("VARTI_SITE is wrong: ") && !error.contains('\n'),
            "{error}"
        );
    }

    #[test]
    fn a_missing_site_is_told_at_the_start() {
        let error = Site::load(&["/no/such/folder".into()], Path::new("/nowhere"))
            .err()
            .unwrap();
        assert!(error.to_string().contains("/no/such/folder"));
    }

    #[rstest]
    #[case("varti.Zk3aaaaaaaaaaaaaaaaa-_.css", true)]
    #[case("varti.css", false)]
    #[case("inline0.js", false)]
    #[case("__wasm_split.______________________.js", false)]
    fn knows_names_with_a_hash(#[case] name: &str, #[case] expected: bool) {
        assert_eq!(has_hash(name), expected);
    }
}
