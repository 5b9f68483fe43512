using Fleet.Formatting;

namespace Fleet.Collecting;

/// <summary>The progress of a run as lines of text, for files, pipes and logs: one every few seconds, if anything changed.</summary>
internal sealed class PlainProgress(Action<string> writeLine, TimeSpan interval) : IProgressDisplay
{
    private TimeSpan? _last;
    private string? _lastCounts;
    private string? _lastNotice;

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
        if (counts == _lastCounts || (_last is { } last && state.Run.Elapsed - last < interval))
        {
            return;
        }

        _last = state.Run.Elapsed;
        _lastCounts = counts;
        writeLine(Line(state, counts));
    }

    private static string Counts(ProgressState state)
    {
        var run = state.Run;
        var counts = $"{Figures.Count(state.Finished)} of {Figures.Count(run.Devices, "device")}: {Figures.Count(run.Done)} collected, "
            + $"{Figures.Count(run.Failed)} failed, {Figures.Count(run.InFlight)} in flight, {Figures.Count(run.Waiting)} waiting";
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
