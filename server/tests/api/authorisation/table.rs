//! The table as data.

use std::fmt;

/// The table. What its columns and cells mean stands at its head.
const TABLE: &str = include_str!("../authorisation.txt");

/// Everybody who tries, in the order of the columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    Anonymous,
    Owner,
    Other,
    Repres,
    Former,
    Official,
    Elsewhere,
    Editor,
    Registry,
    Clerk,
    Reader,
}

impl Who {
    pub const ALL: [Self; 11] = [
        Self::Anonymous,
        Self::Owner,
        Self::Other,
        Self::Repres,
        Self::Former,
        Self::Official,
        Self::Elsewhere,
        Self::Editor,
        Self::Registry,
        Self::Clerk,
        Self::Reader,
    ];
}

/// What something is done on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    None,
    Service,
    Form,
    Draft,
    /// A draft whose form has a newer version, to which it can move.
    Older,
    /// A draft whose form has a newer version, to which it cannot.
    Left,
    /// A case that nobody has taken.
    Case,
    /// One that the official has.
    Taken,
    /// One whose client was asked.
    Asked,
    /// One that has ended, with a file.
    Finished,
    Notice,
    Token,
    Session,
    /// The mandate to act for the company.
    Mandate,
}

impl Kind {
    /// Whether residents and companies have such things of their own.
    pub fn is_private(self) -> bool {
        !matches!(self, Self::None | Self::Service | Self::Form | Self::Mandate)
    }

    fn parse(name: &str) -> Self {
        match name {
            "none" => Self::None,
            "service" => Self::Service,
            "form" => Self::Form,
            "draft" => Self::Draft,
            "older" => Self::Older,
            "left" => Self::Left,
            "case" => Self::Case,
            "taken" => Self::Taken,
            "asked" => Self::Asked,
            "finished" => Self::Finished,
            "notice" => Self::Notice,
            "token" => Self::Token,
            "session" => Self::Session,
            "mandate" => Self::Mandate,
            _ => panic!("{name} is nothing that the table knows"),
        }
    }
}

/// What somebody is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell {
    /// This status.
    Status(u16),
    /// Led to signing in, nothing done.
    SignIn,
    /// As if all went well, but the thing is neither shown nor changed.
    Apart,
}

impl Cell {
    /// Whether it is done.
    pub fn is_done(self) -> bool {
        matches!(self, Self::Status(200..=204 | 303))
    }

    /// Whether the answer must be the one for a thing that is not there.
    pub fn hides(self) -> bool {
        matches!(self, Self::Status(401 | 404 | 422) | Self::SignIn | Self::Apart)
    }

    fn parse(text: &str) -> Self {
        match text {
            "sign-in" => Self::SignIn,
            "apart" => Self::Apart,
            status => Self::Status(status.parse().unwrap_or_else(|_| panic!("{status} is no cell"))),
        }
    }
}

/// One line.
#[derive(Debug)]
pub struct Row {
    /// The Latvian path of a form post; none for an operation of the API.
    pub post: Option<&'static str>,
    /// The operation that is done, by its id.
    pub operation: &'static str,
    pub kind: Kind,
    cells: Vec<Cell>,
}

impl Row {
    pub fn cell(&self, who: Who) -> Cell {
        let place = Who::ALL.into_iter().position(|known| known == who);
        self.cells[place.unwrap()]
    }

    fn parse(line: &'static str) -> Self {
        let mut words = line.split_whitespace().peekable();
        let post = words.next_if(|word| word.starts_with('/'));
        let operation = words.next().unwrap();
        let kind = Kind::parse(words.next().unwrap());
        let cells: Vec<Cell> = words.map(Cell::parse).collect();
        assert_eq!(cells.len(), Who::ALL.len(), "{line}");
        Self {
            post,
            operation,
            kind,
            cells,
        }
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} {} on {:?}",
            self.post.unwrap_or("API"),
            self.operation,
            self.kind
        )
    }
}

/// All lines.
pub fn rows() -> Vec<Row> {
    let names: Vec<String> = Who::ALL.iter().map(|who| format!("{who:?}").to_lowercase()).collect();
    let mut rows = Vec::new();
    for line in TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match line.split_once(" thing ") {
            Some((_, columns)) => assert_eq!(columns.split_whitespace().collect::<Vec<_>>(), names),
            None => rows.push(Row::parse(line)),
        }
    }
    rows
}
