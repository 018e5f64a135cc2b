//! The list of services with search and filters, and the life situations that gather them.

mod filters;
mod life_situation;
mod nothing_found;
mod pages;
mod query;
mod service_list;

pub use life_situation::{LifeSituation, LifeSituationPage};
pub use pages::{Catalogue, CataloguePage};
pub use query::{agency_address, search_address};
pub use service_list::{ServiceList, provider, services_counted};
