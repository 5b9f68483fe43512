using Fleet.Collection.Permits.Limits;

namespace Fleet.Collection.Permits;

/// <summary>
/// How many sessions more than the set number may be held, so that as many as it says get on: healthy devices are not
/// collected more slowly for having faulty neighbours. Plain bookkeeping without clocks.
/// </summary>
/// <remarks>
/// Where a share <c>f</c> of the permits' time goes to sessions that fail, the number is divided by <c>1 - f</c>, and never
/// more than doubled. The share is that of lately: what was is forgotten with a time constant of <see cref="Memory"/>. An
/// <see cref="AdaptiveLimit"/> needs no such thing, since it watches the machine and not a number.
/// </remarks>
internal sealed class FailureCompensation
{
    /// <summary>After this time, 1/e of what was still counts: some sessions, but not yesterday's outage.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromSeconds(15);

    private const double LargestShare = 0.5;

    // Of the permits' time, before which a share says nothing: the quickest to fail are the first to end.
    private const double Caution = 1;

    private double _all;
    private double _failed;
    private TimeSpan _at;

    /// <summary>Time has passed.</summary>
    /// <param name="now">The time.</param>
    /// <param name="held">Permits that counted against the number since the last call.</param>
    public void Pass(TimeSpan now, int held)
    {
        var seconds = (now - _at).TotalSeconds;
        var kept = Math.Exp(-seconds / Memory.TotalSeconds);
        _all = (_all * kept) + (held * seconds);
        _failed *= kept;
        _at = now;
    }

    /// <summary>A session has failed, or hangs.</summary>
    /// <param name="held">For how long it counted.</param>
    public void OnFailed(TimeSpan held) => _failed += held.TotalSeconds;

    /// <summary>Sessions that may be held beyond a number; from 0 to as many again.</summary>
    public int Beyond(int number)
    {
        var share = Math.Min(LargestShare, _failed / (_all + (number * Caution)));
        return (int)(number * share / (1 - share));
    }
}
