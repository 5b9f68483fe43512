using Fleet.Sessions;

namespace Fleet.Collection.Sessions;

/// <summary>What a session's life signs add up to. Written by the session's thread, read by its actor.</summary>
/// <param name="clock">The clock.</param>
/// <param name="loggedIn">Called once, when the device has accepted the login; on the session's thread.</param>
internal sealed class SessionPulse(TimeProvider clock, Action loggedIn) : ISessionObserver
{
    private long _heard = clock.GetTimestamp();
    private long _answering;
    private int _commands;
    private volatile bool _isLoggedIn;

    /// <summary>Since something was heard of the device.</summary>
    public TimeSpan Silence => clock.GetElapsedTime(Interlocked.Read(ref _heard));

    /// <summary>Whether the device has accepted the login.</summary>
    public bool IsLoggedIn => _isLoggedIn;

    /// <summary>Commands that were answered.</summary>
    public int Commands => Volatile.Read(ref _commands);

    /// <summary>Time spent waiting for those answers.</summary>
    public TimeSpan Answering => new(Interlocked.Read(ref _answering));

    /// <inheritdoc/>
    public void LoggedIn()
    {
        _isLoggedIn = true;
        Heard();
        loggedIn();
    }

    /// <inheritdoc/>
    public void Heard() => Interlocked.Exchange(ref _heard, clock.GetTimestamp());

    /// <inheritdoc/>
    public void Answered(TimeSpan elapsed)
    {
        Interlocked.Add(ref _answering, elapsed.Ticks);
        Interlocked.Increment(ref _commands);
    }
}
