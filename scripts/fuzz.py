#!/usr/bin/env python3
"""Send made-up requests to a server of our own and check every answer against docs/openapi.json's promises.

    fuzz.py SERVER EXAMPLES    at most so many requests of each kind for an operation

Ends with one line: N passed, M failed. Needs schemathesis beside the Python that runs it.
"""

import contextlib
import json
import os
import pathlib
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request

# An official is a resident too: both sides of the API answer them.
PERSONA = "pmlp-inese"
# Somebody else, whose case the official handles.
CLIENT = "janis"
SERVICE = "dzivesvietas-deklaresana"
ANSWERS = {
    "movers": "alone",
    "newAddress": {"street": "Rīgas iela 1–2", "place": "Valmiera", "postalCode": "LV-4201"},
    "since": "2026-10-30",
    "basis": "own",
    "landRegister": True,
    "cameFrom": "latvia",
    "previousAddress": "leave",
    "hasAdditional": False,
    "email": "janis@example.lv",
    "truth": True,
}
# Ending the token in use would make all that follows a 401.
LEFT_OUT = ["endToken", "signOut"]
# What schemathesis cannot know: values may fit their schema and still break a rule of a form or name no place in a list.
SETTINGS = """
[checks.positive_data_acceptance]
expected-statuses = ["2xx", "3xx", 401, 403, 404, 409, 422, 429, "5xx"]

[[operations]]
include-method = "GET"
checks.positive_data_acceptance.expected-statuses = ["2xx", "3xx", 400, 401, 403, 404, 409, 429, "5xx"]

[[operations]]
include-path-regex = "^/agency-cases/"
parameters = {{ "path.number" = "{handled}" }}

[[operations]]
include-path-regex = "^/cases/"
parameters = {{ "path.number" = "{own}" }}

[[operations]]
include-path = "/drafts/{{id}}"
parameters = {{ "path.id" = "{draft}" }}
"""


class Browser:
    """Keeps cookies and follows nothing by itself."""

    def __init__(self, url):
        self.url = url
        self.cookies = {}
        self.opener = urllib.request.build_opener(NoRedirect, urllib.request.ProxyHandler({}))

    def send(self, path, data=None, kind="application/x-www-form-urlencoded", method=None):
        headers = {"Sec-Fetch-Site": "same-origin"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if data is not None:
            headers["Content-Type"] = kind
            data = data.encode()
        request = urllib.request.Request(urllib.parse.urljoin(self.url, path), data, headers, method=method)
        with self.opener.open(request, timeout=30) as answer:
            for line in answer.headers.get_all("Set-Cookie") or []:
                name, value = line.split(";")[0].split("=", 1)
                self.cookies[name] = value
            return answer.headers.get("Location"), answer.read()

    def sign_in(self, persona):
        """Sign in at the sandbox."""
        page, _ = self.send("/auth/start?lang=en")
        parts = urllib.parse.urlsplit(page)
        back, _ = self.send(parts.path, f"{parts.query}&persona={persona}")
        self.send(back)

    def json(self, method, path, body=None):
        """What the API answers."""
        _, text = self.send(f"/api/v1{path}", json.dumps(body or {}), "application/json", method)
        return json.loads(text)

    def draft(self):
        """A draft with complete answers; its id."""
        view = self.json("POST", f"/services/{SERVICE}/drafts")
        draft = view["draft"]["id"]
        self.json("PUT", f"/drafts/{draft}", {"version": view["draft"]["version"], "answers": ANSWERS})
        return draft

    def case(self):
        """A new case; its number."""
        return self.json("POST", f"/drafts/{self.draft()}/submit")["number"]

    def token(self):
        """A new token of the person, with every right there is."""
        wish = {"name": "fuzz"} | token_settings(self.send("/api/v1/openapi.json")[1])
        return self.json("POST", "/me/tokens", wish)["secret"]


class NoRedirect(urllib.request.HTTPErrorProcessor):
    """Hands every answer over as it is."""

    def http_response(self, request, response):
        return response

    https_response = http_response


def token_settings(description):
    """What a token needs besides its name, as the API describes it."""
    description = json.loads(description)
    schemas = description["components"]["schemas"]
    body = description["paths"]["/me/tokens"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    fields = schemas[body["$ref"].rsplit("/", 1)[1]]["properties"]
    if "scopes" not in fields:
        return {}
    items = fields["scopes"]["items"]
    scopes = schemas[items["$ref"].rsplit("/", 1)[1]] if "$ref" in items else items
    return {"scopes": scopes["enum"]}


@contextlib.contextmanager
def server(program, folder):
    """A demonstration of its own, without limits."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    settings = {
        "VARTI_MODE": "demo",
        "VARTI_DATA": str(folder / "data"),
        "VARTI_ADDR": address,
        "VARTI_BASE_URL": f"http://{address}",
        "VARTI_DEMO_HISTORY": "none",
        "VARTI_LOG": "warn",
        "VARTI_LIMIT_SESSION": "0",
        "VARTI_LIMIT_ADDRESS": "0",
        "VARTI_LIMIT_SIGN_IN": "0",
    }
    log = folder / "server.log"
    with open(log, "wb") as file:
        process = subprocess.Popen([program, "serve"], env=os.environ | settings, stdout=file, stderr=file)
    try:
        wait_for(process, f"http://{address}/health/ready", log)
        yield f"http://{address}", log
    finally:
        process.terminate()
        process.wait(30)


def wait_for(process, url, log):
    started = time.monotonic()
    while process.poll() is None and time.monotonic() - started < 180:
        with contextlib.suppress(OSError), urllib.request.urlopen(url) as answer:
            if answer.status == 200:
                return
        time.sleep(0.1)
    sys.exit(log.read_text() + "\nthe server did not become ready")


def fuzz(url, token, examples, folder):
    """Run schemathesis; return how many operations kept their promises and how many did not."""
    report = folder / "report.xml"
    command = [
        str(pathlib.Path(sys.executable).parent / "schemathesis"),
        *["--config-file", str(folder / "schemathesis.toml")],
        *["run", f"{url}/api/v1/openapi.json", "--checks", "all", "--max-examples", str(examples)],
        *["--header", f"Authorization: Bearer {token}", "--phases", "examples,coverage,fuzzing,stateful"],
        *["--seed", "1", "--no-shrink", "--continue-on-failure", "--report", "junit", "--report-junit-path", str(report)],
        *["--suppress-health-check", "all", "--request-timeout", "20"],
    ]
    for operation in LEFT_OUT:
        command += ["--exclude-operation-id", operation]
    result = subprocess.run(command, cwd=folder, check=False)
    suites = report.read_text() if report.exists() else ""
    tests, bad = (sum(map(int, re.findall(rf'<testsuite [^>]*\b{name}="(\d+)"', suites))) for name in ("tests", "failures"))
    bad += sum(map(int, re.findall(r'<testsuite [^>]*\berrors="(\d+)"', suites)))
    if result.returncode and not bad:
        bad = 1
    return tests - bad, bad


def main():
    program, examples = pathlib.Path(sys.argv[1]).resolve(), int(sys.argv[2])
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        with server(program, folder) as (url, log):
            client, official = Browser(url), Browser(url)
            client.sign_in(CLIENT)
            official.sign_in(PERSONA)
            settings = SETTINGS.format(handled=client.case(), own=official.case(), draft=official.draft())
            (folder / "schemathesis.toml").write_text(settings)
            good, bad = fuzz(url, official.token(), examples, folder)
        faults = log.read_text()
    if "ERROR" in faults:
        print(faults)
        bad += 1
    print(f"{good} passed, {bad} failed")
    sys.exit(1 if bad or not good else 0)


if __name__ == "__main__":
    main()
