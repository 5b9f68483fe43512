using Fleet.Farm.Content;
using Fleet.Farm.Faults;
using Fleet.Farm.Fleets;

namespace Fleet.Farm.Shell;

/// <summary>The faults of a device as one connection sees them.</summary>
internal sealed class ConnectionFaults(SimulatedDevice device, IFarm farm)
{
    private ulong _played;

    /// <summary>Whether a fault is on now.</summary>
    public bool IsOn(FaultKind kind)
    {
        IReadOnlyList<PlannedFault> planned = device.Faults;
        for (int i = 0; i < planned.Count; i++)
        {
            if (planned[i].Kind == kind && planned[i].IsOn(farm.Elapsed))
                return true;
        }

        return false;
    }

    /// <summary>Whether a fault is on now; it is counted as played, once a connection.</summary>
    public bool Plays(FaultKind kind)
    {
        if (!IsOn(kind))
            return false;
        CountPlayed(kind);
        return true;
    }

    /// <summary>Whether a fault is on now and a line is the one of the device's commands that suffers from it.</summary>
    public bool Hits(FaultKind kind, string line) =>
        IsOn(kind) && device.Commands.Count > 0 && line.AsSpan().Trim().SequenceEqual(Victim(kind));

    /// <summary>Reports a fault that shows, once a connection.</summary>
    public void CountPlayed(FaultKind kind)
    {
        ulong bit = 1ul << (int)kind;
        if ((Interlocked.Or(ref _played, bit) & bit) == 0)
            farm.Played(device, kind);
    }

    private string Victim(FaultKind kind) =>
        device.Commands[SplitMix.At(device.Seed, (int)kind).Below(device.Commands.Count)];
}
