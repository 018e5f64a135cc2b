//! Turns the text files under `locales/` into Rust, so that a missing text or placeholder does not compile.
//!
//! Every `locales/lv/<area>.json` is a namespace of its own: a new area needs no change here.

use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

use leptos_i18n_parser::parse_locales::options::{Config, ParseOptions};
use leptos_i18n_parser::parse_locales::parse_locales;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=locales");
    // Lets `td_string!` fill placeholders too.
    let options = ParseOptions::new().interpolate_display(true);
    let config = Config::new("lv")?
        .add_locale("en")?
        .add_namespaces(areas()?)?
        .parse_options(options);
    let texts = parse_locales(None, config)?;
    for error in texts.diag.errors().iter() {
        println!("cargo::error={error}");
    }
    for warning in texts.diag.warnings().iter() {
        println!("cargo::warning={warning}");
    }
    let attributes = "#![allow(missing_docs, clippy::all)]".parse()?;
    let code = leptos_i18n_codegen::gen_code(&texts, None, false, Some(&attributes), false)?;
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join("i18n.rs"), code.to_string())?;
    Ok(())
}

/// The names of the Latvian text files, in order.
fn areas() -> Result<Vec<String>, Box<dyn Error>> {
    let mut areas = Vec::new();
    for file in fs::read_dir("locales/lv")? {
        let path = file?.path();
        if path.extension().is_some_and(|extension| extension == "json") {
            areas.extend(path.file_stem().and_then(|stem| stem.to_str()).map(str::to_owned));
        }
    }
    areas.sort();
    Ok(areas)
}
