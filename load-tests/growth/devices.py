"""What does a device cost, when there are few and when there are many?"""

import statistics
import sys

from sweep import YARDSTICK, farm_and_folder, folder_bytes, judge, sweep

# How often each number of devices is measured, in turns: the fewer, the more the machine's noise shows. One device is the
# start of the process and whatever else is the same for any number.
ROUNDS = {1: 5, 1_000: 5, 5_000: 3, YARDSTICK: 2, 100_000: 1}

# Most that a device's processor time may be away from what it is among 28,000.
BOUND = 0.15

SWEEPS = ("first", "second")


def run(options):
    rounds = {scaled(number, options.devices): count for number, count in ROUNDS.items()}
    taken = {number: [] for number in rounds}
    for number in turns(rounds):
        taken[number].append(measure(number, options))

    print(f"\n## Growing fleets: `lan`, {options.parallelism} at once, medians\n")
    print("| devices | rounds | sweep | wall | CPU a session | the same without the start | of that among "
          f"{options.devices:,} | peak memory | stored a device |")
    print("|---:|---:|---|---:|---:|---:|---:|---:|---:|")
    distances = [row(number, i, taken, options.devices) for number in list(rounds)[1:] for i in range(len(SWEEPS))]
    for i, name in enumerate(SWEEPS):
        start = median(taken[1], i, "cpu")
        print(f"\nThe start of the process, {name} sweep: {start:.2f} s of processor time, "
              f"{median(taken[1], i, 'wall'):.1f} s, {median(taken[1], i, 'memory'):.0f} MB", end="")
    print("\n")
    return judge(f"largest distance of a device's processor time from that among {options.devices:,}, without the start",
                 100 * max(distances), 100 * BOUND, " %")


def scaled(number, devices):
    """So many in proportion, when the yardstick is another one."""
    return number if number == 1 else round(number * devices / YARDSTICK)


def turns(rounds):
    """Each number as often as it is due, spread evenly over the whole time."""
    return [number for _, number in sorted(((i + 0.5) / count, number) for number, count in rounds.items() for i in range(count))]


def measure(number, options):
    """Two sweeps with a store and a farm that are new."""
    results, before = [], 0
    with farm_and_folder("lan", number, options.seed) as (farm, data):
        for epoch, name in enumerate(SWEEPS):
            farm.set("epoch", epoch)
            result = sweep(farm, data, options.parallelism)
            after = folder_bytes(data)
            results.append(result._asdict() | {"stored": after - before})
            before = after
            print(f"{number:>7} devices, {name:<6} {result.wall:7.1f} s {1000 * result.cpu / number:8.2f} ms "
                  f"{result.memory:5.0f} MB", file=sys.stderr, flush=True)
    return results


def median(results, i, what):
    return statistics.median(result[i][what] for result in results)


def cost(number, i, taken):
    """Processor time of a device in milliseconds, without the start, of which one device's session is no part."""
    return 1000 * (median(taken[number], i, "cpu") - median(taken[1], i, "cpu")) / (number - 1)


def row(number, i, taken, yardstick):
    """Prints a row, and answers how far it is from the yardstick's, as a share."""
    results = taken[number]
    ratio = cost(number, i, taken) / cost(yardstick, i, taken)
    print(f"| {number:,} | {len(results)} | {SWEEPS[i]} | {median(results, i, 'wall'):.1f} s "
          f"| {1000 * median(results, i, 'cpu') / number:.2f} ms | {cost(number, i, taken):.2f} ms | {100 * ratio:.0f} % "
          f"| {median(results, i, 'memory'):.0f} MB | {median(results, i, 'stored') / number / 1000:.1f} kB |")
    return abs(ratio - 1)
