//! Lists the migrations, in order of their numbers, for `migrate.rs` to include.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-changed=migrations");
    let root = Path::new("migrations");
    let mut code = String::new();
    for engine in ["sqlite", "postgres"] {
        let mut files: BTreeMap<i64, PathBuf> = BTreeMap::new();
        for folder in ["both", engine] {
            for file in sql_files(&root.join(folder)) {
                let earlier = files.insert(number(&file), file.clone());
                assert!(
                    earlier.is_none(),
                    "{} and {} have the same number",
                    file.display(),
                    earlier.unwrap_or_default().display()
                );
            }
        }
        writeln!(code, "pub(super) const {}: &[Migration] = &[", engine.to_uppercase()).expect("a String takes all");
        for (number, file) in files {
            // From where the checkout lies when it compiles: build output may outlive a checkout's place.
            let sql = format!(
                "include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), {:?}))",
                Path::new("/").join(file)
            );
            writeln!(code, "    Migration {{ number: {number}, sql: {sql} }},").expect("a String takes all");
        }
        code.push_str("];\n");
    }
    let out = Path::new(&env::var("OUT_DIR").expect("set by cargo")).join("migrations.rs");
    fs::write(out, code).expect("cargo's output folder is writable");
}

fn sql_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    entries
        .map(|e| e.expect("a readable folder").path())
        .filter(|p| p.extension().is_some_and(|e| e == "sql"))
        .collect()
}

/// `0012_case_event.sql` is 12.
fn number(file: &Path) -> i64 {
    let name = file.file_name().and_then(|n| n.to_str()).unwrap_or_default();
    let digits = name.split('_').next().unwrap_or_default();
    digits
        .parse()
        .unwrap_or_else(|_| panic!("{name}: must begin with a number, like 0012_name.sql"))
}
