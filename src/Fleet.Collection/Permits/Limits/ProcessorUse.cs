namespace Fleet.Collection.Permits.Limits;

/// <summary>What this process took of its processors, or of the quota of its container, in the last second or so.</summary>
public sealed class ProcessorUse : IProcessorUse
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _clock;
    private readonly Lock _lock = new();
    private long _at;
    private TimeSpan _taken;
    private double _share;

    /// <summary>Starts measuring.</summary>
    public ProcessorUse(TimeProvider clock)
    {
        _clock = clock;
        (_at, _taken) = (clock.GetTimestamp(), Taken);
    }

    /// <inheritdoc/>
    public double Share
    {
        get
        {
            lock (_lock)
            {
                var passed = _clock.GetElapsedTime(_at);
                if (passed >= Period)
                {
                    var taken = Taken;
                    _share = Math.Clamp((taken - _taken) / (passed * Environment.ProcessorCount), 0, 1);
                    (_at, _taken) = (_clock.GetTimestamp(), taken);
                }

                return _share;
            }
        }
    }

    private static TimeSpan Taken => Environment.CpuUsage.TotalTime;
}
