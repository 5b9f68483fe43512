"""By how much does the store grow, when little has changed?"""

import sqlite3
from collections import Counter
from pathlib import Path

from sweep import farm_and_folder, judge, sweep

PROFILE = Path(__file__).resolve().parent / "changing-5.yaml"

# Most that a sweep may add of which 5 % changed, as a share of what the first one stored.
BOUND = 0.08

# What adds less, as a share of the same, has no row of its own.
SMALL = 0.0001


def run(options):
    with farm_and_folder(PROFILE, options.devices, options.seed) as (farm, data):
        sweep(farm, data, options.parallelism)
        first = contents(data)
        farm.set("epoch", 1)
        sweep(farm, data, options.parallelism)
        second = contents(data)
        changed = share_changed(data / "read.db")

    print(f"\n## The store: {options.devices:,} devices, of whose outputs {changed:.1%} changed\n")
    print("| file | table | first sweep | second sweep adds | a device | of all that the first stored |")
    print("|---|---|---:|---:|---:|---:|")
    whole, added = sum(first.values()), sum(second.values()) - sum(first.values())
    rest = [whole, added]
    growth = {part: size - first[part] for part, size in second.items()}
    for (file, table), more in sorted(growth.items(), key=lambda item: -item[1]):
        if more > SMALL * whole:
            print_row(f"{file} | {table}", first[file, table], more, whole, options.devices)
            rest = [rest[0] - first[file, table], rest[1] - more]
    print_row("all others |", *rest, whole, options.devices)
    print_row("**all** |", whole, added, whole, options.devices)
    print()
    return judge("what the second sweep adds, of what the first stored", 100 * added / whole, 100 * BOUND, " %")


def print_row(name, size, added, whole, devices):
    print(f"| {name} | {size / 1e6:.2f} MB | {added / 1e6:+.2f} MB | {added / devices:+,.0f} B | {added / whole:+.2%} |")


def contents(data):
    """Bytes by file and table; all together they are those of the folder. Nobody may use it meanwhile."""
    sizes = Counter()
    for file in data.rglob("*"):
        if file.is_file():
            tables = table_bytes(file) if file.suffix == ".db" else {}
            sizes.update({(file.name, table): size for table, size in tables.items()})
            rest = file.stat().st_size - sum(tables.values())
            if rest:
                sizes[file.name, "free pages" if tables else ""] += rest
    return sizes


def table_bytes(file):
    """Bytes of the pages of each table and its indexes (https://sqlite.org/dbstat.html)."""
    with opened(file) as database:
        rows = database.execute("""
            SELECT coalesce(tbl_name, part.name) || iif(type = 'index', ', index', ''), pgsize
            FROM dbstat part LEFT JOIN sqlite_schema USING (name) WHERE aggregate = TRUE""")
        sizes = Counter()
        for name, size in rows:
            sizes[name] += size
        return sizes


def share_changed(file):
    """The share of outputs that have a second version."""
    with opened(file) as database:
        [(outputs, again)] = database.execute("SELECT sum(number = 1), sum(number = 2) FROM version")
        return again / outputs


def opened(file):
    # Nobody writes to it, and its log is empty.
    return sqlite3.connect(f"{file.as_uri()}?immutable=1", uri=True)
