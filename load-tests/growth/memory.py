"""What memory does it need, for many sessions at once, for devices that are idle, and after many sweeps?"""

import contextlib
import json
import os
import statistics
import subprocess
import threading
import time
from pathlib import Path

from drift import theil_sen
from running_farm import ROOT
from sweep import farm_and_folder, judge, sweep

COLLECTOR = "load-tests/growth"

AT_ONCE_BOUND, IDLE_BOUND = 1200, 300  # MB

# What may be gained from the second sweep to the last: a share of the median, and at least so many MB.
DRIFT_BOUND = (0.05, 10)

# Threads of the pool that have nothing to do end after 20 seconds.
SETTLE = 30

# Seconds for which all sessions must have been open at once: a moment would prove little.
HELD = 5


def run(options):
    # Both, whatever comes of the first.
    return all([at_once(options), sweeps(options)])


def at_once(options):
    """Three times as many devices as sessions: the wave of the first ones, and two that come and go one by one."""
    devices = 3 * options.sessions
    with farm_and_folder("wan", devices, options.seed) as (farm, data):
        with Connections(farm) as connections:
            result = sweep(farm, data, str(options.sessions))
    held = connections.seconds_with(options.sessions)
    print(f"\n## Sessions at once: `wan`, {devices:,} devices\n")
    print("| permits | most connections open at once | that many open for | wall | CPU a session | peak memory |")
    print("|---:|---:|---:|---:|---:|---:|")
    print(f"| {options.sessions:,} | {connections.most:,} | {held:.1f} s | {result.wall:.1f} s "
          f"| {1000 * result.cpu / devices:.2f} ms | {result.memory:.0f} MB |\n")
    if held < HELD:
        print(f"- {options.sessions:,} sessions were not open at once for {HELD} s, so this does not count:")
    return judge("peak memory", result.memory, AT_ONCE_BOUND, " MB", held >= HELD)


class Connections:
    """How many connections the farm has open, several times a second."""

    def __init__(self, farm):
        self._farm, self._samples, self._end = farm, [], threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._end.set()
        self._thread.join()

    @property
    def most(self):
        return max(number for _, number in self._samples)

    def seconds_with(self, enough):
        """How long so many were open: the time between samples that both say so."""
        pairs = zip(self._samples, self._samples[1:])
        return sum(after - before for (before, n), (after, m) in pairs if min(n, m) >= enough)

    def _watch(self):
        while not self._end.wait(0.2):
            number = self._farm.read_figures()["open"]
            self._samples.append((time.monotonic(), number))


def sweeps(options):
    print(f"\n## Sweeps in one process: `lan`, {options.devices:,} devices, {options.parallelism} at once\n")
    print("| sweep | wall | CPU a session | peak during it | at its end | idle, after a garbage collection | managed heap then "
          "| committed of it | threads |")
    print("|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
    with farm_and_folder("lan", options.devices, options.seed) as (farm, data):
        with Collector(farm, data, options.parallelism) as collector:
            print_row(0, collector.rest())
            rows = []
            for number in range(1, options.sweeps + 1):
                farm.set("epoch", number - 1)
                rows.append(collector.sweep(options.devices) | collector.rest())
                print_row(number, rows[-1])
    print()
    isgood = judge(f"memory for {options.devices:,} idle devices, after whichever sweep",
                   max(row["idle"] for row in rows), IDLE_BOUND, " MB")
    later = rows[1:]
    for what, name in {"peak": "peak memory", "idle": "idle memory", "heap": "managed heap"}.items():
        values = [row[what] for row in later]
        drift = theil_sen(range(len(values)), values) * (len(values) - 1)
        share, least = DRIFT_BOUND
        bound = max(share * statistics.median(values), least)
        isgood &= judge(f"{name}, gained from the 2nd to the last sweep", drift, bound, " MB")
    return isgood


def print_row(number, row):
    during = "| – | – | – | – " if number == 0 else (
        f"| {row['wall']:.1f} s | {row['cpu']:.2f} ms | {row['peak']:.0f} MB | {row['end']:.0f} MB ")
    print(f"| {number} {during}| {row['idle']:.0f} MB | {row['heap']:.0f} MB | {row['committed']:.0f} MB | {row['threads']} |",
          flush=True)


class Collector:
    """A collector that stays: it sweeps when it is told to, and is looked at from outside in between."""

    def __init__(self, farm, data, parallelism):
        self._process = subprocess.Popen(
            [ROOT / COLLECTOR / "bin/Release/net10.0/Fleet.LoadTests.Growth",
             farm.inventory, farm.known_hosts, data, parallelism],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._folder = Path(f"/proc/{self._process.pid}")

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        if kind:
            self._process.kill()
        self._process.stdin.close()
        self._process.wait()

    def sweep(self, devices):
        # See proc_pid_clear_refs(5): the peak is from now on.
        (self._folder / "clear_refs").write_text("5")
        began, cpu = time.monotonic(), self._status()["cpu"]
        answer = self._ask("sweep")
        status = self._status()
        if answer["collected"] != devices:
            raise SystemExit(f"{answer['collected']} of {devices} devices were collected")
        return {
            "wall": time.monotonic() - began,
            "cpu": 1000 * (status["cpu"] - cpu) / devices,
            "peak": status["peak"],
            "end": status["resident"],
        }

    def rest(self):
        """Nothing is under way for a while, and then all garbage is collected."""
        time.sleep(SETTLE)
        answer = self._ask("garbage")
        status = self._status()
        return {
            "idle": status["resident"],
            "heap": answer["heap"] / 1e6,
            "committed": answer["committed"] / 1e6,
            "threads": status["threads"],
        }

    def _ask(self, what):
        with contextlib.suppress(BrokenPipeError):  # Its output, which has ended as well, tells.
            print(what, file=self._process.stdin, flush=True)
        answer = self._process.stdout.readline()
        if not answer:
            raise SystemExit(f"the collector ended with {self._process.wait()}")
        return json.loads(answer)

    def _status(self):
        """Memory in MB, processor time in seconds."""
        status = dict(line.split(":", 1) for line in (self._folder / "status").read_text().splitlines())
        ticks = (self._folder / "stat").read_text().rsplit(")", 1)[1].split()[11:13]
        return {
            "resident": int(status["VmRSS"].split()[0]) * 1024 / 1e6,
            "peak": int(status["VmHWM"].split()[0]) * 1024 / 1e6,
            "threads": int(status["Threads"]),
            "cpu": sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK"),
        }
