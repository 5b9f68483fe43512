using Fleet.Collection.Devices;

namespace Fleet.Collection.Runs;

/// <summary>Keeps count of a run's devices and outputs. Plain bookkeeping without actors.</summary>
public sealed class RunTally(string run, int devices)
{
    private readonly Dictionary<string, DevicePhase> _phases = new(StringComparer.OrdinalIgnoreCase);
    private readonly LinkedList<RecentFailure> _failures = [];
    private int _done;
    private int _failed;
    private int _notTried;
    private int _cancelled;
    private int _collecting;
    private int _backingOff;
    private int _outputs;
    private long _bytes;
    private int _sessions;

    /// <summary>Devices that were started and have not finished.</summary>
    public IReadOnlyCollection<string> Started => _phases.Keys;

    /// <summary>A device was told to collect, or tells what it does.</summary>
    public void Enter(string device, DevicePhase phase)
    {
        Leave(device);
        _phases[device] = phase;
        Count(phase, +1);
    }

    /// <summary>A session became durable, or that there will be none.</summary>
    public void Acknowledge(IDeviceEvent e)
    {
        if (e is DeviceSkipped)
        {
            _notTried++;
            return;
        }

        _sessions++;
        foreach (var command in e.Commands)
        {
            if (command.Failure is null)
            {
                _outputs++;
                _bytes += command.Bytes;
            }
        }

        if (e is SessionFailed failed)
        {
            _failures.AddFirst(new RecentFailure(failed.Device.Name, failed.Failure, failed.Reason, failed.Final));
            if (_failures.Count > RunProgress.FailuresKept)
            {
                _failures.RemoveLast();
            }
        }
    }

    /// <summary>A device has nothing more to do.</summary>
    /// <returns>Whether it was one that had been started and not finished.</returns>
    public bool Finish(DeviceReply.Finished finished)
    {
        if (!Leave(finished.Device))
        {
            return false;
        }

        if (finished.Cancelled)
        {
            _cancelled++;
        }
        else if (finished.Failed)
        {
            _failed++;
        }
        else
        {
            _done++;
        }

        return true;
    }

    /// <summary>Devices are stopped that were never started.</summary>
    public void CancelUnstarted(int count) => _cancelled += count;

    /// <summary>Whether any device was stopped before it was through.</summary>
    public bool AnyCancelled => _cancelled > 0;

    /// <summary>The counts as they stand.</summary>
    public RunProgress ToProgress(TimeSpan elapsed) => new()
    {
        Run = run,
        Devices = devices,
        Done = _done,
        Failed = _failed,
        NotTried = _notTried,
        Cancelled = _cancelled,
        InFlight = _collecting,
        BackingOff = _backingOff,
        Waiting = devices - _done - _failed - _cancelled - _collecting - _backingOff,
        Outputs = _outputs,
        Bytes = _bytes,
        Sessions = _sessions,
        Elapsed = elapsed,
        LatestFailures = [.. _failures],
    };

    private bool Leave(string device)
    {
        if (!_phases.Remove(device, out var phase))
        {
            return false;
        }

        Count(phase, -1);
        return true;
    }

    private void Count(DevicePhase phase, int by)
    {
        _collecting += phase == DevicePhase.Collecting ? by : 0;
        _backingOff += phase == DevicePhase.BackingOff ? by : 0;
    }
}
