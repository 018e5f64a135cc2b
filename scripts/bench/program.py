"""The release server, each on a database of its own."""

import contextlib
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
CACHE = pathlib.Path(os.environ["VARTI_CACHE"]) / "bench"
RELEASE = pathlib.Path(os.environ["CARGO_TARGET_DIR"]) / "release"
READY_SECONDS = 300


def free_address():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{probe.getsockname()[1]}"


def wait_for(process, url, log):
    """Wait until `url` answers 200; return the seconds since this was called."""
    started = time.perf_counter()
    while process.poll() is None and time.perf_counter() - started < READY_SECONDS:
        with contextlib.suppress(OSError), urllib.request.urlopen(url) as answer:
            if answer.status == 200:
                return time.perf_counter() - started
        time.sleep(0.002)
    sys.exit(f"{log.read_text()}\n{url} did not become ready")


def end(process):
    if process and process.poll() is None:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


class Server:
    """A demonstration in `folder`, on an SQLite file there or on the PostgreSQL at `database`."""

    def __init__(self, folder, database=None):
        self.folder = folder
        self.database = database
        self.process = None
        for name in ("server", "hash.txt"):
            shutil.copy2(RELEASE / name, folder)
        shutil.copytree(RELEASE / "site", folder / "site")
        self.address = free_address()
        self.url = f"http://{self.address}"

    @property
    def file(self):
        """The SQLite file."""
        return self.folder / "data" / "varti.db"

    def start(self, core=None):
        """Start it, on one core if one is named, and return the seconds until it answered 200."""
        settings = {
            "VARTI_MODE": "demo",
            "VARTI_DATA": str(self.folder / "data"),
            "VARTI_ADDR": self.address,
            "VARTI_BASE_URL": self.url,
            "VARTI_LOG": "warn",
            # One machine asks for everybody.
            "VARTI_LIMIT_SESSION": "0",
            "VARTI_LIMIT_ADDRESS": "0",
            "VARTI_LIMIT_SIGN_IN": "0",
        }
        if self.database:
            settings["DATABASE_URL"] = self.database
        command = [self.folder / "server", "serve"]
        if core is not None:
            command = ["taskset", "-c", str(core), *command]
        log = self.folder / "server.log"
        with open(log, "ab") as file:
            self.process = subprocess.Popen(command, env=os.environ | settings, stdout=file, stderr=file)
        return wait_for(self.process, self.url + "/health/ready", log)

    def stop(self):
        end(self.process)

    def get(self, path):
        request = urllib.request.Request(self.url + path, headers={"Accept-Encoding": "identity"})
        with urllib.request.urlopen(request) as answer:
            return answer.read()

    def memory(self):
        """Megabytes that are the program's own, not pages of files."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("RssAnon:"))
        return int(line.split()[1]) * 1024 / 1_000_000


@contextlib.contextmanager
def running(folder, database=None, core=None):
    """A server that is ended at the end."""
    folder.mkdir(parents=True, exist_ok=True)
    server = Server(folder, database)
    try:
        server.start(core)
        yield server
    finally:
        server.stop()
