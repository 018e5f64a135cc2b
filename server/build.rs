//! Lists the files of the demonstration for `seed_files.rs` to include.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-changed=seed");
    let seed = Path::new(&env::var("CARGO_MANIFEST_DIR").expect("set by cargo")).join("seed");
    let mut code = String::new();
    let _ = writeln!(code, "const SERVICES: &[&str] = &[");
    for file in files(&seed.join("services"), "toml") {
        let _ = writeln!(code, "    include_str!({file:?}),");
    }
    let _ = writeln!(code, "];\nconst FORMS: &[(&str, &str)] = &[");
    for file in files(&seed.join("forms"), "json") {
        let name = file.file_stem().expect("a file has a name").to_string_lossy();
        let _ = writeln!(code, "    ({name:?}, include_str!({file:?})),");
    }
    code.push_str("];\n");
    let out = Path::new(&env::var("OUT_DIR").expect("set by cargo")).join("seed_files.rs");
    fs::write(out, code).expect("cargo's output folder is writable");
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
