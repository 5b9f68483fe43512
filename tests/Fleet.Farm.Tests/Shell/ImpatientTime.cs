namespace Fleet.Farm.Tests.Shell;

/// <summary>A clock on which every wait is over at once, and is added up.</summary>
internal sealed class ImpatientTime : TimeProvider
{
    private long _waitedTicks;

    /// <summary>How long was waited in all.</summary>
    public TimeSpan Waited => TimeSpan.FromTicks(Interlocked.Read(ref _waitedTicks));

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime == Timeout.InfiniteTimeSpan)
            return base.CreateTimer(callback, state, dueTime, period);
        Interlocked.Add(ref _waitedTicks, dueTime.Ticks);
        return base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
