//! The times of a case on one line: elapsed, forecast, promised, legal. They differ by form, not by colour alone, and
//! the list below says the same in words.

use forms::Date;
use leptos::prelude::*;

use super::tag::{Tag, Tone};
use crate::format;
use crate::texts::{current, language, td_string};

/// When a running case will probably end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ForecastDates {
    /// As likely before as after.
    pub likely: Date,
    /// Nine of ten such cases are ready by then.
    pub almost: Date,
}

/// The dates of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseTimes {
    /// The day it was submitted.
    pub start: Date,
    /// Today, or the day it ended.
    pub today: Date,
    /// Whether it has ended.
    pub ended: bool,
    /// The time since the start, in words.
    pub elapsed: String,
    /// When it will probably end; none for an ended case and where history is thin.
    pub forecast: Option<ForecastDates>,
    /// What the agency has promised.
    pub promised: Option<Date>,
    /// What the law allows at most.
    pub legal: Option<Date>,
}

/// Width of the drawing and its margin on both sides, in its own units.
const WIDTH: i64 = 1000;
const MARGIN: i64 = 14;

/// Where dates lie on the line.
struct Scale {
    start: Date,
    days: i64,
}

impl Scale {
    /// From the start to the latest of all dates.
    fn of(times: &CaseTimes) -> Self {
        let forecast = times.forecast.map(|forecast| forecast.almost);
        let dates = [Some(times.today), forecast, times.promised, times.legal];
        let days = dates
            .into_iter()
            .flatten()
            .map(|date| date.days_since(times.start))
            .max();
        Self {
            start: times.start,
            days: days.unwrap_or(1).max(1),
        }
    }

    fn at(&self, date: Date) -> i64 {
        let passed = date.days_since(self.start).clamp(0, self.days);
        MARGIN + passed * (WIDTH - 2 * MARGIN) / self.days
    }
}

impl CaseTimes {
    /// Whether the promised day is over and the case was not ready on it.
    fn is_late(&self) -> bool {
        self.promised.is_some_and(|promised| self.today > promised)
    }
}

/// The line and its words.
#[component]
pub fn Times(
    /// The dates of the case.
    times: CaseTimes,
) -> impl IntoView {
    view! {
        <div class="times">
            <Line times=times.clone()/>
            <Words times/>
        </div>
    }
    .into_any()
}

/// The drawing. It is hidden from screen readers, since the list says it all.
#[component]
fn Line(times: CaseTimes) -> impl IntoView {
    let scale = Scale::of(&times);
    let (start, now, end) = (scale.at(times.start), scale.at(times.today), WIDTH - MARGIN);
    let forecast = times.forecast.map(|forecast| {
        let (from, to) = (scale.at(forecast.likely), scale.at(forecast.almost));
        view! {
            <rect class="times__band" x=from y="20" width=(to - from).max(6) height="24" rx="4"/>
            <line class="times__likely" x1=from y1="14" x2=from y2="50"/>
        }
    });
    let promised = times.promised.map(|date| scale.at(date)).map(|x| {
        view! { <line class="times__promised" x1=x y1="8" x2=x y2="56"/> }
    });
    let legal = times.legal.map(|date| scale.at(date)).map(|x| {
        view! { <line class="times__legal" x1=x y1="4" x2=x y2="60"/> }
    });
    view! {
        <svg class="times__line" viewBox="0 0 1000 64" preserveAspectRatio="none" aria-hidden="true">
            <line class="times__track" x1=start y1="32" x2=end y2="32"/>
            {forecast}
            <line class="times__elapsed" x1=start y1="32" x2=now y2="32"/>
            {promised}
            {legal}
        </svg>
    }
}

/// The same in words, each with the mark it has on the line.
#[component]
fn Words(times: CaseTimes) -> impl IntoView {
    let (locale, language, today) = (current(), language(), times.today);
    let on = move |date: Date| format::on(date, today, language);
    let until = move |date: Date| format::until(date, today, language);
    let late = times.is_late();
    let elapsed = if times.ended {
        td_string!(locale, components.took)
    } else {
        td_string!(locale, components.elapsed)
    };
    view! {
        <dl class="times__words">
            <Word mark="elapsed" term=elapsed text=times.elapsed/>
            {times.forecast.map(|forecast| view! {
                <Word mark="likely" term=td_string!(locale, components.likely) text=until(forecast.likely)/>
                <Word mark="band" term=td_string!(locale, components.almost) text=until(forecast.almost)/>
            })}
            {times.promised.map(|date| view! {
                <Word mark="promised" term=td_string!(locale, components.promised) text=on(date) late/>
            })}
            {times.legal.map(|date| view! { <Word mark="legal" term=td_string!(locale, components.legal) text=on(date)/> })}
        </dl>
    }
}

#[component]
fn Word(mark: &'static str, term: &'static str, text: String, #[prop(optional)] late: bool) -> impl IntoView {
    view! {
        <div>
            <dt><Mark kind=mark/>{term}</dt>
            <dd>
                {text}
                {late.then(|| view! { " "<Tag tone=Tone::Wait>{td_string!(current(), components.late)}</Tag> })}
            </dd>
        </div>
    }
}

/// The sign of one time, as on the line: the key to the drawing.
#[component]
fn Mark(kind: &'static str) -> impl IntoView {
    let drawing = match kind {
        "elapsed" => view! { <line class="times__elapsed" x1="3" y1="10" x2="17" y2="10"/> }.into_any(),
        "band" => view! { <rect class="times__band" x="1" y="4" width="18" height="12" rx="3"/> }.into_any(),
        kind => {
            let class = format!("times__{kind}");
            view! { <line class=class x1="10" y1="1" x2="10" y2="19"/> }.into_any()
        }
    };
    view! { <svg class="times__mark" viewBox="0 0 20 20" aria-hidden="true">{drawing}</svg> }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn times() -> CaseTimes {
        CaseTimes {
            start: date("2026-11-03"),
            today: date("2026-11-13"),
            ended: false,
            elapsed: "7 darba dienas".into(),
            forecast: Some(ForecastDates {
                likely: date("2026-11-14"),
                almost: date("2026-11-19"),
            }),
            promised: Some(date("2026-11-12")),
            legal: Some(date("2026-12-03")),
        }
    }

    #[test]
    fn the_line_runs_from_the_start_to_the_latest_date() {
        let scale = Scale::of(&times());
        assert_eq!(
            (scale.at(date("2026-11-03")), scale.at(date("2026-12-03"))),
            (MARGIN, WIDTH - MARGIN)
        );
        assert!(scale.at(date("2026-11-12")) < scale.at(date("2026-11-13")));
    }

    #[test]
    fn a_line_of_one_day_and_dates_outside_stay_on_it() {
        let start = date("2026-11-03");
        let times = CaseTimes {
            today: start,
            forecast: None,
            promised: None,
            legal: None,
            ..times()
        };
        let scale = Scale::of(&times);
        assert_eq!(scale.at(start), MARGIN);
        assert_eq!(
            (scale.at(date("2026-01-01")), scale.at(date("2027-01-01"))),
            (MARGIN, WIDTH - MARGIN)
        );
    }

    #[test]
    fn late_means_after_the_promised_day() {
        assert!(times().is_late());
        assert!(
            !CaseTimes {
                today: date("2026-11-12"),
                ..times()
            }
            .is_late()
        );
        assert!(
            !CaseTimes {
                promised: None,
                ..times()
            }
            .is_late()
        );
    }
}
