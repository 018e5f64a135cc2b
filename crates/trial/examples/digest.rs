//! Prints the digest of made-up pairs: `cargo run --release -p trial --example digest -- SEED COUNT`. What
//! `node crates/trial/wasm.mjs MODULE digest SEED COUNT` prints must be the same.

fn main() {
    let mut numbers = std::env::args().skip(1).map(|text| text.parse::<u32>());
    match (numbers.next(), numbers.next()) {
        (Some(Ok(seed)), Some(Ok(count))) => println!("{:016x}", trial::digest(seed.into(), count)),
        _ => {
            eprintln!("digest SEED COUNT");
            std::process::exit(2);
        }
    }
}
