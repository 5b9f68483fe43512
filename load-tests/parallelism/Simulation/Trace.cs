namespace Fleet.LoadTests.Parallelism.Simulation;

/// <summary>What became of a simulated run.</summary>
/// <param name="ended">When each collected session ended, in seconds, in order.</param>
/// <param name="limits">When the limit changed, and to what.</param>
/// <param name="length">How long the run was, in seconds.</param>
public sealed class Trace(IReadOnlyList<double> ended, IReadOnlyList<(double At, int Limit)> limits, double length)
{
    /// <summary>When the limit changed, and to what.</summary>
    public IReadOnlyList<(double At, int Limit)> Limits => limits;

    /// <summary>Sessions collected in a second, on average from one time to another.</summary>
    public double PerSecond(double from, double to) => ended.Count(t => t >= from && t < to) / (to - from);

    /// <summary>The limit at a time.</summary>
    public int LimitAt(double at) => limits.LastOrDefault(l => l.At <= at).Limit;

    /// <summary>
    /// The time from a change until, over a window, as much is collected in a second as a share of what is possible then;
    /// infinite if never.
    /// </summary>
    /// <param name="change">When conditions changed, in seconds.</param>
    /// <param name="goal">Sessions in a second.</param>
    /// <param name="window">Length of the window, in seconds.</param>
    public double RecoveredAfter(double change, double goal, double window)
    {
        for (var end = change + window; end <= length; end += 0.5)
        {
            if (PerSecond(end - window, end) >= goal)
            {
                return end - window - change;
            }
        }

        return double.PositiveInfinity;
    }
}
