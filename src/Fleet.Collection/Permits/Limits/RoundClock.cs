namespace Fleet.Collection.Permits.Limits;

/// <summary>What a round of sessions came to.</summary>
/// <param name="Held">Sessions held, on average.</param>
/// <param name="PerSecond">Sessions that collected all they should, in a second.</param>
internal readonly record struct Round(double Held, double PerSecond);

/// <summary>
/// Divides time into rounds. A round ends when as many sessions have succeeded as were under way at its beginning, as the
/// round trip of a connection ends when what was under way has been acknowledged: however far devices are, a round is
/// about the length of a session, and hundreds of sessions make its figures steady.
/// </summary>
internal sealed class RoundClock
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(2);

    private TimeSpan _began;
    private TimeSpan _last;
    private double _area;
    private int _goal = int.MaxValue;
    private int _succeeded;
    private bool _isFree = true;

    /// <summary>Sessions under way when the round began; <see langword="null"/> before the first.</summary>
    public int? AtBeginning => _goal == int.MaxValue ? null : _goal;

    /// <summary>A session has ended.</summary>
    /// <param name="now">The time.</param>
    /// <param name="held">Sessions under way until now.</param>
    /// <param name="succeeded">Whether it collected all it should.</param>
    /// <param name="counts">Whether it says anything about the limit: only the limit held sessions back, nothing else.</param>
    /// <param name="round">The round that ends with it; <see langword="null"/> for one that says nothing.</param>
    /// <returns>Whether a round ends.</returns>
    public bool OnEnded(TimeSpan now, int held, bool succeeded, bool counts, out Round? round)
    {
        round = null;
        if (_goal == int.MaxValue)
        {
            Begin(now, held);
            return false;
        }

        _area += held * (now - _last).TotalSeconds;
        _last = now;
        _isFree &= counts;
        _succeeded += succeeded ? 1 : 0;
        var seconds = (now - _began).TotalSeconds;
        if (_succeeded < _goal || seconds < Shortest.TotalSeconds)
        {
            return false;
        }

        round = _isFree ? new Round(_area / seconds, _succeeded / seconds) : null;
        Begin(now, held);
        return true;
    }

    /// <summary>Begins a round now, and forgets the one under way.</summary>
    public void Begin(TimeSpan now, int held)
    {
        (_began, _last, _area, _succeeded, _isFree) = (now, now, 0, 0, true);
        _goal = Math.Max(1, held);
    }
}
