"""Asking as fast as answers come, with wrk."""

import os
import pathlib
import re
import statistics
import subprocess
import sys

ROUNDS = 3
SECONDS = 8
SCRIPTS = pathlib.Path(__file__).resolve().parent


def requests_per_second(url, headers=(), core=None):
    """32 connections, without compression."""
    command = ["wrk", "-t2", "-c32", f"-d{SECONDS}s", "--timeout", "30s", "-H", "Accept-Encoding: identity"]
    if core is not None:
        command = ["taskset", "-c", str(core), *command]
    for header in headers:
        command += ["-H", header]
    return figures(run(command + [url]))[0]


def median_rates(targets, rounds=ROUNDS, core=None):
    """Requests per second of each of `targets` ({name: (url, headers)}): medians, taken in turns."""
    rates = {name: [] for name in targets}
    for _ in range(rounds):
        for name, (url, headers) in targets.items():
            rates[name].append(requests_per_second(url, headers, core))
    return {name: statistics.median(found) for name, found in rates.items()}


def clients(url, script, count, seconds=SECONDS, **settings):
    """So many clients, each in a thread of its own, that do what a script of this folder says. It reads `settings`
    from the environment. Returns requests a second and the milliseconds that 99 % of the answers took at most."""
    environment = os.environ | {name.upper(): str(value) for name, value in settings.items()}
    command = ["wrk", f"-t{count}", f"-c{count}", f"-d{seconds}s", "--latency", "--timeout", "10s"]
    return figures(run([*command, "-s", str(SCRIPTS / script), url], environment))


def run(command, environment=None):
    output = subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout
    # "Socket errors: connect 0, read 0, write 0, timeout 0" is not printed unless there was one.
    if "Non-2xx" in output or "Socket errors" in output:
        sys.exit(f"{' '.join(command)}\n{output}")
    return output


def figures(output):
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", output).group(1))
    slow = re.search(r"99%\s+([\d.]+)(us|ms|s)\b", output)
    factor = {"us": 0.001, "ms": 1, "s": 1000}
    return rate, float(slow.group(1)) * factor[slow.group(2)] if slow else None
