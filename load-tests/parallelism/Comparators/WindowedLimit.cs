using Fleet.Collection.Permits;
using Fleet.Collection.Permits.Limits;

namespace Fleet.LoadTests.Parallelism.Comparators;

/// <summary>A limit that looks at how long sessions took, on average over a second and at least ten of them.</summary>
internal abstract class WindowedLimit : IParallelismLimit
{
    private const int FewestSessions = 10;
    private const double Least = 8;
    private const double Most = 2_000;

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    private double _sum;
    private int _count;
    private TimeSpan _windowEnds;

    public int Current => (int)Limit;

    /// <summary>The limit, as yet not rounded.</summary>
    protected double Limit { get; private set; } = 32;

    public void OnLoggedIn(TimeSpan now, int held, bool isWaiting)
    {
    }

    public void OnEnded(TimeSpan now, int held, bool isWaiting, string site, SessionReport session)
    {
        if (session.Failure is null)
        {
            _sum += session.Elapsed.TotalSeconds;
            _count++;
        }

        if (now < _windowEnds || _count < FewestSessions)
        {
            return;
        }

        var next = Next(_sum / _count, _count);
        if (isWaiting)
        {
            Limit = Math.Clamp(next, Least, Most);
        }

        (_sum, _count, _windowEnds) = (0, 0, now + Window);
    }

    /// <summary>The limit to go to.</summary>
    /// <param name="elapsed">The average time of a session, in seconds.</param>
    /// <param name="sessions">How many it is the average of.</param>
    protected abstract double Next(double elapsed, int sessions);
}
