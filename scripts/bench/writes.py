"""How much of what the disk allows is left for people: drafts saved and submitted, against bare commits."""

import contextlib
import datetime
import json
import locale
import shutil
import sqlite3
import statistics
import subprocess
import time
import uuid

from fuzz import ANSWERS, SERVICE, Browser
from load import ROUNDS, SECONDS, clients
from program import ROOT, running
from report import Row

PEOPLE = ["janis", "marta", "ilze", "andris", "pmlp-inese", "pmlp-guntis", "pmlp-laura", "valmiera-sandra"]
# No more than this share of the bare commits is expected of submissions: so many drafts are prepared.
MOST = 0.8


class Client:
    """A person with a draft whose answers are complete."""

    def __init__(self, url, persona):
        self.browser = Browser(url)
        self.browser.sign_in(persona)
        moved = datetime.date.today() - datetime.timedelta(days=5)
        self.answers = ANSWERS | {"since": moved.isoformat()}
        view = self.browser.json("POST", f"/services/{SERVICE}/drafts")
        self.draft = view["draft"]["id"]
        self.save()

    @property
    def cookie(self):
        return "; ".join(f"{name}={value}" for name, value in self.browser.cookies.items())

    def version(self):
        return self.browser.json("GET", f"/drafts/{self.draft}")["draft"]["version"]

    def save(self):
        body = {"version": self.version(), "answers": self.answers}
        saved = self.browser.json("PUT", f"/drafts/{self.draft}", body)
        if "version" not in saved:
            raise SystemExit(f"a draft cannot be saved: {saved}")

    def saving(self):
        """Its line for save_drafts.lua."""
        body = json.dumps({"version": 0, "answers": self.answers})
        before, after = body.split('"version": 0', 1)
        return "\t".join([self.cookie, self.draft, str(self.version()), before + '"version": ', after])


def measure(folder):
    with running(folder) as server:
        people = [Client(server.url, persona) for persona in PEOPLE]
        bare, saved, submitted = [], [], []
        for _ in range(ROUNDS):
            settle(server.file)
            bare.append(bare_commits(server.file, folder / "bare.db"))
            saved.append(save_drafts(server, people, folder))
            submitted.append(submit(server, people, folder, bare[-1][0]))
    return rows(*([statistics.median(column) for column in zip(*runs)] for runs in (bare, saved, submitted)))


def database(file):
    connection = sqlite3.connect(file, timeout=60)
    connection.create_collation("C", locale.strcoll)
    return contextlib.closing(connection)


def settle(file):
    """Wait until the background work is done."""
    with database(file) as connection:
        while connection.execute("SELECT count(*) FROM job WHERE died_at IS NULL").fetchone()[0]:
            time.sleep(0.5)


def bare_commits(file, copy):
    """Commits a second into a copy of the database beside it, and the 99th of a hundred in milliseconds."""
    shutil.copy2(file, copy)
    command = ["cargo", "bench", "--quiet", "-p", "store", "--bench", "commits", "--"]
    output = subprocess.run(
        [*command, str(copy), str(len(PEOPLE)), str(SECONDS)], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    rate, slow = output.split()
    return float(rate), float(slow)


def save_drafts(server, people, folder):
    lines = folder / "saving"
    lines.write_text("\n".join(person.saving() for person in people))
    return clients(server.url, "save_drafts.lua", len(people), clients=lines)


def submit(server, people, folder, bare):
    lines = folder / "submitting"
    count = int(bare * MOST * SECONDS / len(people)) + 1
    with database(server.file) as connection, open(lines, "w") as file:
        for person in people:
            drafts = copies(connection, uuid.UUID(person.draft), count)
            file.write("\t".join([person.cookie, *drafts]) + "\n")
    return clients(server.url, "submit.lua", len(people), clients=lines)


def copies(connection, draft, count):
    """So many drafts more like this one; their ids."""
    columns = [name for _, name, *_ in connection.execute("PRAGMA table_info(draft)") if name != "id"]
    listed = ", ".join(columns)
    ids = [uuid.uuid4() for _ in range(count)]
    connection.executemany(
        f"INSERT INTO draft (id, {listed}) SELECT ?, {listed} FROM draft WHERE id = ?",
        [(each.bytes, draft.bytes) for each in ids],
    )
    connection.commit()
    return [str(each) for each in ids]


def rows(bare, saved, submitted):
    yield Row("bare commits, 8 clients", f"{bare[0]:,.0f} a second, p99 {bare[1]:.1f} ms")
    for what, (rate, slow), least in (("draft saves", saved, 0.25), ("submissions", submitted, 0.10)):
        share = rate / bare[0]
        yield Row(
            f"{what}, 8 clients", f"{rate:,.0f} a second = {share:.2f} of bare, p99 {slow:.1f} ms",
            f"≥ {least:.2f}, p99 ≤ 25 ms", share >= least and slow <= 25,
        )
