//! What the tests of this folder share.

use super::plan::Plan;

/// The plan of the demonstration.
pub(super) fn plan() -> Plan {
    toml::from_str(include_str!("../../../../../server/seed/history/plan.toml")).expect("the plan can be read")
}
