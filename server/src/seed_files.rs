//! The demonstration's files, built into the program: services, forms and people of `server/seed`.

use portal::{HistoryFiles, SeedFiles};

include!(concat!(env!("OUT_DIR"), "/seed_files.rs"));

/// All of them.
pub const SEED: SeedFiles = SeedFiles {
    agencies: include_str!("../seed/agencies.toml"),
    life_situations: include_str!("../seed/life_situations.toml"),
    personas: include_str!("../seed/personas.toml"),
    services: SERVICES,
    forms: FORMS,
};

/// What the demonstration's history is made of.
pub const HISTORY: HistoryFiles = HistoryFiles {
    plan: include_str!("../seed/history/plan.toml"),
    people: include_str!("../seed/history/people.toml"),
    services: HISTORY_SERVICES,
};
