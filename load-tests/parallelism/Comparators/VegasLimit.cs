namespace Fleet.LoadTests.Parallelism.Comparators;

/// <summary>
/// TCP Vegas (Brakmo and Peterson, 1995) as Netflix's concurrency-limits apply it: the queue is N (1 - shortest / elapsed);
/// the limit grows while it is less than three times the logarithm of the limit, and shrinks when it is more than six times.
/// The shortest time is measured anew every thirty rounds of sessions.
/// </summary>
internal sealed class VegasLimit : WindowedLimit
{
    private const double RoundsPerProbe = 30;

    private double _shortest = double.MaxValue;
    private double _sessions;

    protected override double Next(double elapsed, int sessions)
    {
        _sessions += sessions;
        if (_sessions > RoundsPerProbe * Limit)
        {
            _sessions = 0;
            _shortest = elapsed;
        }

        _shortest = Math.Min(_shortest, elapsed);
        var log = Math.Max(1, Math.Log10(Limit));
        var queue = Limit * (1 - (_shortest / elapsed));
        return Limit + (queue <= log ? 6 * log : queue < 3 * log ? log : queue > 6 * log ? -log : 0);
    }
}
