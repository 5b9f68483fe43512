namespace Fleet.Collection.Permits.Limits;

/// <summary>
/// Judges by what is collected whether more sessions at once are worth having: where a narrow line, a proxy or a slow store
/// is what is full, this machine has nothing to do, and more sessions only make each of them slower.
/// </summary>
/// <remarks>
/// Growth that brings less than a fifth of what it should is doubted. Then the limit goes back to where it was before, and
/// on down for as long as no less is collected, which costs nothing if the doubt was right; if less is collected, it goes
/// back up and rests, longer each time that the doubt is confirmed. This is the hill climbing of Akka's
/// <c>OptimalSizeExploringResizer</c> and of the .NET thread pool (Hellerstein et al., "Optimizing concurrency levels in the
/// .NET ThreadPool", 2008), but only where the delay of the queue cannot tell: a measurement takes a session's length.
/// </remarks>
/// <param name="least">What the limit never goes below.</param>
internal sealed class GoodputJudge(int least)
{
    /// <summary>A level that is higher by less is the same.</summary>
    private const double Growth = 1.2;

    /// <summary>What growth has to bring, of what it would bring if nothing were full.</summary>
    private const double Worth = 0.2;

    /// <summary>A difference that is chance.</summary>
    private const double Noise = 0.07;

    /// <summary>Growth in a round; less of it once growth has been in vain, or where it may soon be.</summary>
    private const double BoldGrowth = 3;
    private const double CarefulGrowth = 1.5;

    private const double Descent = 0.7;
    private const int LongestRest = 16;

    private readonly RoundClock _clock = new();
    private Round? _before;
    private Round? _last;
    private Round? _doubted;
    private bool _isDraining;
    private int _rest;
    private int _nextRest = 1;

    /// <summary>Whether more may be tried.</summary>
    public bool MayGrow => _rest == 0 && _doubted is null;

    /// <summary>What the limit may grow to in the present round; <see langword="null"/> before the first.</summary>
    /// <param name="boldly">Whether there is reason to think that much more can be done at once.</param>
    public double? MostInRound(bool boldly) => _clock.AtBeginning * (boldly && _nextRest == 1 ? BoldGrowth : CarefulGrowth);

    /// <summary>A session has ended.</summary>
    /// <param name="now">The time.</param>
    /// <param name="held">Sessions under way until now.</param>
    /// <param name="limit">The present limit.</param>
    /// <param name="succeeded">Whether it collected all it should.</param>
    /// <param name="counts">Whether the limit was all that held sessions back.</param>
    /// <returns>The limit to go to, if there is a reason.</returns>
    public double? OnEnded(TimeSpan now, int held, double limit, bool succeeded, bool counts)
    {
        if (_isDraining)
        {
            // What ends meanwhile was begun at the level before.
            if (held > limit)
            {
                return null;
            }

            _isDraining = false;
            _clock.Begin(now, held);
        }

        if (!_clock.OnEnded(now, held, succeeded, counts, out var ended))
        {
            return null;
        }

        if (ended is not { } round)
        {
            (_before, _last, _doubted, _rest) = (null, null, null, 0);
            return null;
        }

        return _doubted is { } doubted ? Descend(doubted, round) : Climb(round);
    }

    private double? Climb(Round round)
    {
        if (_rest > 0)
        {
            _rest--;
            return null;
        }

        // What a round begins is not collected before the next.
        if (_before is { } before && _last is { } last && last.Held > before.Held * Growth)
        {
            if (round.PerSecond < last.PerSecond * (1 + (Worth * ((last.Held / before.Held) - 1))))
            {
                (_doubted, _isDraining) = (round, true);
                return before.Held;
            }

            _nextRest = 1;
        }

        (_before, _last) = (_last, round);
        return null;
    }

    private double? Descend(Round doubted, Round round)
    {
        var isAsGood = round.PerSecond >= doubted.PerSecond * (1 - Noise);
        if (isAsGood && round.Held * Descent > least)
        {
            (_doubted, _isDraining) = (round with { PerSecond = Math.Max(round.PerSecond, doubted.PerSecond) }, true);
            return round.Held * Descent;
        }

        (_before, _last, _doubted) = (null, null, null);
        _rest = _nextRest;
        _nextRest = Math.Min(LongestRest, 2 * _nextRest);
        return isAsGood ? null : doubted.Held;
    }
}
