namespace Fleet.Collection.Permits.Limits;

/// <summary>
/// Finds by itself how many sessions at once bring the most, and follows when that changes.
/// </summary>
/// <remarks>
/// <para>
/// Limits that watch how long requests take (TCP Vegas, Brakmo and Peterson 1995; Netflix's concurrency-limits) infer from
/// it how long the queue of a far server is. Here the servers are thousands of devices, each near or far for reasons of its
/// own, and none of them is what fills up: this machine is. Its queue need not be inferred. What waits in it, and for how
/// long, is measured (<see cref="IQueueDelay"/>), and that needs no idea of how long a session should take: a fleet that
/// moves from 20 to 300 ms, or a third of the devices hanging, does not look like a queue.
/// </para>
/// <list type="bullet">
/// <item>As in CoDel (Nichols and Jacobson 2012, RFC 8289), only a <b>standing</b> queue counts: one that does not empty for
/// the length of a session. Sessions that begin together come in waves, and a wave makes a queue that goes away again.</item>
/// <item>Without a queue the limit grows, clocked by logins as TCP's slow start is by acknowledgements (Jacobson 1988):
/// where nobody logs in, or nobody waits, nothing grows. Each login lets two more begin at first, a quarter after a queue,
/// and again more for as long as there is none.</item>
/// <item>With a standing queue it shrinks by the square root of how far the delay is off, by half at most, and not again
/// before that has had its effect. Between <see cref="Idle"/> and <see cref="Congested"/> it stays.</item>
/// <item>What the queue cannot tell, what is collected does: see <see cref="GoodputJudge"/>.</item>
/// <item>How far it grows until then depends on how busy the processors are with this process: where they are near full, a
/// queue may stand in other processes instead, a proxy or devices on the same machine.</item>
/// </list>
/// <para>Failures of devices play no part: they say nothing of this machine.</para>
/// </remarks>
public sealed class AdaptiveLimit : IParallelismLimit
{
    /// <summary>Below this, the machine keeps up with what comes. Sessions take tenths of seconds at least.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(5);

    /// <summary>Above this, more sessions only make all of them slower.</summary>
    private static readonly TimeSpan Congested = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan ShortestWindow = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWindow = TimeSpan.FromSeconds(10);

    private const int Start = 32;
    private const double MostGain = 2;
    private const double LeastGain = 0.25;
    private const double GainPerStep = 1.41;

    /// <summary>The limit doubles in a second at most, whoever logs in.</summary>
    private const double GrowthPerStep = 1.41;

    private const double DeepestCut = 0.5;

    /// <summary>The share of the processors from which there is no room for three times as much.</summary>
    private const double Busy = 0.5;

    /// <summary>The share of a window in which the queue may be short and stand all the same.</summary>
    private const double Lulls = 0.25;

    private const double Smoothing = 1.0 / 16;

    private readonly AutoSettings _settings;
    private readonly IQueueDelay _delay;
    private readonly IProcessorUse _processors;
    private readonly GoodputJudge _judge;

    private double _limit;
    private double _most;
    private double _gain = MostGain;
    private bool _isIdle = true;
    private TimeSpan _session;
    private TimeSpan _nextStep;
    private TimeSpan _settledAt;

    /// <summary>A limit that knows nothing yet.</summary>
    /// <param name="settings">Its bounds.</param>
    /// <param name="delay">How long work waits on this machine.</param>
    /// <param name="processors">How busy that keeps it.</param>
    public AdaptiveLimit(AutoSettings settings, IQueueDelay delay, IProcessorUse processors)
    {
        (_settings, _delay, _processors) = (settings, delay, processors);
        _judge = new GoodputJudge(settings.Min);
        _limit = _most = Bounded(Start);
    }

    /// <inheritdoc/>
    public int Current => (int)_limit;

    /// <summary>About the length of a session, as far as that is a time to wait for.</summary>
    private TimeSpan Window => TimeSpan.FromTicks(Math.Clamp(_session.Ticks, ShortestWindow.Ticks, LongestWindow.Ticks));

    /// <inheritdoc/>
    public void OnLoggedIn(TimeSpan now, int held, bool isWaiting)
    {
        Look(now, held);
        if (isWaiting && _isIdle && _judge.MayGrow)
        {
            _limit = Bounded(Math.Max(_limit, Math.Min(_most, _limit + _gain)));
        }
    }

    /// <inheritdoc/>
    public void OnEnded(TimeSpan now, int held, bool isWaiting, string site, SessionReport session)
    {
        Look(now, held);
        var succeeded = session.Failure is null;
        if (succeeded)
        {
            _session += (session.Elapsed - _session) * (_session == TimeSpan.Zero ? 1 : Smoothing);
        }

        if (_judge.OnEnded(now, held, _limit, succeeded, counts: isWaiting && _isIdle) is { } limit)
        {
            _limit = _most = Bounded(limit);
        }
    }

    /// <summary>Looks at the queue, now and then.</summary>
    private void Look(TimeSpan now, int held)
    {
        if (held > _limit)
        {
            // The last cut has not had its effect.
            _settledAt = now + Window;
        }

        if (now < _nextStep)
        {
            return;
        }

        _nextStep = now + Step;
        var standing = _delay.Quantile(Window, Lulls);
        var wasIdle = _isIdle;
        _isIdle = standing <= Idle && _delay.Quantile(ShortestWindow, 0.5) <= Idle;
        _gain = _isIdle && wasIdle && _judge.MayGrow ? Math.Min(MostGain, _gain * GainPerStep) : LeastGain;
        if (standing > Congested && now >= _settledAt)
        {
            _limit = Bounded(_limit * Math.Max(DeepestCut, Math.Sqrt(Congested / standing)));
            _settledAt = now + Window;
        }

        _most = Math.Min(_limit * GrowthPerStep, _judge.MostInRound(boldly: _processors.Share < Busy) ?? double.MaxValue);
    }

    private double Bounded(double limit) => Math.Clamp(limit, _settings.Min, _settings.Max);
}

/// <summary>Bounds of a limit that is found automatically.</summary>
/// <param name="Min">Sessions at once, at least 1.</param>
/// <param name="Max">Sessions at once, at least <paramref name="Min"/>.</param>
public sealed record AutoSettings(int Min = 8, int Max = 2_000);
