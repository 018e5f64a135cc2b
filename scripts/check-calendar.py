#!/usr/bin/env python3
"""Compare the working calendar in crates/domain with the PyPI package `holidays`, day by day."""

import csv
import datetime
import pathlib
import sys

import holidays

FIRST, LAST = datetime.date(2010, 1, 1), datetime.date(2030, 12, 31)
FILE = pathlib.Path(__file__).parent.parent / "crates/domain/src/calendar/latvia.tsv"
KINDS = {"holiday", "moved-off", "working"}


def read_calendar():
    """Return the file's days as {date: kind}, refusing anything malformed."""
    days = {}
    with FILE.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            text, kind, *names = row
            day = datetime.date.fromisoformat(text)
            if kind not in KINDS or len(names) != 2 or not all(names):
                sys.exit(f"{FILE.name}: malformed line {row}")
            if days and day <= max(days):
                sys.exit(f"{FILE.name}: {day} is out of order or twice")
            days[day] = kind
    return days


def is_working(day, kind):
    """Say whether a day is a working day, given its line in the file or None."""
    return kind == "working" or (kind is None and day.weekday() < 5)


def main():
    days = read_calendar()
    judge = holidays.LV(years=range(FIRST.year, LAST.year + 1), language="lv")
    wrong = 0
    day = FIRST
    while day <= LAST:
        kind = days.pop(day, None)
        if (kind in ("holiday", "moved-off")) != (day in judge):
            print(f"{day}: the file says {kind}, holidays says {judge.get(day)}")
            wrong += 1
        elif is_working(day, kind) != judge.is_working_day(day):
            print(f"{day}: the file and holidays disagree on whether it is a working day")
            wrong += 1
        elif kind == "moved-off" and "pārcelta no" not in judge[day]:
            print(f"{day}: marked as moved, but holidays calls it {judge[day]}")
            wrong += 1
        day += datetime.timedelta(days=1)
    for day in days:
        print(f"{day}: outside {FIRST} to {LAST}")
    sys.exit(1 if wrong or days else 0)


if __name__ == "__main__":
    main()
