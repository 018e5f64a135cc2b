"""What a page weighs, how fast it comes, and how soon the program serves."""

import json
import os
import statistics
import subprocess

from load import median_rates
from program import ROOT, running
from report import Row

CATALOGUE = "/lv/pakalpojumi"
STATIC_COPY = "/bench/catalogue.html"
STARTS = 5
# Kilobytes at most, and what they count. Fonts and images are the same for the whole site and come once.
PROGRAM = ["scripts", "wasm", "styles"]
WEIGHTS = {"form": (200, PROGRAM), "card": (40, ["page", "data", *PROGRAM]), "case": (40, ["page", "data", *PROGRAM])}


def measure(folder):
    with running(folder) as server:
        seconds = start_time(server)
        browser = browser_figures(server, folder)
        speed = throughput(server, browser["cookie"])
    return rows(speed, browser["kilobytes"], seconds)


def start_time(server):
    """The median time from start to the first 200, on a database that is filled already. The catalogue's page is
    laid among the files of the site before, which are read at the start."""
    copy = server.folder / ("site" + STATIC_COPY)
    copy.parent.mkdir(parents=True)
    copy.write_bytes(server.get(CATALOGUE))
    times = []
    for _ in range(STARTS):
        server.stop()
        times.append(server.start())
    return statistics.median(times)


def browser_figures(server, folder):
    """What a browser loads, and the cookie of a signed-in person, from end2end/bench."""
    report = folder / "browser.json"
    environment = os.environ | {"VARTI_BENCH_URL": server.url, "VARTI_BENCH_REPORT": str(report)}
    subprocess.run(
        ["npx", "--no-install", "playwright", "test", "--config", "bench/playwright.config.ts"],
        cwd=ROOT / "end2end", env=environment, check=True,
    )
    return json.loads(report.read_text())


def throughput(server, cookie):
    """Requests per second: the page from a file, from the cache, and rendered for a signed-in person."""
    return median_rates({
        "static": (server.url + STATIC_COPY, []),
        "cached": (server.url + CATALOGUE, []),
        "rendered": (server.url + CATALOGUE, [f"Cookie: {cookie}"]),
    })


def rows(speed, kilobytes, seconds):
    cached, rendered = speed["cached"] / speed["static"], speed["rendered"] / speed["static"]
    yield Row("catalogue page as a static file", f"{speed['static']:,.0f} requests/s")
    yield Row(
        "catalogue page from the cache", f"{speed['cached']:,.0f} requests/s = {cached:.2f} of static", "≥ 0.5", cached >= 0.5
    )
    yield Row(
        "catalogue page rendered", f"{speed['rendered']:,.0f} requests/s = {rendered:.3f} of static", "≥ 0.03", rendered >= 0.03
    )
    for name, (budget, counted) in WEIGHTS.items():
        size = kilobytes[name]
        parts = ", ".join(f"{kind} {figure:.1f}" for kind, figure in size.items())
        sum_of = sum(size.get(kind, 0) for kind in counted)
        yield Row(
            f"{name} page over the wire: {', '.join(counted)}", f"{sum_of:.1f} kB ({parts})", f"≤ {budget} kB", sum_of <= budget
        )
    yield Row("start to first 200", f"{seconds:.2f} s", "≤ 0.5 s", seconds <= 0.5)
