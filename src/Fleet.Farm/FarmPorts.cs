using Fleet.Farm.Faults;
using Fleet.Farm.Fleets;

namespace Fleet.Farm;

/// <summary>The ports of a farm: that of its devices, and two above it for devices that no process can play.</summary>
public static class FarmPorts
{
    /// <summary>The port that a farm has unless told otherwise.</summary>
    public const int Default = 2222;

    /// <summary>The highest port that a farm can have.</summary>
    public const int Highest = 65535 - Unreachable;

    // Above the farm's port.
    private const int Refused = 1;
    private const int Unreachable = 2;

    /// <summary>The port of a device, as its inventory names it.</summary>
    /// <param name="device">The device.</param>
    /// <param name="port">The farm's port.</param>
    public static int Of(SimulatedDevice device, int port) => port + OffsetOf(device.Faults);

    /// <summary>The ports above the farm's that a fleet needs, and whether packets are lost there.</summary>
    internal static IEnumerable<(int Port, bool LosesPackets)> Needed(SimulatedFleet fleet, int port) =>
        fleet.Faulty.Select(f => OffsetOf(f.Faults)).Where(offset => offset > 0).Distinct()
            .Select(offset => (port + offset, offset == Unreachable));

    /// <summary>Whether a fault is there from the start to the end.</summary>
    internal static bool IsPermanent(PlannedFault fault) => fault.From == TimeSpan.Zero && fault.Until is null;

    private static int OffsetOf(IReadOnlyList<PlannedFault> faults)
    {
        foreach (var fault in faults)
        {
            switch (fault.Kind)
            {
                case FaultKind.ConnectionRefused:
                    return Refused;
                case FaultKind.Unreachable when IsPermanent(fault):
                    return Unreachable;
            }
        }

        return 0;
    }
}
