//! Pages about the site itself.

mod accessibility;
mod help;
mod privacy;

pub use accessibility::AccessibilityPage;
pub use help::HelpPage;
pub use privacy::PrivacyPage;
