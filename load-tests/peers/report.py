"""The table, and what is promised of it."""

import statistics

from peer import Result

# Of ours by the peer's.
MOST_CPU = {"asyncssh": 0.7, "scrapli": 0.25}
LEAST_RATE = {"asyncssh": 1.8, "scrapli": 6.0}


def medians(results: list[Result]) -> Result:
    first = results[0]
    rate, cpu, memory = (statistics.median(getattr(r, what) for r in results) for what in ("rate", "cpu", "memory"))
    return Result(first.version, first.sessions, rate, cpu, memory, first.received)


def print_table(standings: dict[str, Result], parallelism: dict[str, str]) -> None:
    ours = standings.get("fleet")
    print("| | at once | sessions | sessions/s | CPU a session | peak memory | "
          "fleet's sessions/s by these | fleet's CPU | fleet's memory |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|---:|")
    for name, it in standings.items():
        ratios = "– | – | –"
        if ours and it is not ours:
            ratios = f"{ours.rate / it.rate:.2f} | {ours.cpu / it.cpu:.2f} | {ours.memory / it.memory:.1f}"
        print(f"| {it.version} | {parallelism[name]} | {it.sessions:,} | {it.rate:.1f} | {it.cpu:.1f} ms | "
              f"{it.memory:.0f} MB | {ratios} |")


def judge(standings: dict[str, Result]) -> bool:
    """Prints which bounds are met, as far as who they are about took part."""
    ours = standings.get("fleet")
    good = True
    for name, it in standings.items():
        if ours and name in MOST_CPU:
            good &= _say(ours.cpu / it.cpu, f"CPU a session, by {name}'s", "at most", MOST_CPU[name])
        if ours and name in LEAST_RATE:
            good &= _say(ours.rate / it.rate, f"sessions/s, by {name}'s", "at least", LEAST_RATE[name])
    return good


def _say(ratio: float, what: str, least_or_most: str, bound: float) -> bool:
    good = ratio <= bound if least_or_most == "at most" else ratio >= bound
    print(f"{'met   ' if good else 'MISSED'}  {what}: {ratio:.2f}, {least_or_most} {bound}")
    return good
