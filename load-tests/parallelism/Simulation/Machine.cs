namespace Fleet.LoadTests.Parallelism.Simulation;

/// <summary>
/// A machine that does work in the order of its arrival, on a few cores. What waits is its queue; the delay of the queue
/// is what <c>ThreadPoolDelay</c> measures of a real one.
/// </summary>
internal sealed class Machine
{
    private double _busyUntil;

    /// <summary>The work that has come so far, in seconds of all cores.</summary>
    public double Taken { get; private set; }

    /// <summary>Does work and says when it is done.</summary>
    /// <param name="now">The time, in seconds.</param>
    /// <param name="work">In seconds of one core.</param>
    /// <param name="cores">How many cores share it.</param>
    public double Done(double now, double work, double cores)
    {
        // As if all cores together did one thing after the other: the same queue, but for the last piece.
        _busyUntil = Math.Max(_busyUntil, now) + (work / cores);
        Taken += work / cores;
        return Math.Max(_busyUntil, now + work);
    }

    /// <summary>How long work that arrives now has to wait, in seconds.</summary>
    public double Delay(double now) => Math.Max(0, _busyUntil - now);
}
