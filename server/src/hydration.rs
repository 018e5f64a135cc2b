//! The script that starts the islands, as a file of our own.
//!
//! Leptos writes it into every page, reads `hash.txt` each time and panics without it. Here it is rendered once, so
//! that pages need no inline script, and it loads nothing on pages without islands.

use std::collections::HashMap;
use std::path::Path;

use leptos::config::LeptosOptions;
use leptos::hydration::HydrationScripts;
use leptos::prelude::*;

/// The name cargo-leptos gives to what it builds.
const OUTPUT: &str = "varti";

/// The names of what was built for the browser, each with the hash of its content.
#[derive(Debug, PartialEq, Eq)]
pub struct Built {
    /// Path of the style sheet.
    pub stylesheet: String,
    /// Path of the JavaScript part of the islands.
    pub script: String,
    /// Path of the WebAssembly part of the islands.
    pub module: String,
}

impl Built {
    /// Reads the names from the text of `hash.txt`; none if one is missing.
    pub fn parse(hashes: &str) -> Option<Self> {
        let lines = hashes.lines().filter_map(|line| line.split_once(':'));
        let hashes: HashMap<&str, &str> = lines.map(|(kind, hash)| (kind.trim(), hash.trim())).collect();
        let name = |kind: &str| Some(format!("/pkg/{OUTPUT}.{}.{kind}", hashes.get(kind)?));
        Some(Self {
            stylesheet: name("css")?,
            script: name("js")?,
            module: name("wasm")?,
        })
    }
}

/// Warns before a session ends; does nothing on pages of people who have not signed in.
const SESSION_WARNING: &str = include_str!("session_warning.js");

/// The content of our script. `hash_file` must be readable.
pub fn script(site: &Path, hash_file: &Path) -> Option<String> {
    let options = LeptosOptions::builder()
        .output_name(OUTPUT)
        .site_root(site.to_string_lossy())
        .site_pkg_dir("pkg")
        .hash_files(true)
        .hash_file(hash_file.to_string_lossy().as_ref().into())
        .build();
    let html = Owner::new().with(|| view! { <HydrationScripts options islands=true/> }.to_html());
    let (_, rest) = html.split_once("<script type=\"module\">")?;
    let (leptos, _) = rest.split_once("</script>")?;
    Some(format!(
        "if (document.querySelector('leptos-island')) {{\n{leptos}\n}}\n{SESSION_WARNING}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HASHES: &str = "css: c_1-x\njs: j2\nwasm: w3\n";

    #[test]
    fn names_carry_their_hashes() {
        let built = Built::parse(HASHES).unwrap();
        assert_eq!(built.stylesheet, "/pkg/varti.c_1-x.css");
        assert_eq!(built.script, "/pkg/varti.j2.js");
        assert_eq!(built.module, "/pkg/varti.w3.wasm");
        assert_eq!(Built::parse("css: c1\njs: j2"), None);
    }

    #[test]
    fn the_script_is_leptos_own_but_only_for_islands() {
        let folder = tempfile::tempdir().unwrap();
        let hash_file = folder.path().join("hash.txt");
        std::fs::write(&hash_file, HASHES).unwrap();
        let script = script(folder.path(), &hash_file).unwrap();
        assert!(script.starts_with("if (document.querySelector('leptos-island')) {"));
        assert!(script.contains("hydrateIslands(document.body, mod)"), "{script}");
        assert!(script.contains(r#"("", "pkg", "varti.j2", "varti.w3""#), "{script}");
        assert!(!script.contains("&quot;") && !script.contains("<script"));
    }
}
