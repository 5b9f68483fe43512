using Fleet.Formatting;

namespace Fleet.Collecting;

/// <summary>The progress of a run as lines of text, for files, pipes and logs: one every few seconds, if anything changed.</summary>
internal sealed class PlainProgress(Action<string> writeLine, TimeSpan interval) : IProgressDisplay
{
    private TimeSpan? _last;
    private string? _lastCounts;
    private string? _lastNotice;
    private IReadOnlyList<string> _lastHoldups = [];

    /// <inheritdoc/>
    public TimeSpan RefreshInterval => TimeSpan.FromMilliseconds(500);

    /// <inheritdoc/>
    public void Show(ProgressState state)
    {
        if (state.Notice is { } notice && notice != _lastNotice)
        {
            _lastNotice = notice;
            writeLine(notice);
        }

        var counts = Counts(state);
        var areHoldupsKnown = state.Permits.Holdups.SequenceEqual(_lastHoldups);
        if ((counts == _lastCounts && areHoldupsKnown) || (_last is { } last && state.Run.Elapsed - last < interval))
        {
            return;
        }

        _last = state.Run.Elapsed;
        _lastCounts = counts;
        writeLine(Line(state, counts));
        if (!areHoldupsKnown)
        {
            _lastHoldups = state.Permits.Holdups;
            foreach (var holdup in _lastHoldups)
            {
                writeLine($"  held up by: {SafeText.Line(holdup)}");
            }
        }
    }

    private static string Counts(ProgressState state)
    {
        var run = state.Run;
        var counts = $"{Figures.Count(state.Finished)} of {Figures.Count(run.Devices, "device")}: {Figures.Count(run.Done)} collected, "
            + $"{Figures.Count(run.Failed)} failed, {state.InFlight} in flight, {Figures.Count(run.Waiting)} waiting";
        return run.BackingOff > 0 ? $"{counts}, {Figures.Count(run.BackingOff)} backing off" : counts;
    }

    private static string Line(ProgressState state, string counts)
    {
        var line = $"{state.Run.Run}  {counts}";
        if (state.DevicesPerSecond is { } rate)
        {
            line += $"; {Figures.PerSecond(rate)}";
        }

        return state.Remaining is { } left && left > TimeSpan.Zero ? $"{line}; about {Figures.Duration(left)} left" : line;
    }
}
