"""Sweeps by `fleet collect`, each in a process of its own, and what the measurements of growth have in common."""

import contextlib
import os
import subprocess
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from running_farm import FLEET, RunningFarm

# The fleet that all promises are about.
YARDSTICK = 28_000


class Sweep(NamedTuple):
    """What the process of a sweep took, from its start to its end."""

    wall: float  # seconds
    cpu: float  # seconds, as the kernel counts it
    memory: float  # MB, resident, at its peak


@contextlib.contextmanager
def farm_and_folder(profile, devices, seed):
    """A farm, and a data folder that is not there yet; both go in the end."""
    with tempfile.TemporaryDirectory(prefix="fleet-growth-") as work:
        farm = RunningFarm(Path(work) / "farm", profile, devices, seed, record=False)
        try:
            yield farm, Path(work) / "data"
        finally:
            farm.stop()


def sweep(farm, data, parallelism):
    """Collects all devices of a farm."""
    said = farm.folder / "progress"
    # Without --json: nobody here wants a line of each session, and that all were collected is in the exit code.
    command = [FLEET, "collect", "--inventory", farm.inventory, "--host-keys", "strict", "--known-hosts", farm.known_hosts,
               "--parallelism", parallelism, "--data", data]
    with open(said, "w") as progress:
        began = time.monotonic()
        process = subprocess.Popen(command, stdout=progress, stderr=progress)
    try:
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - began
        process.returncode = os.waitstatus_to_exitcode(status)
    finally:
        if process.returncode is None:
            process.kill()
            process.wait()
    if process.returncode:
        raise SystemExit(f"fleet collect ended with {process.returncode}; it said last:\n{said.read_text()[-500:]}")
    return Sweep(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / 1e6)


def folder_bytes(folder):
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def judge(what, value, bound, unit="", is_kept=True):
    """Prints a promise and whether it is kept: that the value is at most the bound, and what else the caller knows."""
    is_kept = is_kept and value <= bound
    print(f"- {what}: {value:.1f}{unit} of at most {bound:.1f}{unit}, {'kept' if is_kept else '**MISSED**'}", flush=True)
    return is_kept
