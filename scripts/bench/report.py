"""What was measured, and the table of docs/performance.md."""

import contextlib
import dataclasses
import datetime
import os
import pathlib
import platform
import re
import subprocess
import time

from program import ROOT

PAGE = ROOT / "docs/performance.md"
HEAD = ["| what | figure | budget | holds | measured |", "|---|---|---|---|---|"]
# More work of others than this share of the machine is told.
QUIET = 0.1


@dataclasses.dataclass
class Row:
    """One line of the table; without a budget it is only told."""

    what: str
    figure: str
    budget: str = ""
    holds: bool = True

    def cells(self, measured):
        holds = ("yes" if self.holds else "**no**") if self.budget else ""
        return [self.what, self.figure, self.budget, holds, measured]


def busy_share(seconds=3):
    """The share of the machine that others use."""

    def times():
        words = pathlib.Path("/proc/stat").read_text().splitlines()[0].split()[1:]
        spent = [int(word) for word in words[:8]]
        return sum(spent), spent[3] + spent[4]

    total, idle = times()
    time.sleep(seconds)
    total_after, idle_after = times()
    return 1 - (idle_after - idle) / max(1, total_after - total)


def moment():
    """When, of which commit, and what else the machine did."""
    command = ["git", "describe", "--always", "--dirty"]
    commit = subprocess.run(command, cwd=ROOT, capture_output=True, text=True).stdout.strip() or "unknown"
    busy = busy_share()
    others = f", others used {busy:.0%}" if busy > QUIET else ""
    return f"{datetime.date.today()}, {commit}{others}"


def machine():
    model = re.search(r"model name\s*:\s*(.+)", pathlib.Path("/proc/cpuinfo").read_text())
    with contextlib.suppress(ValueError, OSError):
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
        return f"{os.cpu_count()} × {model.group(1) if model else platform.machine()}, {memory:.0f} GiB"
    return platform.machine()


def kept(text, names):
    """The rows of an earlier run but for those measured anew."""
    rows = [line for line in text.splitlines() if line.startswith("| ") and line not in HEAD]
    return [row for row in rows if row.split(" | ")[0].removeprefix("| ") not in names]


def write(rows, whole):
    """Write the rows ((Row, measured) pairs); unless the run was `whole`, beside those of earlier ones."""
    text = PAGE.read_text()
    before, rest = text.split("<!-- bench -->\n")
    table, after = rest.split("<!-- /bench -->")
    old = [] if whole else kept(table, {row.what for row, _ in rows})
    new = ["| " + " | ".join(row.cells(measured)) + " |" for row, measured in rows]
    lines = [f"On {machine()}.", "", *HEAD, *old, *new]
    PAGE.write_text(before + "<!-- bench -->\n" + "\n".join(lines) + "\n<!-- /bench -->" + after)
    print("\n".join([*HEAD, *new]))
