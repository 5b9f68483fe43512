"""The systems that take part: what each needs, and how it is run for one sweep."""

import json
import os
import shutil
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from running_farm import FLEET

HERE = Path(__file__).resolve().parent
GO_PEER = HERE / "go/bin/go-peer"
SSHNET = "load-tests/peers/sshnet"
SSHNET_PEER = HERE / "sshnet/bin/Release/net10.0/sshnet-peer"


class PeerFailed(Exception):
    """A sweep that does not count."""


@dataclass
class Result:
    """What one sweep came to."""

    version: str
    sessions: int
    rate: float  # sessions/s, by the peer's own clock: from the first session's start to the last one's end
    cpu: float  # ms a session, of the whole process, by the kernel
    memory: float  # MB, at its peak
    received: int  # bytes of output


@dataclass(frozen=True)
class Peer:
    """A peer that takes the arguments of python/sweep.py."""

    name: str
    command: tuple[str | Path, ...]
    packages: tuple[str, ...]
    tries: tuple[str, ...]  # parallelism; the best of them is found before the first round
    environment: dict[str, str] = field(default_factory=dict)

    def sweep(self, work: Path, farm, parallelism: str, sessions: int, patience: float) -> Result:
        arguments = [work / "sweep.json", parallelism, str(sessions)]
        line, cpu = run([*self.command, *arguments], work, patience, **self.environment)
        if line["failed"]:
            raise PeerFailed(f"{line['failed']} of {sessions} sessions failed, the last one with: {line['error']}")
        return Result(
            f"{line['peer']} {line['version']}", line["sessions"], line["sessionsPerSecond"], 1000 * cpu / sessions,
            line["peakRssMb"], line["bytes"])


class Fleet(Peer):
    """Ours, which does all that it always does: checks host keys, stores outputs, keeps a journal."""

    def sweep(self, work: Path, farm, parallelism: str, sessions: int, patience: float) -> Result:
        data = work / "data"
        shutil.rmtree(data, ignore_errors=True)
        collect = [
            *self.command, "collect", "--inventory", farm.inventory, "--limit", str(sessions), "--host-keys", "strict",
            "--known-hosts", farm.known_hosts, "--parallelism", parallelism, "--data", data, "--json",
        ]
        line, cpu = run(collect, work, patience)
        if line["collected"] != sessions:
            raise PeerFailed(f"{line['collected']} of {sessions} devices were collected")
        verify = [FLEET, "verify", "--data", data, "--farm", farm.folder / "farm.jsonl"]
        verified = subprocess.run(verify, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if verified.returncode:
            raise PeerFailed("fleet verify --farm:\n" + verified.stdout)
        version = subprocess.run([FLEET, "--version"], check=True, stdout=subprocess.PIPE, text=True).stdout.split("+")[0]
        return Result(
            f"fleet {version.strip()}", sessions, sessions / line["wallSeconds"], 1000 * cpu / sessions,
            line["peakRssMb"], line["bytes"])


def all_peers(scrapli: Path | None) -> dict[str, Peer]:
    def python(name: str, package: str, tries: tuple[str, ...], **environment: str) -> Peer:
        script = HERE / f"python/{name}_peer.py"
        return Peer(name, ("/usr/bin/python3", script), (package,), tries, environment)

    peers = [
        Fleet("fleet", (FLEET,), (), ("auto",)),
        python("asyncssh", "python3-asyncssh", ("50", "100")),
        python("scrapli", "python3-asyncssh", ("50", "100"), PYTHONPATH=str(scrapli)),
        python("netmiko", "python3-netmiko", ("20", "50")),
        Peer("go", (GO_PEER,), ("golang-go", "golang-golang-x-crypto-dev"), ("50", "100")),
        Peer("sshnet", (SSHNET_PEER,), (), ("50", "100")),
    ]
    return {peer.name: peer for peer in peers}


def run(command: list, work: Path, patience: float, **environment: str) -> tuple[dict, float]:
    """Runs a process to its end. Answers with the last line that it printed, as JSON, and its processor time in seconds."""
    with open(work / "stdout", "w+") as stdout, open(work / "stderr", "w+") as stderr:
        process = subprocess.Popen(command, stdout=stdout, stderr=stderr, env=os.environ | environment)
        timer = threading.Timer(patience, process.kill)
        timer.start()
        try:
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        finally:
            timer.cancel()
            if process.returncode is None:
                process.kill()
        stdout.seek(0)
        stderr.seek(0)
        lines, errors = stdout.read().splitlines(), stderr.read()
    if not lines or process.returncode not in (0, 2):
        raise PeerFailed(f"it ended with {process.returncode}, or was ended after {patience:.0f} s: {errors[-500:]}")
    return json.loads(lines[-1]), usage.ru_utime + usage.ru_stime
