"""Measure the release build against its budgets and write the figures into docs/performance.md.

Called by `make bench`. Exit code 1 if a budget is exceeded. `--only PART` measures one part and leaves the other rows
of the table as they are; `--keep FOLDER` keeps what the parts leave (logs, reports) there.
"""

import argparse
import pathlib
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.append(str(ROOT / "scripts"))
# A checkout holds sources only.
sys.dont_write_bytecode = True

import lighthouse  # noqa: E402
import million  # noqa: E402
import pages  # noqa: E402
import peers  # noqa: E402
import report  # noqa: E402
import rules  # noqa: E402
import writes  # noqa: E402

PARTS = {"rules": rules, "pages": pages, "writes": writes, "million": million, "peers": peers, "lighthouse": lighthouse}


def main():
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--only", choices=PARTS, action="append", help="measure this part; may be repeated")
    parser.add_argument("--keep", type=pathlib.Path, help="a folder for what the parts leave")
    arguments = parser.parse_args()
    rows, whole = [], False
    try:
        with tempfile.TemporaryDirectory(prefix="varti-bench-") as temporary:
            folder = arguments.keep or pathlib.Path(temporary)
            for name in arguments.only or PARTS:
                print(f"{name} …", flush=True)
                rows += measured(name, folder / name)
        whole = not arguments.only
    finally:
        # Also when a part fails: the others were measured.
        report.write(rows, whole)
    sys.exit(0 if all(row.holds for row, _ in rows) else 1)


def measured(name, folder):
    """The rows of a part, each with the circumstances."""
    folder.mkdir(parents=True)
    moment, started = report.moment(), time.perf_counter()
    rows = []
    for row in PARTS[name].measure(folder):
        print(f"  {row.what}: {row.figure}{'' if row.holds else ' – MISSED ' + row.budget}", flush=True)
        rows.append((row, moment))
    print(f"{name} took {time.perf_counter() - started:.0f} s", flush=True)
    return rows


if __name__ == "__main__":
    main()
