namespace Fleet.Storage.ReadSide;

/// <summary>The expected set of a run: every device with its commands. Kept as an output, named by the run's first event.</summary>
/// <param name="Devices">The devices, in order; none twice, compared without regard to case.</param>
public sealed record RunPlan(IReadOnlyList<PlannedDevice> Devices)
{
    /// <summary>How many (device, command) pairs there are.</summary>
    public int Outputs => Devices.Sum(d => d.Commands.Count);

    /// <summary>The plan as bytes; the same plan always gives the same bytes, and a repeated list of commands is written once.</summary>
    /// <exception cref="ArgumentException">A name or command is empty, or a device, or a command of a device, comes twice.</exception>
    public byte[] ToBytes() => FindError() is { } error ? throw new ArgumentException(error) : RunPlanFormat.Write(this);

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    /// <exception cref="FormatException">These bytes are no plan.</exception>
    public static RunPlan FromBytes(ReadOnlySpan<byte> bytes)
    {
        var plan = RunPlanFormat.Read(bytes);
        return plan.FindError() is { } error ? throw new FormatException(error) : plan;
    }

    /// <summary>Why the plan makes no sense, or <see langword="null"/>.</summary>
    private string? FindError()
    {
        var devices = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var sound = new HashSet<IReadOnlyList<string>>(SameStrings.Instance);
        foreach (var (device, commands) in Devices)
        {
            if (string.IsNullOrWhiteSpace(device))
            {
                return "The run's plan has a device without a name.";
            }

            if (!devices.Add(device))
            {
                return $"The run's plan has the device '{device}' twice.";
            }

            if (sound.Add(commands) && (commands.Any(string.IsNullOrWhiteSpace) || commands.Distinct().Count() < commands.Count))
            {
                return $"The run's plan has an empty or repeated command for the device '{device}'.";
            }
        }

        return null;
    }
}

/// <summary>A device of a plan.</summary>
/// <param name="Device">The device's name.</param>
/// <param name="Commands">The commands to collect.</param>
public sealed record PlannedDevice(string Device, IReadOnlyList<string> Commands);
