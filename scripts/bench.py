#!/usr/bin/env python3
"""Measure the release build against its budgets and write the figures into docs/performance.md.

Called by `make bench`. Exit code 1 if a budget is exceeded.
"""

import contextlib
import datetime
import json
import os
import pathlib
import platform
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
RELEASE = pathlib.Path(os.environ["CARGO_TARGET_DIR"]) / "release"
PAGE = "/lv/pakalpojumi"
STATIC_COPY = "/bench/catalogue.html"
ROUNDS = 3
SECONDS = 8
STARTS = 5


class Server:
    """The release server on a demonstration database of its own, with a folder that may be changed."""

    def __init__(self, folder):
        self.folder = folder
        self.process = None
        for name in ("server", "hash.txt"):
            shutil.copy2(RELEASE / name, folder)
        shutil.copytree(RELEASE / "site", folder / "site")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.address = f"127.0.0.1:{probe.getsockname()[1]}"
        self.url = f"http://{self.address}"

    def start(self):
        """Start it and return the seconds until it answered 200."""
        settings = {
            "VARTI_MODE": "demo",
            "VARTI_DATA": str(self.folder / "data"),
            "VARTI_ADDR": self.address,
            "VARTI_BASE_URL": self.url,
            "VARTI_LOG": "warn",
            # One machine asks for everybody.
            "VARTI_LIMIT_SESSION": "0",
            "VARTI_LIMIT_ADDRESS": "0",
        }
        log = open(self.folder / "server.log", "ab")
        started = time.perf_counter()
        self.process = subprocess.Popen(
            [self.folder / "server", "serve"], env=os.environ | settings, stdout=log, stderr=log
        )
        while self.process.poll() is None and time.perf_counter() - started < 180:
            with contextlib.suppress(OSError):
                with urllib.request.urlopen(self.url + "/health/ready") as answer:
                    if answer.status == 200:
                        return time.perf_counter() - started
            time.sleep(0.002)
        sys.exit((self.folder / "server.log").read_text() + "\nthe server did not become ready")

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(30)

    def get(self, path):
        request = urllib.request.Request(self.url + path, headers={"Accept-Encoding": "identity"})
        with urllib.request.urlopen(request) as answer:
            return answer.read()


def start_time(server):
    """The median time from start to the first 200, on a database that is filled already."""
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


def requests_per_second(url, headers):
    command = ["wrk", "-t2", "-c32", f"-d{SECONDS}s", "-H", "Accept-Encoding: identity"]
    for header in headers:
        command += ["-H", header]
    output = subprocess.run(command + [url], check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in output or "Socket errors" in output:
        sys.exit(f"{url}: {output}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", output).group(1))


def throughput(server, cookie):
    """Requests per second: the page from a file, from the cache, and rendered for a signed-in person."""
    targets = {
        "static": (STATIC_COPY, []),
        "cached": (PAGE, []),
        "uncached": (PAGE, [f"Cookie: {cookie}"]),
    }
    runs = {name: [] for name in targets}
    for _ in range(ROUNDS):
        for name, (path, headers) in targets.items():
            runs[name].append(requests_per_second(server.url + path, headers))
    return {name: statistics.median(figures) for name, figures in runs.items()}


def rows(speed, kilobytes, seconds):
    """The table: what, figure, budget, whether the budget holds."""
    cached = speed["cached"] / speed["static"]
    uncached = speed["uncached"] / speed["static"]
    yield "catalogue page as a static file", f"{speed['static']:,.0f} requests/s", "", True
    yield "catalogue page from the cache", f"{speed['cached']:,.0f} requests/s = {cached:.2f} of static", "≥ 0.5", cached >= 0.5
    yield (
        "catalogue page rendered", f"{speed['uncached']:,.0f} requests/s = {uncached:.3f} of static", "≥ 0.03",
        uncached >= 0.03,
    )
    for name, budget in (("form", 200), ("card", 40), ("case", 40)):
        size = kilobytes[name]
        parts = ", ".join(f"{kind} {figure:.1f}" for kind, figure in size["parts"].items())
        yield f"{name} page over the wire", f"{size['counted']:.1f} kB ({parts})", f"≤ {budget} kB", size["counted"] <= budget
    yield "start to first 200", f"{seconds:.2f} s", "≤ 0.5 s", seconds <= 0.5


def machine():
    model = re.search(r"model name\s*:\s*(.+)", pathlib.Path("/proc/cpuinfo").read_text())
    return f"{os.cpu_count()} × {model.group(1) if model else platform.machine()}"


def write(table):
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True
    ).stdout.strip() or "unknown"
    lines = [f"Measured {datetime.date.today()} at commit {commit} on {machine()}.", ""]
    lines += ["| what | figure | budget | holds |", "|---|---|---|---|"]
    lines += [f"| {what} | {figure} | {budget} | {'yes' if holds else 'no'} |" for what, figure, budget, holds in table]
    page = ROOT / "docs/performance.md"
    text = re.sub(
        r"(<!-- bench -->\n).*?(<!-- /bench -->)",
        lambda found: found.group(1) + "\n".join(lines) + "\n" + found.group(2),
        page.read_text(), flags=re.DOTALL,
    )
    page.write_text(text)
    print("\n".join(lines))


def main():
    with tempfile.TemporaryDirectory(prefix="varti-bench-") as name:
        folder = pathlib.Path(name)
        server = Server(folder)
        try:
            server.start()
            copy = folder / ("site" + STATIC_COPY)
            copy.parent.mkdir(parents=True)
            copy.write_bytes(server.get(PAGE))
            seconds = start_time(server)
            browser = browser_figures(server, folder)
            speed = throughput(server, browser["cookie"])
        finally:
            server.stop()
    table = list(rows(speed, browser["kilobytes"], seconds))
    write(table)
    sys.exit(0 if all(holds for *_, holds in table) else 1)


if __name__ == "__main__":
    main()
