using Fleet.Sessions;

namespace Fleet.Collection.Permits;

/// <summary>
/// A circuit breaker for one site: when hardly any device of it can be reached, nobody tries for a while, then one probe
/// decides. Plain bookkeeping without actors or clocks.
/// </summary>
/// <remarks>
/// <para>
/// The window holds the latest <see cref="Window"/> first attempts in the order in which they began, not in which they
/// ended: the devices that do not answer end last, and all together, so that the last results of any site may be
/// failures. An attempt that began before one whose result is known, and has none itself, counts as one that did not fail.
/// </para>
/// <para>
/// The circuit opens when at least <see cref="Results"/> results are there and <see cref="FailedShare"/> of the window
/// failed. If 30 % of a site's devices are unreachable independently of each other, that happens by accident at one site
/// in some 60,000 (11 of 12: 12 x 0.3^11 x 0.7 + 0.3^12, and less for more), and then costs it a few seconds.
/// </para>
/// </remarks>
public sealed class SiteCircuit(CircuitSettings settings)
{
    /// <summary>First attempts that are looked at.</summary>
    public const int Window = 20;

    /// <summary>Results that must be there; fewer say nothing.</summary>
    public const int Results = 12;

    /// <summary>Share of the window that must have failed.</summary>
    public const double FailedShare = 0.9;

    /// <summary>Age at which a result counts no longer.</summary>
    public static readonly TimeSpan ResultsFor = TimeSpan.FromMinutes(5);

    private readonly Attempt[] _window = new Attempt[Window];
    private long _issued;   // the latest ticket
    private long _newest;   // the latest ticket with a result
    private long _before;   // tickets up to this one belong to a time that is over
    private long _probe;    // the probe's ticket while one is under way
    private TimeSpan _hold;

    /// <summary>Whether everybody may try.</summary>
    public bool IsClosed { get; private set; } = true;

    /// <summary>When one may try as a probe; <see langword="null"/> while the circuit is closed or a probe is under way.</summary>
    public TimeSpan? ProbeAt { get; private set; }

    /// <summary>Probes that failed since the circuit opened.</summary>
    public int FailedProbes { get; private set; }

    /// <summary>Whether so many probes failed that nobody should wait until the next one.</summary>
    public bool IsUnavailable => FailedProbes >= settings.Probes;

    /// <summary>Whether a failure says that a device could not be reached, or not be talked to.</summary>
    public static bool IsConnectivity(FailureClass failure) => failure
        is FailureClass.Unreachable or FailureClass.Refused or FailureClass.HandshakeFailed or FailureClass.ConnectionLost;

    /// <summary>Whether a session may begin.</summary>
    public bool Allows(TimeSpan now) => IsClosed || now >= ProbeAt;

    /// <summary>Whether somebody who asks now should not wait, as the next probe is yet to come.</summary>
    public bool Denies(TimeSpan now) => IsUnavailable && now < ProbeAt;

    /// <summary>A session begins, which was allowed.</summary>
    /// <param name="isRetry">Whether it repeats one that failed: only first attempts say how a site is.</param>
    /// <returns>A ticket to tell its result with.</returns>
    public long OnBegun(bool isRetry)
    {
        if (!IsClosed)
        {
            ProbeAt = null;
            return _probe = ++_issued;
        }

        return isRetry ? 0 : ++_issued;
    }

    /// <summary>A session has shown how it is; it may say so twice, and the second time counts.</summary>
    public void OnResult(long ticket, bool failed, TimeSpan now)
    {
        if (!IsClosed)
        {
            if (ticket == _probe && ticket != 0)
            {
                OnProbed(failed, now);
            }
        }
        else if (Note(ticket, failed ? State.Failed : State.Succeeded, now) && failed && HasFailed(now))
        {
            _hold = settings.Open;
            Open(now);
        }
    }

    /// <summary>A session came to nothing that says anything about the site.</summary>
    public void OnForgotten(long ticket, TimeSpan now)
    {
        if (!IsClosed && ticket == _probe && ticket != 0)
        {
            _probe = 0;
            ProbeAt = now;
        }
        else if (IsClosed)
        {
            Note(ticket, State.None, now);
        }
    }

    private void OnProbed(bool failed, TimeSpan now)
    {
        _probe = 0;
        if (failed)
        {
            FailedProbes++;
            _hold = _hold * 2 < settings.LongestOpen ? _hold * 2 : settings.LongestOpen;
            Open(now);
        }
        else
        {
            (IsClosed, ProbeAt, FailedProbes, _before, _newest) = (true, null, 0, _issued, _issued);
        }
    }

    private void Open(TimeSpan now) => (IsClosed, ProbeAt) = (false, now + _hold);

    private bool Note(long ticket, State state, TimeSpan now)
    {
        if (ticket <= _before || ticket <= _newest - Window)
        {
            return false;
        }

        for (; _newest < ticket; _newest++)
        {
            _window[(_newest + 1) % Window] = new Attempt(State.Pending, now);
        }

        _window[ticket % Window] = new Attempt(state, now);
        return true;
    }

    private bool HasFailed(TimeSpan now)
    {
        var (failed, others, pending) = (0, 0, 0);
        for (var ticket = Math.Max(_before, _newest - Window) + 1; ticket <= _newest; ticket++)
        {
            var attempt = _window[ticket % Window];
            if (now - attempt.At <= ResultsFor)
            {
                failed += attempt.State == State.Failed ? 1 : 0;
                others += attempt.State == State.Succeeded ? 1 : 0;
                pending += attempt.State == State.Pending ? 1 : 0;
            }
        }

        return failed + others >= Results && failed >= FailedShare * (failed + others + pending);
    }

    private enum State
    {
        None,
        Pending,
        Failed,
        Succeeded,
    }

    private readonly record struct Attempt(State State, TimeSpan At);
}
