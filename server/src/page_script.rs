//! The one script that pages name: it warns before a session ends and, on a page with a form, starts what was built
//! for the browser.

use std::collections::HashMap;

/// The name cargo-leptos gives to what it builds.
const OUTPUT: &str = "varti";

/// The names of what was built for the browser, each with the hash of its content.
#[derive(Debug, PartialEq, Eq)]
pub struct Built {
    /// Path of the style sheet.
    pub stylesheet: String,
    /// Path of the JavaScript round the module.
    pub script: String,
    /// Path of the WebAssembly module.
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

    /// The content of the script. It loads nothing on pages without a form that runs; the module comes at the same
    /// time as the script round it.
    pub fn page_script(&self) -> String {
        let Self { script, module, .. } = self;
        format!(
            "if (document.querySelector('form[data-draft]')) {{\n  \
               const module = fetch('{module}');\n  \
               import('{script}').then(async (browser) => {{\n    \
                 await browser.default({{ module_or_path: module }});\n    \
                 await browser.run();\n  \
               }});\n\
             }}\n{SESSION_WARNING}"
        )
    }
}

/// Warns before a session ends; does nothing on pages of people who have not signed in.
const SESSION_WARNING: &str = include_str!("session_warning.js");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_carry_their_hashes() {
        let built = Built::parse("css: c_1-x\njs: j2\nwasm: w3\n").unwrap();
        assert_eq!(built.stylesheet, "/pkg/varti.c_1-x.css");
        assert_eq!(built.script, "/pkg/varti.j2.js");
        assert_eq!(built.module, "/pkg/varti.w3.wasm");
        assert_eq!(Built::parse("css: c1\njs: j2"), None);
    }
}
