using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fleet.LoadTests.Processes;

/// <summary>A line of <c>fleet collect --json</c>, of a session or the last one; what a line lacks is empty.</summary>
/// <param name="Event"><c>session</c> or <c>skipped</c>; none in the last line.</param>
/// <param name="Device">The device.</param>
/// <param name="Failure">Why the session broke.</param>
/// <param name="Reason">One line about it.</param>
/// <param name="Outputs">The commands that have their outcome by this session.</param>
internal sealed record CollectLine(
    string? Event, string? Device, string? Failure, string? Reason, IReadOnlyList<CollectLineOutput>? Outputs)
{
    /// <summary>Reads a session's line.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static CollectLine Read(string line) => JsonSerializer.Deserialize(line, CollectJson.Default.CollectLine)!;

    /// <summary>
    /// What has become of the device; <see langword="null"/> when it will be tried again. A session that breaks for good
    /// gives up all commands that are left, and one that is to be repeated gives up none.
    /// </summary>
    public DeviceOutcome? Outcome()
    {
        var outputs = Outputs ?? [];
        var bytes = outputs.Sum(o => o.Bytes);
        var given = outputs.FirstOrDefault(o => o.Failure is not null);
        return given is not null ? new DeviceOutcome(Failure ?? given.Failure, Reason ?? given.Reason, bytes)
            : Failure is null ? new DeviceOutcome(null, null, bytes)
            : Event == "skipped" ? new DeviceOutcome(Failure, Reason, 0)
            : null;
    }
}

/// <summary>The outcome of one command.</summary>
internal sealed record CollectLineOutput(long Bytes, string? Failure, string? Reason);

/// <summary>What has become of a device in a run.</summary>
/// <param name="Failure">Why a command failed for good; <see langword="null"/> when all were collected.</param>
/// <param name="Reason">One line about it.</param>
/// <param name="Bytes">Bytes collected in its last session.</param>
internal sealed record DeviceOutcome(string? Failure, string? Reason, long Bytes);

/// <summary>The last line of <c>fleet collect --json</c>.</summary>
internal sealed record CollectSummary(
    string Run,
    int Devices,
    int Collected,
    int Failed,
    int Outputs,
    double WallSeconds,
    double SessionsPerSecond,
    double CpuMsPerSession,
    double PeakRssMb)
{
    /// <summary>Reads the line; <see langword="null"/> if it is that of a session.</summary>
    public static CollectSummary? Read(string line) => line.Contains("\"wallSeconds\":", StringComparison.Ordinal)
        ? JsonSerializer.Deserialize(line, CollectJson.Default.CollectSummary)
        : null;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CollectLine))]
[JsonSerializable(typeof(CollectSummary))]
internal sealed partial class CollectJson : JsonSerializerContext;
