namespace Fleet.Sessions.Shell;

/// <summary>When something must have ended, whatever the device does meanwhile.</summary>
internal readonly struct Deadline
{
    private readonly long _end;
    private readonly TimeSpan _limit;
    private readonly FailureClass _failure;
    private readonly string _what;

    private Deadline(TimeSpan limit, FailureClass failure, string what)
    {
        _end = Environment.TickCount64 + (long)limit.TotalMilliseconds;
        _limit = limit;
        _failure = failure;
        _what = what;
    }

    /// <summary>Starts the clock.</summary>
    /// <param name="limit">How long it may take.</param>
    /// <param name="failure">The class of the failure when it takes longer.</param>
    /// <param name="what">What did not happen then, as the beginning of a sentence.</param>
    public static Deadline In(TimeSpan limit, FailureClass failure, string what) => new(limit, failure, what);

    /// <summary>The time that is left; never negative.</summary>
    public TimeSpan Left => TimeSpan.FromMilliseconds(Math.Max(0, _end - Environment.TickCount64));

    /// <summary>The failure that it is when the device sends too much before.</summary>
    /// <param name="bytes">How much that was.</param>
    public SessionException Drowned(long bytes) => new(_failure, $"{_what} within {bytes} bytes");

    /// <summary>The failure that passing the deadline is.</summary>
    /// <param name="lastLine">What the device said last; may be empty.</param>
    public SessionException Passed(string lastLine) => new(
        _failure,
        $"{_what} within {Duration.Text(_limit)}" + (lastLine.Length == 0 ? "" : $"; last came \"{lastLine}\""));
}
