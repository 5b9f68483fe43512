namespace Fleet.Storage.ReadSide;

/// <summary>The expected set of a run: every device with its commands. Kept as an output, named by the run's first event.</summary>
/// <param name="Devices">The devices, in order.</param>
public sealed record RunPlan(IReadOnlyList<PlannedDevice> Devices)
{
    /// <summary>How many (device, command) pairs there are.</summary>
    public int Outputs => Devices.Sum(d => d.Commands.Count);

    /// <summary>The plan as bytes; the same plan always gives the same bytes, and a repeated list of commands is written once.</summary>
    public byte[] ToBytes() => throw new NotImplementedException();

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    /// <exception cref="FormatException">These bytes are no plan.</exception>
    public static RunPlan FromBytes(ReadOnlySpan<byte> bytes) => throw new NotImplementedException();
}

/// <summary>A device of a plan.</summary>
/// <param name="Device">The device's name.</param>
/// <param name="Commands">The commands to collect.</param>
public sealed record PlannedDevice(string Device, IReadOnlyList<string> Commands);
