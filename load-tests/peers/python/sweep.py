"""What the peers written in Python share: the sweep that they are asked for, and the line that they print about it.

usage: PEER SWEEP.json PARALLELISM [SESSIONS]

SWEEP.json names the devices, the commands and the known_hosts file; ../run writes it. Without SESSIONS, every device is
collected, once.
"""

import asyncio
import json
import resource
import sys
import time
import warnings
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

# Debian's libraries announce on standard error which ciphers they will not have some day.
warnings.filterwarnings("ignore")


@dataclass(frozen=True)
class Device:
    name: str
    host: str
    port: int
    username: str
    password: str


@dataclass
class Sweep:
    """The devices to collect, and what has come of it so far. Begins when it is made."""

    devices: list[Device]
    commands: list[str]
    known_hosts: str
    parallelism: int
    sessions: int = 0
    failed: int = 0
    error: str = ""
    received: int = 0
    began: float = field(default_factory=time.monotonic)

    def collect_in_tasks(self, session: Callable[[Device], Awaitable[int]]) -> None:
        """Collects all devices, `parallelism` at once; a session answers with the bytes that it received."""

        async def work(devices: Iterator[Device]) -> None:
            for device in devices:
                try:
                    self._succeeded(await session(device))
                except Exception as error:  # One device's failure must not end the others' sessions.
                    self._failed(device, error)

        async def work_all() -> None:
            left = iter(self.devices)
            await asyncio.gather(*(work(left) for _ in range(self.parallelism)))

        asyncio.run(work_all())

    def collect_in_threads(self, session: Callable[[Device], int]) -> None:
        """The same, for sessions that block."""
        with ThreadPoolExecutor(self.parallelism) as pool:
            sessions = [(device, pool.submit(session, device)) for device in self.devices]
            for device, running in sessions:
                try:
                    self._succeeded(running.result())
                except Exception as error:
                    self._failed(device, error)

    def print(self, peer: str, version: str) -> None:
        wall = time.monotonic() - self.began
        usage = resource.getrusage(resource.RUSAGE_SELF)
        cpu = usage.ru_utime + usage.ru_stime
        print(json.dumps({
            "peer": peer,
            "version": version,
            "sessions": self.sessions,
            "failed": self.failed,
            "error": self.error,
            "bytes": self.received,
            "wallSeconds": round(wall, 3),
            "sessionsPerSecond": round(self.sessions / wall, 1),
            "cpuMsPerSession": round(1000 * cpu / max(1, self.sessions + self.failed), 2),
            "peakRssMb": round(peak_resident() / 1e6, 1),
        }))

    def _succeeded(self, received: int) -> None:
        self.sessions += 1
        self.received += received

    def _failed(self, device: Device, error: Exception) -> None:
        self.failed += 1
        self.error = f"{device.name}: {error!r}"[:300]


def read_arguments() -> Sweep:
    """The sweep that the command line asks for."""
    path, parallelism, *sessions = sys.argv[1:]
    asked = json.loads(Path(path).read_text())
    devices = [Device(**device) for device in asked["devices"]]
    return Sweep(
        devices[: int(sessions[0])] if sessions else devices,
        asked["commands"],
        asked["knownHosts"],
        int(parallelism),
    )


def peak_resident() -> int:
    """Bytes. (What `getrusage` tells begins with the memory of the process that started this one.)"""
    status = Path("/proc/self/status").read_text()
    return 1024 * int(status.partition("VmHWM:")[2].split()[0])
