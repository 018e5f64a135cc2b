//! `server forms`: the form engine without a database, for editors' own tools and for continuous checks of definitions.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use clap::Subcommand;
use domain::WorkingCalendar;
use forms::field::CountryRules;
use forms::versions::Effect;
use forms::{Answers, CodeLists, Context, Date, FormDefinition, World};
use portal::{Checked, Clock, Compared, Evaluated, SystemClock};
use serde::Serialize;
use serde::de::DeserializeOwned;
use thiserror::Error;

use crate::form_schema;

/// The days worked in Latvia.
static LATVIA: LazyLock<WorkingCalendar> = LazyLock::new(|| WorkingCalendar::new(&domain::latvia()));

/// What can be done with definitions of forms. All print JSON.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub enum FormTool {
    /// Check definitions as they are checked before publishing
    ///
    /// Ends with code 0 when all may be published, 1 when one may not, 2 when a file cannot be read as what it should be;
    /// the report says which, and what was found in the others.
    Check {
        /// Definitions
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Code lists by name, each a list of {"id", "label"}; without them every code list counts as known
        #[arg(long, value_name = "FILE")]
        code_lists: Option<PathBuf>,
    },
    /// Evaluate answers to a form: what is shown, what must be answered, what is wrong
    ///
    /// Ends with code 0 when the answers could be submitted, 1 when something stands in the way, 2 when a file cannot be
    /// read as what it should be.
    Evaluate {
        /// The definition
        #[arg(value_name = "DEFINITION")]
        definition: PathBuf,
        /// The answers: an object by field
        #[arg(value_name = "ANSWERS")]
        answers: PathBuf,
        /// Code lists by name, each a list of {"id", "label"}
        #[arg(long, value_name = "FILE")]
        code_lists: Option<PathBuf>,
        /// The date that counts as today [default: today]
        #[arg(long, value_name = "YYYY-MM-DD")]
        today: Option<Date>,
    },
    /// Print the JSON Schema of definitions
    Schema,
    /// Tell what is different between two versions of a form, and what it means for drafts
    ///
    /// Ends with code 0 when drafts can move to the new version, 1 when some cannot, 2 when a file cannot be read as what
    /// it should be.
    Diff {
        /// The older definition
        #[arg(value_name = "OLD")]
        old: PathBuf,
        /// The newer definition
        #[arg(value_name = "NEW")]
        new: PathBuf,
        /// Answers of one draft: also tell what becomes of each
        #[arg(long, value_name = "FILE")]
        answers: Option<PathBuf>,
        /// Code lists by name, each a list of {"id", "label"}
        #[arg(long, value_name = "FILE")]
        code_lists: Option<PathBuf>,
        /// The date that counts as today [default: today]
        #[arg(long, value_name = "YYYY-MM-DD")]
        today: Option<Date>,
    },
}

/// A file cannot be used.
#[derive(Debug, Error)]
#[error("{}: {reason}", file.display())]
pub struct FileError {
    file: PathBuf,
    reason: String,
}

/// What a tool found out.
#[derive(Debug)]
pub struct Told {
    /// JSON for whoever asked.
    pub json: String,
    /// How the command ends: 0 all is well, 1 something was found, 2 a file could not be read.
    pub code: u8,
}

impl Told {
    fn new(report: &impl Serialize, good: bool) -> Self {
        let json = serde_json::to_string_pretty(report).expect("reports are always JSON");
        Self {
            json,
            code: u8::from(!good),
        }
    }
}

/// The findings about the definition in a file.
#[derive(Serialize)]
struct CheckedFile {
    file: PathBuf,
    #[serde(flatten)]
    read: Read,
}

/// What a file turned out to be.
#[derive(Serialize)]
#[serde(untagged)]
enum Read {
    Definition(Checked),
    /// No definition, and why.
    Nothing {
        publishable: bool,
        unreadable: String,
    },
}

/// Runs a tool.
pub fn run(tool: &FormTool) -> Result<Told, FileError> {
    match tool {
        FormTool::Schema => Ok(Told {
            json: form_schema::text(),
            code: 0,
        }),
        FormTool::Check { files, code_lists } => check_all(files, code_lists.as_deref()),
        FormTool::Evaluate {
            definition,
            answers,
            code_lists,
            today,
        } => {
            let (definition, answers): (FormDefinition, Answers) = (read(definition)?, read(answers)?);
            let code_lists = read_lists(code_lists.as_deref())?;
            let context = context(&code_lists, *today);
            let report = Evaluated::new(&definition, &answers, &context);
            Ok(Told::new(&report, report.complete))
        }
        FormTool::Diff {
            old,
            new,
            answers,
            code_lists,
            today,
        } => {
            let (old, new): (FormDefinition, FormDefinition) = (read(old)?, read(new)?);
            let code_lists = read_lists(code_lists.as_deref())?;
            let answers: Option<Answers> = answers.as_deref().map(read).transpose()?;
            let report = Compared::new(&old, &new, answers.as_ref(), &context(&code_lists, *today));
            Ok(Told::new(&report, report.effect != Effect::Refused))
        }
    }
}

fn check_all(files: &[PathBuf], code_lists: Option<&Path>) -> Result<Told, FileError> {
    let known: Option<CodeLists> = code_lists.map(|file| read_lists(Some(file))).transpose()?;
    let mut reports = Vec::new();
    for file in files {
        // One bad file must not hide what is found in the others.
        let found = match read::<FormDefinition>(file) {
            Ok(definition) => Read::Definition(checked(&definition, known.as_ref())),
            Err(error) => Read::Nothing {
                publishable: false,
                unreadable: error.reason,
            },
        };
        reports.push(CheckedFile {
            file: file.clone(),
            read: found,
        });
    }
    let code = reports.iter().map(|report| match &report.read {
        Read::Definition(checked) => u8::from(!checked.publishable),
        Read::Nothing { .. } => 2,
    });
    let code = code.max().unwrap_or(0);
    Ok(Told {
        code,
        ..Told::new(&reports, true)
    })
}

fn checked(definition: &FormDefinition, known: Option<&CodeLists>) -> Checked {
    let named = || World::of_names(&definition.code_lists().map(str::to_owned).collect());
    Checked::new(definition, &known.map_or_else(named, World::of_lists))
}

fn context(code_lists: &CodeLists, today: Option<Date>) -> Context<'_> {
    Context {
        demo_codes: true,
        working_days: LATVIA.days(),
        ..Context::new(today.unwrap_or_else(|| SystemClock.now().date()), code_lists)
    }
}

fn read_lists(file: Option<&Path>) -> Result<CodeLists, FileError> {
    let mut lists: CodeLists = file.map_or_else(|| Ok(CodeLists::default()), read)?;
    // Every country is known everywhere.
    lists
        .entry(CountryRules::CODE_LIST.to_owned())
        .or_insert_with(portal::countries);
    Ok(lists)
}

fn read<T: DeserializeOwned>(file: &Path) -> Result<T, FileError> {
    let told = |reason: String| FileError {
        file: file.to_owned(),
        reason,
    };
    let text = fs::read_to_string(file).map_err(|error| told(error.to_string()))?;
    // Some editors put a mark of the byte order in front.
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    serde_json::from_str(text).map_err(|error| told(error.to_string()))
}
