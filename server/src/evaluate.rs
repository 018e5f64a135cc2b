//! `server forecast evaluate`: how good the forecast is on a log of finished cases.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use domain::{Evaluation, EventLog, Quality, Variant};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Why a log cannot be judged.
#[derive(Debug, Error)]
pub enum LogError {
    /// The file cannot be read.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// It is no CSV, or a column is missing.
    #[error("the log cannot be read: {0}")]
    Csv(#[from] csv::Error),
    /// A time is not as it should be.
    #[error("line {line}: end_time must be a moment such as 2026-11-23T10:00:00Z")]
    Time {
        /// In which line.
        line: u64,
    },
}

const MICROS_PER_DAY: f64 = 86_400e6;

/// One event as a line of the log; other columns play no part.
#[derive(Deserialize)]
struct Line {
    case_id: String,
    activity: String,
    end_time: String,
}

/// What is told of a log.
#[derive(Serialize)]
struct Report {
    log: String,
    cases: usize,
    events: usize,
    variants: BTreeMap<Variant, Evaluation>,
}

/// Judges the forecast on a log and tells how good it is, for people or as JSON.
pub fn evaluate(path: &Path, json: bool) -> Result<String, LogError> {
    let log = read(open(path)?)?;
    let variants = [Variant::Std, Variant::Strict, Variant::Debiased];
    let report = Report {
        log: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        cases: log.cases(),
        events: log.events(),
        variants: variants.map(|variant| (variant, log.evaluate(variant))).into(),
    };
    Ok(if json {
        serde_json::to_string_pretty(&report).expect("numbers and names are always JSON")
    } else {
        report.in_words()
    })
}

/// The file, unpacked when its name says that it is packed.
fn open(path: &Path) -> Result<Box<dyn Read>, LogError> {
    let file = File::open(path)?;
    Ok(match path.extension() {
        Some(ending) if ending == "gz" => Box::new(flate2::read::MultiGzDecoder::new(file)),
        _ => Box::new(file),
    })
}

fn read(file: impl Read) -> Result<EventLog, LogError> {
    let mut lines = csv::Reader::from_reader(file);
    let mut events = vec![];
    for line in lines.deserialize() {
        let Line {
            case_id,
            activity,
            end_time,
        } = line?;
        let Ok(moment) = end_time.parse::<jiff::Timestamp>() else {
            // The heading is line 1.
            return Err(LogError::Time {
                line: events.len() as u64 + 2,
            });
        };
        events.push((case_id, activity, moment.as_microsecond() as f64 / MICROS_PER_DAY));
    }
    Ok(EventLog::of(events))
}

impl Report {
    /// A table, times in days.
    fn in_words(&self) -> String {
        let mut text = format!(
            "{}: {} cases, {} events; times in days\n\n",
            self.log, self.cases, self.events
        );
        let heading = "learnt     asked           times  error of P50  median  by P50  by P90  pinball  mean P90";
        writeln!(text, "{heading}").expect("a String takes all");
        for (variant, found) in &self.variants {
            let learnt = match variant {
                Variant::Std => "all",
                Variant::Strict => "strictly",
                Variant::Debiased => "debiased",
            };
            let asked = [
                ("after events", found.after_events),
                ("as in papers", found.papers),
                ("at any moment", found.any_moment),
            ];
            for (when, quality) in asked {
                writeln!(text, "{learnt:<10} {when:<14} {}", row(quality)).expect("a String takes all");
            }
        }
        text
    }
}

fn row(quality: Quality) -> String {
    let Quality {
        n,
        mae_p50,
        medae_p50,
        cov50,
        cov90,
        pinball90,
        mean_p90,
    } = quality;
    let (cov50, cov90) = (100.0 * cov50, 100.0 * cov90);
    format!("{n:>6} {mae_p50:>13.2} {medae_p50:>7.2} {cov50:>5.0} % {cov90:>5.0} % {pinball90:>8.2} {mean_p90:>9.2}")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Cases of three events that take a day and a half.
    fn log() -> String {
        let mut log = "case_id,activity,start_time,end_time,channel\n".to_owned();
        for case in 1..=28 {
            for (activity, day, hour) in [("come", case, 8), ("check", case, 20), ("end", case + 1, 20)] {
                writeln!(
                    log,
                    "c{case},{activity},,2026-01-{day:02}T{hour:02}:00:00.250+02:00,web"
                )
                .unwrap();
            }
        }
        log
    }

    fn kept(name: &str, bytes: &[u8]) -> (tempfile::TempDir, std::path::PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        (folder, path)
    }

    #[test]
    fn a_log_is_judged_plain_and_packed() {
        let (_folder, path) = kept("cases.csv", log().as_bytes());
        let told = evaluate(&path, true).unwrap();
        let report: serde_json::Value = serde_json::from_str(&told).unwrap();
        assert_eq!((&report["log"], &report["cases"]), (&"cases.csv".into(), &28.into()));
        let strict = &report["variants"]["strict"];
        assert!(
            strict["n"].as_u64() > Some(0) && strict["papers"]["cov90"].as_f64().is_some(),
            "{told}"
        );
        assert!(strict["mae_p50"].as_f64().unwrap() < 1.0);
        assert!(report["variants"]["debiased"]["any_moment"]["pinball90"].is_number());
        let mut packed = flate2::write::GzEncoder::new(vec![], flate2::Compression::fast());
        std::io::Write::write_all(&mut packed, log().as_bytes()).unwrap();
        let (_folder, packed) = kept("cases.csv.gz", &packed.finish().unwrap());
        assert_eq!(
            evaluate(&packed, true).unwrap(),
            told.replace("cases.csv", "cases.csv.gz")
        );
        assert!(evaluate(&path, false).unwrap().contains("28 cases, 84 events"));
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        let told = |text: &str| {
            evaluate(&kept("x.csv", text.as_bytes()).1, true)
                .unwrap_err()
                .to_string()
        };
        let heading = "case_id,activity,end_time\na,b,2026-01-01T00:00:00Z\n";
        assert!(told(&format!("{heading}a,b,yesterday\n")).starts_with("line 3: end_time"));
        assert!(told("case_id,activity\na,b\n").contains("end_time"));
        assert!(evaluate(Path::new("there is none.csv"), true).is_err());
    }
}
