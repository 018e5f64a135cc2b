"""The catalogue's page beside the same content drawn by Next.js and by Django: one core serves, one asks."""

import contextlib
import html
import json
import os
import re
import shutil
import subprocess
import sys

from fuzz import Browser
from load import median_rates
from million import cookies
from pages import CATALOGUE
from program import CACHE, ROOT, end, free_address, running, wait_for
from report import Row

SERVING, ASKING = 0, 1
# How many times as fast: drawn for each request, and from the cache.
AIMS = {"Next.js": (20, 100), "Django": (10, 40)}


def measure(folder):
    with running(folder, core=SERVING) as server:
        content = content_of(server.get(CATALOGUE).decode())
        browser = Browser(server.url)
        browser.sign_in("janis")
        own = median_rates({
            "drawn": (server.url + CATALOGUE, [f"Cookie: {cookies(browser)}"]),
            "cached": (server.url + CATALOGUE, []),
        }, core=ASKING)
    count = len(content["services"])
    yield Row(
        f"one core: catalogue of {count} services", f"drawn {own['drawn']:,.0f}, from the cache {own['cached']:,.0f} requests/s"
    )
    for name, start in (("Next.js", next_js), ("Django", django)):
        with start(content) as url:
            rate = median_rates({name: (url, [])}, core=ASKING)[name]
        for what, figure, least in zip(("drawn", "from the cache"), (own["drawn"], own["cached"]), AIMS[name]):
            times = figure / rate
            yield Row(
                f"one core: {what} against {name}", f"{times:,.1f} × ({name} draws {rate:,.0f} requests/s)", f"≥ {least} ×",
                times >= least,
            )


def content_of(page):
    """What the catalogue's page says, as data."""
    page = page.replace("<!>", "")
    groups = [
        {
            "name": text(name),
            "choices": [
                {"href": html.unescape(href), "name": text(choice), "count": text(count)}
                for href, choice, count in re.findall(
                    r'<a href="([^"]*)" class="filters__choice"[^>]*>(.*?)<span class="filters__count">(.*?)</span>', group
                )
            ],
        }
        for name, group in re.findall(r'class="filters__name">(.*?)</h2>(.*?)</ul>', page, re.DOTALL)
    ]
    services = [
        {
            "href": href, "title": text(title), "agency": text(agency), "summary": text(summary),
            "facts": [text(fact) for fact in re.findall(r"<li>(.*?)</li>", facts, re.DOTALL)],
        }
        for href, title, agency, summary, facts in re.findall(
            r'service-list__title"><a href="([^"]*)">(.*?)</a>.*?service-list__agency">(.*?)</p>.*?'
            r'service-list__summary">(.*?)</p>.*?service-list__facts">(.*?)</ul>',
            page, re.DOTALL,
        )
    ]
    if len(services) < 10 or len(groups) < 3 or not all(group["choices"] for group in groups):
        sys.exit("the catalogue's page has another shape now: see content_of")
    return {"groups": groups, "services": services}


def text(markup):
    return html.unescape(re.sub(r"<[^>]*>", "", markup)).strip()


def laid_out(name, content):
    """A copy of a peer's sources in the cache, with the content."""
    folder = CACHE / name
    shutil.copytree(ROOT / "bench/peers" / name, folder, dirs_exist_ok=True)
    (folder / "content.json").write_text(json.dumps(content, ensure_ascii=False))
    return folder


@contextlib.contextmanager
def next_js(content):
    folder = laid_out("next", content)
    environment = os.environ | {"NEXT_TELEMETRY_DISABLED": "1", "NODE_ENV": "production"}
    quietly(["npm", "install", "--no-audit", "--no-fund"], folder, environment)
    quietly(["npx", "--no-install", "next", "build"], folder, environment)
    host, port = free_address().split(":")
    command = ["node", folder / ".next/standalone/server.js"]
    with serving(command, folder, environment | {"HOSTNAME": host, "PORT": port}, f"http://{host}:{port}/") as url:
        yield url


@contextlib.contextmanager
def django(content):
    folder = laid_out("django", content)
    python = folder / "python/bin/python"
    if not python.exists():
        quietly([sys.executable, "-m", "venv", folder / "python"], folder)
    quietly([python, "-m", "pip", "install", "--quiet", "--requirement", "requirements.txt"], folder)
    address = free_address()
    # One process for one core, its threads so that connections may stay open.
    command = [python, "-m", "gunicorn", "--bind", address, "--worker-class", "gthread", "--threads", "4", "catalogue:application"]
    with serving(command, folder, os.environ, f"http://{address}/") as url:
        yield url


@contextlib.contextmanager
def serving(command, folder, environment, url):
    """Run a peer on the core that serves."""
    log = folder / "server.log"
    with open(log, "wb") as file:
        process = subprocess.Popen(
            ["taskset", "-c", str(SERVING), *command], cwd=folder, env=environment, stdout=file, stderr=file
        )
    try:
        wait_for(process, url, log)
        yield url
    finally:
        end(process)


def quietly(command, folder, environment=None):
    found = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    if found.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{found.stdout}{found.stderr}")
