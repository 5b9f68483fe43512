"""What the farm sent, by its own record: whether a peer was really given what it says that it collected."""

import json
import time
from pathlib import Path

from peer import PeerFailed, Result

# The farm counts each line end as one byte, a terminal has two; and some peers count echoes and prompts, which others cut off.
LEAST, MOST = 0.9, 1.15


class Record:
    """Reads the record from where it was last left."""

    PAUSE = 0.6  # seconds in which the farm has written down what it sent last

    def __init__(self, path: Path, commands: list[str]):
        self._file = open(path)
        self._commands = frozenset(commands)

    def skip(self) -> None:
        """Forgets what was sent so far."""
        time.sleep(self.PAUSE)
        self._file.seek(0, 2)

    def check(self, result: Result) -> None:
        """Holds what was sent since then against what a peer says."""
        time.sleep(self.PAUSE)
        sizes = {}
        for line in self._file:
            sent = json.loads(line)
            if sent["event"] == "sent" and sent["whole"] and not sent["rejected"] and sent["command"] in self._commands:
                sizes[sent["device"], sent["command"]] = sent["bytes"]
        expected = result.sessions * len(self._commands)
        if len(sizes) != expected:
            raise PeerFailed(f"the farm sent {len(sizes)} outputs whole, of {expected}")
        share = result.received / sum(sizes.values())
        if not LEAST <= share <= MOST:
            raise PeerFailed(f"it received {result.received} bytes, which is {share:.0%} of what the farm sent")
