//! The demonstration's files, built into the program: services, forms and people of `server/seed`.

use portal::SeedFiles;

include!(concat!(env!("OUT_DIR"), "/seed_files.rs"));

/// All of them.
pub const SEED: SeedFiles = SeedFiles {
    agencies: include_str!("../seed/agencies.toml"),
    life_situations: include_str!("../seed/life_situations.toml"),
    personas: include_str!("../seed/personas.toml"),
    services: SERVICES,
    forms: FORMS,
};
