//! Cases in plain words: states, outcomes, deadlines, moments, sizes.

use domain::{CaseState, Date, Language, NoticeKind, Outcome, Timestamp, WaitingFor};

use crate::components::tag::Tone;
use crate::format;
use crate::texts::{current, language, td_string};

/// From which side a case is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The client.
    Client,
    /// An official of the agency.
    Agency,
}

/// Where a case stands, in one or two words.
pub fn state(state: CaseState, side: Side) -> &'static str {
    let locale = current();
    match (state, side) {
        (CaseState::Submitted, Side::Client) => td_string!(locale, cases.state_submitted),
        (CaseState::Submitted, Side::Agency) => td_string!(locale, cases.state_new),
        (CaseState::InProgress, _) => td_string!(locale, cases.state_in_progress),
        (CaseState::WaitingForClient, Side::Client) => td_string!(locale, cases.state_waiting_for_you),
        (CaseState::WaitingForClient, Side::Agency) => td_string!(locale, cases.state_waiting_for_client),
        (CaseState::Closed(ended), _) => outcome(ended),
    }
}

/// What sort of state it is.
pub fn tone(state: CaseState) -> Tone {
    match state {
        CaseState::Submitted => Tone::Plain,
        CaseState::InProgress => Tone::Now,
        CaseState::WaitingForClient => Tone::Wait,
        CaseState::Closed(Outcome::Granted) => Tone::Done,
        CaseState::Closed(Outcome::Refused) => Tone::Late,
        CaseState::Closed(Outcome::LeftUnexamined | Outcome::Withdrawn) => Tone::Plain,
    }
}

/// How a case ended.
pub fn outcome(outcome: Outcome) -> &'static str {
    let locale = current();
    match outcome {
        Outcome::Granted => td_string!(locale, cases.granted),
        Outcome::Refused => td_string!(locale, cases.refused),
        Outcome::LeftUnexamined => td_string!(locale, cases.left_unexamined),
        Outcome::Withdrawn => td_string!(locale, cases.withdrawn),
    }
}

/// Who must act, as the client is told.
pub fn who_acts(waiting_for: WaitingFor) -> &'static str {
    let locale = current();
    match waiting_for {
        WaitingFor::Client => td_string!(locale, cases.you_act),
        WaitingFor::Agency => td_string!(locale, cases.agency_acts),
        WaitingFor::Other => td_string!(locale, cases.other_acts),
        WaitingFor::Nobody => td_string!(locale, cases.nobody_acts),
    }
}

/// What a notice tells.
pub fn notice(kind: &NoticeKind) -> String {
    let locale = current();
    match kind {
        NoticeKind::Submitted => td_string!(locale, cases.notice_submitted).to_owned(),
        NoticeKind::Taken => td_string!(locale, cases.notice_taken).to_owned(),
        NoticeKind::StepEntered { title, .. } => {
            td_string!(locale, cases.notice_step, step = title.get(language()).to_owned())
        }
        NoticeKind::ClientAsked => td_string!(locale, cases.notice_asked).to_owned(),
        NoticeKind::MessageReceived => td_string!(locale, cases.notice_message).to_owned(),
        NoticeKind::Closed { outcome } => match outcome {
            Outcome::Granted => td_string!(locale, cases.notice_granted),
            Outcome::Refused => td_string!(locale, cases.notice_refused),
            Outcome::LeftUnexamined => td_string!(locale, cases.notice_left_unexamined),
            Outcome::Withdrawn => td_string!(locale, cases.notice_withdrawn),
        }
        .to_owned(),
    }
}

/// A moment: "3. decembrī plkst. 14:05", "3 December at 14:05".
pub fn moment(at: Timestamp, today: Date) -> String {
    let (hour, minute) = at.clock();
    let day = format::relative(at.date(), today, language());
    match language() {
        Language::Lv => format!("{day} plkst.\u{a0}{hour}:{minute:02}"),
        Language::En => format!("{day} at\u{a0}{hour}:{minute:02}"),
    }
}

/// A moment that reads the same on paper years later: "2026. gada 3. decembris, plkst. 14:05".
pub fn dated(at: Timestamp) -> String {
    let (hour, minute) = at.clock();
    let day = format::full(at.date(), language());
    match language() {
        Language::Lv => format!("{day}, plkst.\u{a0}{hour}:{minute:02}"),
        Language::En => format!("{day} at\u{a0}{hour}:{minute:02}"),
    }
}

/// The size of a file: "640 B", "12 kB", "1,4 MB".
pub fn size(bytes: i64) -> String {
    match bytes {
        ..1_000 => format!("{bytes}\u{a0}B"),
        1_000..1_000_000 => format!("{}\u{a0}kB", (bytes + 500) / 1_000),
        _ => format!("{}\u{a0}MB", format::tenths(bytes as f64 / 1_000_000.0, language())),
    }
}

/// The day a running case is due, and how pressing that is.
pub fn due(due: Option<Date>, state: CaseState, today: Date) -> (Tone, String) {
    let locale = current();
    let Some(day) = due else {
        return (Tone::Plain, td_string!(locale, cases.no_deadline).to_owned());
    };
    let words = format::relative(day, today, language());
    match (state, day.days_since(today)) {
        (CaseState::WaitingForClient, _) => (Tone::Plain, td_string!(locale, cases.clock_stopped).to_owned()),
        (_, ..0) => (Tone::Late, words),
        (_, 0 | 1) => (Tone::Wait, words),
        _ => (Tone::Plain, words),
    }
}

#[cfg(test)]
mod tests {
    use leptos::prelude::{Owner, provide_context};

    use super::*;

    fn in_language<T>(language: Language, say: impl FnOnce() -> T) -> T {
        let owner = Owner::new();
        owner.with(|| {
            provide_context(language);
            say()
        })
    }

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn moments_are_told_in_the_countrys_time() {
        let at: Timestamp = "2026-12-03T12:05:00Z".parse().unwrap();
        let said = |language| in_language(language, || moment(at, day("2026-12-10"))).replace('\u{a0}', " ");
        assert_eq!(said(Language::Lv), "3. decembrī plkst. 14:05");
        assert_eq!(said(Language::En), "3 December at 14:05");
        let kept = |language| in_language(language, || dated(at)).replace('\u{a0}', " ");
        assert_eq!(kept(Language::Lv), "2026. gada 3. decembris, plkst. 14:05");
        assert_eq!(kept(Language::En), "3 December 2026 at 14:05");
    }

    #[test]
    fn sizes_are_rounded() {
        let said = |bytes| in_language(Language::Lv, || size(bytes)).replace('\u{a0}', " ");
        assert_eq!([said(12), said(12_499), said(1_440_000)], ["12 B", "12 kB", "1,4 MB"]);
    }

    #[test]
    fn deadlines_press_as_they_come() {
        let tone = |date, state| in_language(Language::Lv, || due(Some(day(date)), state, day("2026-11-13"))).0;
        assert_eq!(tone("2026-11-12", CaseState::InProgress), Tone::Late);
        assert_eq!(tone("2026-11-13", CaseState::InProgress), Tone::Wait);
        assert_eq!(tone("2026-11-14", CaseState::Submitted), Tone::Wait);
        assert_eq!(tone("2026-11-15", CaseState::InProgress), Tone::Plain);
        assert_eq!(
            tone("2026-11-12", CaseState::WaitingForClient),
            Tone::Plain,
            "the clock stands"
        );
        assert_eq!(
            in_language(Language::En, || due(None, CaseState::InProgress, day("2026-11-13"))).1,
            "no deadline"
        );
    }
}
