"""`fleet farm run` in a process of its own, for the load tests that are written in Python."""

import json
import os
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FLEET = ROOT / "src/Fleet/bin/Release/net10.0/fleet"


def build(*projects):
    """Builds projects, named relative to the root; their output goes to standard error."""
    environment = os.environ | {"DOTNET_CLI_TELEMETRY_OPTOUT": "1", "DOTNET_NOLOGO": "1"}
    for project in projects:
        subprocess.run(
            ["dotnet", "build", ROOT / project, "-c", "Release", "-v", "q", "--nologo"],
            check=True, stdout=sys.stderr, env=environment)


def end_on_signals():
    """Has a script end as on an error when it is told to, so that it ends what it has started."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    # A shell has its background jobs ignore it, and what they start inherits that.
    signal.signal(signal.SIGINT, signal.default_int_handler)


class RunningFarm:
    """A farm with its inventory, host keys and, unless it is not wanted, its record in a folder."""

    def __init__(self, folder, profile, devices, seed, record=True):
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        fleet = [profile, "--devices", str(devices), "--seed", str(seed)]
        recording = ["--record", self.folder / "farm.jsonl"] if record else []
        self._process = subprocess.Popen(
            [FLEET, "farm", "run", *fleet, "--port", "0", "--http", "0", *recording, "--json"], stdout=subprocess.PIPE, text=True)
        ready = self._process.stdout.readline()
        if not ready:
            raise SystemExit("the farm ended before it was ready")
        ready = json.loads(ready)
        self.figures = ready["figures"]
        self._fleet = [*fleet, "--port", str(ready["port"])]
        self.known_hosts = self._save("known-hosts", "known_hosts")
        self.inventory = self._save("inventory", "fleet.yaml")

    def faulty(self):
        """The names of the devices that have a fault now or later."""
        with open(self.folder / "farm.jsonl") as record:
            lines = [json.loads(line) for line in record if '"faulty"' in line]
        return {line["device"] for line in lines if line["event"] == "faulty"}

    def set(self, what, number):
        """Moves what can be moved while the farm runs: its `epoch`, or its `latency` in milliseconds."""
        address = self.figures.replace("/figures", f"/{what}/{number}")
        with urllib.request.urlopen(urllib.request.Request(address, method="PUT")):
            pass

    def read_figures(self):
        """Its live figures."""
        with urllib.request.urlopen(self.figures) as answer:
            return json.load(answer)

    def stop(self):
        """Ends the farm, and answers its processor time in seconds."""
        os.kill(self._process.pid, signal.SIGTERM)
        _, status, usage = os.wait4(self._process.pid, 0)
        self._process.returncode = os.waitstatus_to_exitcode(status)
        return usage.ru_utime + usage.ru_stime

    def _save(self, what, name):
        path = self.folder / name
        with open(path, "wb") as file:
            subprocess.run([FLEET, "farm", what, *self._fleet], check=True, stdout=file)
        return path
