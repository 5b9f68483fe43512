"""How far a value drifts that also goes up and down."""

import statistics


def theil_sen(times, values):
    """The slope by Theil and Sen: the median of the slopes between all pairs, which some that stand out do not disturb."""
    return statistics.median(
        (values[j] - values[i]) / (times[j] - times[i]) for i in range(len(times)) for j in range(i + 1, len(times)))
