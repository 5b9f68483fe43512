namespace Fleet.Collecting;

/// <summary>The rate of the last half minute, and the time that the rest will take at it.</summary>
internal sealed class RateMeter
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(30);

    // Before this, one device more or less would turn the estimate upside down.
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    private readonly Queue<(TimeSpan At, int Finished)> _samples = new();
    private (TimeSpan At, int Finished) _latest;

    /// <summary>Notes how many have finished at a time since the start.</summary>
    public void Add(TimeSpan at, int finished)
    {
        _latest = (at, finished);
        _samples.Enqueue(_latest);
        while (_samples.Count > 2 && at - _samples.Peek().At > Window)
        {
            _samples.Dequeue();
        }
    }

    /// <summary>How many finish in a second; <see langword="null"/> as long as that cannot be told.</summary>
    public double? PerSecond
    {
        get
        {
            if (_samples.Count < 2)
            {
                return null;
            }

            var first = _samples.Peek();
            var time = _latest.At - first.At;
            return time < Shortest ? null : Math.Max(0, _latest.Finished - first.Finished) / time.TotalSeconds;
        }
    }

    /// <summary>The time that so many more will take; <see langword="null"/> as long as nothing has finished lately.</summary>
    public TimeSpan? Remaining(int left) => left <= 0
        ? TimeSpan.Zero
        : PerSecond is { } rate and > 0 && left / rate < TimeSpan.MaxValue.TotalSeconds / 2
            ? TimeSpan.FromSeconds(left / rate)
            : null;
}
