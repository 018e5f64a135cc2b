//! Which cases of the queue are shown.

use domain::CaseState;
use portal::{QueueCounts, QueueFilter};

use crate::texts::{current, td_string};

/// A view of the queue; each has its own address.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Show {
    /// All that run.
    #[default]
    Open,
    /// Those the official has.
    Mine,
    /// Those nobody has.
    Unassigned,
    /// Those past their day.
    Overdue,
    /// Those that wait for the client.
    Waiting,
    /// Those that have ended.
    Closed,
}

impl Show {
    /// All, in the order shown.
    pub const ALL: [Self; 6] = [
        Self::Open,
        Self::Mine,
        Self::Unassigned,
        Self::Overdue,
        Self::Waiting,
        Self::Closed,
    ];

    /// Its name in addresses; the first view needs none.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "",
            Self::Mine => "mine",
            Self::Unassigned => "unassigned",
            Self::Overdue => "overdue",
            Self::Waiting => "waiting",
            Self::Closed => "closed",
        }
    }

    /// The view an address names; what it says wrongly is the first.
    pub fn parse(code: Option<&str>) -> Self {
        Self::ALL
            .into_iter()
            .find(|show| Some(show.code()) == code)
            .unwrap_or_default()
    }

    /// Its name for people.
    pub fn title(self) -> &'static str {
        let locale = current();
        match self {
            Self::Open => td_string!(locale, agency.show_open),
            Self::Mine => td_string!(locale, agency.show_mine),
            Self::Unassigned => td_string!(locale, agency.show_unassigned),
            Self::Overdue => td_string!(locale, agency.show_overdue),
            Self::Waiting => td_string!(locale, agency.show_waiting),
            Self::Closed => td_string!(locale, agency.show_closed),
        }
    }

    /// How many there are in it, where the queue counts them.
    pub fn count(self, counts: &QueueCounts) -> Option<i64> {
        match self {
            Self::Open => Some(counts.open),
            Self::Mine => Some(counts.mine),
            Self::Unassigned => Some(counts.unassigned),
            Self::Overdue => Some(counts.overdue),
            Self::Waiting | Self::Closed => None,
        }
    }

    /// What it asks the queue for.
    pub fn filter(self) -> QueueFilter {
        let all = QueueFilter::default();
        match self {
            Self::Open => all,
            Self::Mine => QueueFilter { mine: true, ..all },
            Self::Unassigned => QueueFilter {
                unassigned: true,
                ..all
            },
            Self::Overdue => QueueFilter { overdue: true, ..all },
            Self::Waiting => QueueFilter {
                state: Some(CaseState::WaitingForClient),
                ..all
            },
            Self::Closed => QueueFilter { open: false, ..all },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Show;

    #[test]
    fn views_are_found_by_their_addresses() {
        for show in Show::ALL {
            assert_eq!(Show::parse(Some(show.code())), show);
        }
        assert_eq!(
            (Show::parse(None), Show::parse(Some("nothing"))),
            (Show::Open, Show::Open)
        );
    }
}
