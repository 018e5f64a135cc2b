//! Lists the files of the demonstration for `seed_files.rs` to include.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-changed=seed");
    let mut code = String::new();
    let _ = writeln!(code, "const SERVICES: &[&str] = &[");
    for file in files(Path::new("seed/services"), "toml") {
        let _ = writeln!(code, "    {},", include(&file));
    }
    let _ = writeln!(code, "];\nconst FORMS: &[(&str, &str)] = &[");
    for file in files(Path::new("seed/forms"), "json") {
        let name = file.file_stem().expect("a file has a name").to_string_lossy();
        let _ = writeln!(code, "    ({name:?}, {}),", include(&file));
    }
    let _ = writeln!(code, "];\nconst HISTORY_SERVICES: &[&str] = &[");
    for file in files(Path::new("seed/history/services"), "toml") {
        let _ = writeln!(code, "    {},", include(&file));
    }
    code.push_str("];\n");
    let out = Path::new(&env::var("OUT_DIR").expect("set by cargo")).join("seed_files.rs");
    fs::write(out, code).expect("cargo's output folder is writable");
}

/// Reads a file at compile time, from where the checkout lies then: build output may outlive a checkout's place.
fn include(file: &Path) -> String {
    format!(
        "include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), {:?}))",
        Path::new("/").join(file)
    )
}

/// The files of a folder with this ending, in the order of their names.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let paths = entries.map(|entry| entry.expect("a readable folder").path());
    let mut files: Vec<PathBuf> = paths
        .filter(|path| path.extension().is_some_and(|found| found == ending))
        .collect();
    files.sort();
    files
}
