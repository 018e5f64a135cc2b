"""Pages on a million cases, on both engines, and the memory that the program takes for them."""

import statistics
import subprocess
import time

import fill
from fuzz import Browser
from load import ROUNDS, clients
from program import ROOT, Server
from report import Row

CASES = 1_000_000
CLIENTS = 8
# A representative of a company with hundreds of cases, and an official of an agency with thousands that run.
CLIENT, OFFICIAL, AGENCY = "andris", "valmiera-sandra", "valmiera"
# Each case page is opened for another case, within reason.
OPENED = 500
SHOWN = ["", "?show=mine", "?show=unassigned", "?show=overdue", "?show=waiting", "?show=closed"]


def measure(folder):
    yield from on(Server(folder_of(folder, "sqlite")), "SQLite")
    cluster = ROOT / "scripts/postgres.sh"
    postgres = folder / "postgres"
    # The cluster's owner must be able to reach it.
    folder.chmod(0o755)
    url = subprocess.run([cluster, "start", postgres], check=True, capture_output=True, text=True).stdout.strip()
    try:
        yield from on(Server(folder_of(folder, "with-postgres"), url), "PostgreSQL")
    finally:
        subprocess.run([cluster, "stop", postgres], check=True)


def folder_of(folder, name):
    inner = folder / name
    inner.mkdir()
    return inner


def on(server, engine):
    """The rows for one engine."""
    try:
        server.start()
        server.stop()
        started = time.perf_counter()
        count = fill.fill(fill.Postgres(server.database) if server.database else fill.Sqlite(server.file), CASES)
        print(f"{engine}: {count:,} cases in {time.perf_counter() - started:.0f} s", flush=True)
        server.start()
        yield from pages(server, engine, count)
        memory = server.memory()
        yield Row(f"own memory after that, {engine}", f"{memory:.0f} MB", "≤ 150 MB", memory <= 150)
    finally:
        server.stop()


def pages(server, engine, count):
    client, official = Browser(server.url), Browser(server.url)
    client.sign_in(CLIENT)
    official.sign_in(OFFICIAL)
    own, handled = as_company(client), numbers(official, f"/agencies/{AGENCY}/cases")
    visits = {
        f"workspace (company with {len(own):,} running cases)": [(client, "/lv/darba-vieta")],
        "case page for its client": [(client, f"/lv/pieteikumi/{number}") for number in own],
        "queue, all six views": [(official, f"/lv/iestade/rinda{shown}") for shown in SHOWN],
        "case page for its agency": [(official, f"/lv/iestade/pieteikumi/{number}") for number in handled],
    }
    for what, each in visits.items():
        lines = server.folder / "visits"
        lines.write_text("".join(f"{cookies(browser)}\t{path}\n" for browser, path in each))
        found = [clients(server.url, "visit.lua", CLIENTS, pages=lines) for _ in range(ROUNDS)]
        rate, slow = (statistics.median(column) for column in zip(*found))
        yield Row(
            f"{what}, {count:,} cases, {engine}", f"p99 {slow:.1f} ms at {rate:,.0f} a second", "p99 ≤ 100 ms", slow <= 100
        )


def cookies(browser):
    return "; ".join(f"{name}={value}" for name, value in browser.cookies.items())


def as_company(client):
    """Act for the first company that has running cases; their numbers."""
    for capacity in client.json("GET", "/me/capacities")["items"]:
        if mandate := capacity.get("mandate"):
            client.json("PUT", "/me/capacity", {"mandate": mandate})
            if found := numbers(client, "/cases"):
                return found
    raise SystemExit(f"{CLIENT} acts for no company with running cases")


def numbers(browser, path):
    """The numbers of the running cases in a list, page by page."""
    found, after = [], ""
    while len(found) < OPENED:
        page = browser.json("GET", f"{path}?limit=100{after}")
        found += [case["number"] for case in page["items"]]
        if not page.get("next"):
            break
        after = f"&after={page['next']}"
    return found[:OPENED]
