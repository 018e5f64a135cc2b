//! The commands of the program.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::commands::{self, CommandError};
use crate::config::Config;
use crate::form_tools::{self, FormTool};
use crate::{backup, evaluate, openapi, serve, telemetry};

/// Wrong settings, as opposed to a failure.
const WRONG_SETTINGS: u8 = 2;

/// A file that is not what it should be.
const UNREADABLE: u8 = 2;

/// What `--help` says of the settings.
pub(crate) const SETTINGS: &str = "\
Settings come from the environment; only those marked * have no default in production mode:
  VARTI_MODE                demo or production (default: production)
  VARTI_ADDR                address and port to listen on (default: 127.0.0.1:3000)
  VARTI_DATA                folder for everything that is kept (default: ./data)
  DATABASE_URL              postgres://… or sqlite:… (default: the file varti.db in the data folder)
  VARTI_BASE_URL          * how people reach the portal, such as https://varti.example
  VARTI_OIDC_ISSUER       * sign-in provider (demo default: the built-in sandbox)
  VARTI_OIDC_CLIENT_ID    * our name at the provider (demo default: varti)
  VARTI_OIDC_CLIENT_SECRET  our secret at the provider, when it gave one
  VARTI_OIDC_SCOPES         scopes besides openid (default: profile)
  VARTI_OIDC_ACR            accepted assurance levels (default: eIDAS high and substantial)
  VARTI_LIMIT_SESSION       requests a minute of one session or token (default: 600; 0: no limit)
  VARTI_LIMIT_ADDRESS       requests a minute of one address (default: 3000; 0: no limit)
  VARTI_LIMIT_SIGN_IN       steps of signing in a minute of one address (default: 300; 0: no limit)
  VARTI_CLIENT_ADDRESS_HEADER  where a proxy of ours names the address, such as X-Forwarded-For
  VARTI_MAX_CONNECTIONS     connections at a time (default: 900)
  VARTI_METRICS_ADDR        address and port of /metrics for Prometheus (default: not served)
  OTEL_EXPORTER_OTLP_ENDPOINT  address of a collector of traces (default: none are sent)
  VARTI_DEMO_HISTORY        full or none: whether a demonstration begins with a past (default: full)
  VARTI_SITE                folder of style sheets and scripts (default: site beside the program)
  VARTI_HELP_PHONE          telephone of the first line of support, as pages show it
  VARTI_HELP_EMAIL          mailbox of the first line of support
  VARTI_LOG                 what to log, such as info or warn,server=debug (default: info)
  VARTI_LOG_FORMAT          text or json (default: text)

Wrong settings end the program with code 2 and one line that says what to change.";

/// Vārti: public services of a country, from description to decision.
#[derive(Debug, Parser)]
#[command(name = "server", version, after_help = SETTINGS)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

/// What the program can do.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
enum Command {
    /// Serve the portal: pages, API and, in the same program, background jobs
    ///
    /// In demo mode an empty database is prepared and filled first; meanwhile /health/ready answers 503.
    /// In production mode the database must have been prepared by `migrate`.
    #[command(after_help = SETTINGS)]
    Serve,
    /// Do background jobs only
    ///
    /// Any number of workers may run beside any number of servers on one PostgreSQL database.
    #[command(after_help = SETTINGS)]
    Worker,
    /// Bring the database to this version and load the working calendar
    ///
    /// Safe to repeat. Run it once before a new version is started; versions only go forward.
    #[command(after_help = SETTINGS)]
    Migrate,
    /// Fill an empty database with the demonstration
    ///
    /// Agencies, life situations, services, forms and made-up people. Refused in production mode.
    #[command(after_help = SETTINGS)]
    Seed,
    /// Save the database and all files to a new folder, while the server runs (SQLite)
    ///
    /// Nothing is overwritten: the folder must not be there yet. For PostgreSQL see docs/operation.md.
    #[command(after_help = SETTINGS)]
    Backup {
        /// The folder to make
        #[arg(long, value_name = "FOLDER")]
        to: PathBuf,
    },
    /// Bring a backup back to an empty data folder (SQLite)
    ///
    /// Nothing is overwritten: neither the database nor its files may be there.
    #[command(after_help = SETTINGS)]
    Restore {
        /// The folder that `backup` made
        #[arg(long, value_name = "FOLDER")]
        from: PathBuf,
    },
    /// Print the description of the API (OpenAPI 3.1, JSON)
    ///
    /// Needs neither settings nor a database.
    Openapi,
    /// Find out how good the forecast of remaining times is
    ///
    /// Needs neither settings nor a database.
    #[command(subcommand)]
    Forecast(Forecast),
    /// Check, evaluate, compare and describe definitions of forms
    ///
    /// Needs neither settings nor a database.
    #[command(subcommand)]
    Forms(FormTool),
}

/// What can be done with the forecast.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
enum Forecast {
    /// Judge it on a log of finished cases
    ///
    /// It learns from the older four fifths of the cases and is asked about the rest, after each event and at random
    /// moments.
    Evaluate {
        /// CSV with the columns case_id, activity and end_time; packed when its name ends in .gz
        #[arg(long)]
        log: PathBuf,
        /// Print JSON instead of a table
        #[arg(long)]
        json: bool,
    },
}

/// Runs the program.
pub fn main() -> ExitCode {
    let command = Cli::parse().command;
    match &command {
        Command::Openapi => {
            print(&openapi::text());
            return ExitCode::SUCCESS;
        }
        Command::Forecast(Forecast::Evaluate { log, json }) => {
            return match evaluate::evaluate(log, *json) {
                Ok(report) => {
                    print(&report);
                    ExitCode::SUCCESS
                }
                Err(error) => end(&error, 1),
            };
        }
        Command::Forms(tool) => {
            return match form_tools::run(tool) {
                Ok(told) => {
                    print(&told.json);
                    ExitCode::from(told.code)
                }
                Err(error) => end(&error, UNREADABLE),
            };
        }
        _ => {}
    }
    let program = folder_of_program();
    let config = match Config::read(|name| std::env::var(name).ok(), &program) {
        Ok(config) => config,
        Err(error) => return end(&error, WRONG_SETTINGS),
    };
    let _traces = match telemetry::init(&config) {
        Ok(traces) => traces,
        Err(error) => return end(&error, WRONG_SETTINGS),
    };
    match start(command, &config, &program) {
        Ok(()) => ExitCode::SUCCESS,
        Err(CommandError::Settings(error)) => end(&error, WRONG_SETTINGS),
        Err(error) => end(&error, 1),
    }
}

fn start(command: Command, config: &Config, program: &Path) -> Result<(), CommandError> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        match command {
            Command::Serve => serve::serve(config, program).await,
            Command::Worker => commands::worker(config).await,
            Command::Migrate => commands::migrate(config).await,
            Command::Seed => commands::seed(config).await,
            Command::Backup { to } => backup::backup(config, &to).await,
            Command::Restore { from } => backup::restore(config, &from).await,
            Command::Openapi | Command::Forecast(_) | Command::Forms(_) => Ok(()),
        }
    })
}

/// Writes what was asked for. Whoever reads only the beginning, as `head` does, has what they wanted.
pub(crate) fn print(text: &dyn std::fmt::Display) {
    use std::io::Write;
    drop(writeln!(std::io::stdout().lock(), "{text}"));
}

/// One line for whoever started the program.
fn end(error: &dyn std::fmt::Display, code: u8) -> ExitCode {
    eprintln!("server: {error}");
    ExitCode::from(code)
}

fn folder_of_program() -> PathBuf {
    let program = std::env::current_exe().ok();
    program
        .and_then(|program| program.parent().map(Path::to_path_buf))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_commands_are_those_of_the_manual() {
        Cli::command().debug_assert();
        let names: Vec<String> = Cli::command()
            .get_subcommands()
            .map(|command| command.get_name().to_owned())
            .collect();
        assert_eq!(
            names,
            [
                "serve", "worker", "migrate", "seed", "backup", "restore", "openapi", "forecast", "forms"
            ]
        );
    }

    #[test]
    fn every_command_explains_itself() {
        for command in Cli::command().get_subcommands() {
            assert!(
                command.get_about().is_some() && command.get_long_about().is_some(),
                "{}",
                command.get_name()
            );
        }
        let help = Cli::command().render_long_help().to_string();
        for name in ["VARTI_MODE", "VARTI_BASE_URL", "DATABASE_URL", "VARTI_LOG_FORMAT"] {
            assert!(help.contains(name), "{name}");
        }
    }
}
