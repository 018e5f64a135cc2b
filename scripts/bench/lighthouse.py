"""What Lighthouse says of pages on a simulated phone."""

import json
import os
import statistics

from load import ROUNDS
from peers import quietly
from program import CACHE, running
from report import Row
from writes import Client

# The newest that runs on the Node that is asked for.
VERSION = "12.8.2"
CHROMIUM = os.environ.get("VARTI_CHROMIUM", "/usr/bin/chromium")
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"
LEAST = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
# What only its owner sees is not for search engines.
PRIVATE = ["form", "case"]


def measure(folder):
    program = installed()
    with running(folder) as server:
        for name, (path, cookie) in pages(server).items():
            judged = {kind: least for kind, least in LEAST.items() if kind != "seo" or name not in PRIVATE}
            runs = [scores(program, server.url + path, cookie, judged, folder / f"{name}-{run}.json") for run in range(ROUNDS)]
            found = {kind: statistics.median(run[kind] for run in runs) for kind in judged}
            yield Row(
                f"Lighthouse on a phone, {name}", ", ".join(f"{kind} {score:.0f}" for kind, score in found.items()),
                ", ".join(f"{least}" if least == 100 else f"≥ {least}" for least in judged.values()),
                all(found[kind] >= least for kind, least in judged.items()),
            )


def installed():
    folder = CACHE / "lighthouse"
    package = folder / "node_modules/lighthouse/package.json"
    if not package.exists() or json.loads(package.read_text())["version"] != VERSION:
        folder.mkdir(parents=True, exist_ok=True)
        quietly(["npm", "install", "--prefix", str(folder), "--no-audit", "--no-fund", f"lighthouse@{VERSION}"], folder)
    return folder / "node_modules/.bin/lighthouse"


def pages(server):
    """Path and cookie of each page."""
    person = Client(server.url, "marta")
    applicant = Client(server.url, "janis")
    number = applicant.browser.json("POST", f"/drafts/{applicant.draft}/submit")["number"]
    draft = person.browser.json("GET", f"/drafts/{person.draft}")["draft"]
    form = person.browser.json("GET", f"/form-versions/{draft['formVersion']}")
    first = form["definition"]["pages"][0]["id"]
    return {
        "home": ("/lv", None),
        "card": ("/lv/pakalpojumi/dzivesvietas-deklaresana", None),
        "form": (f"/lv/melnraksti/{person.draft}/{first}", person.cookie),
        "case": (f"/lv/pieteikumi/{number}", applicant.cookie),
    }


def scores(program, url, cookie, kinds, report):
    command = [
        program, url, "--quiet", "--output=json", f"--output-path={report}", f"--chrome-flags={FLAGS}",
        f"--only-categories={','.join(kinds)}",
    ]
    if cookie:
        command.append(f"--extra-headers={json.dumps({'Cookie': cookie})}")
    quietly(command, report.parent, os.environ | {"CHROME_PATH": CHROMIUM})
    found = json.loads(report.read_text())["categories"]
    return {kind: round((found[kind]["score"] or 0) * 100) for kind in kinds}
