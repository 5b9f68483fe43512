using System.Text.Json.Serialization;
using Fleet.Farming;
using Fleet.Inventory;
using Fleet.Storage.ReadSide;

namespace Fleet.Formatting;

/// <summary>What <c>--json</c> prints: names in camelCase, times in ISO 8601, sizes in bytes. Fields are added, never renamed.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(CollectJson))]
[JsonSerializable(typeof(SessionJson))]
[JsonSerializable(typeof(RunJson))]
[JsonSerializable(typeof(IReadOnlyList<RunJson>))]
[JsonSerializable(typeof(RunDetailsJson))]
[JsonSerializable(typeof(IReadOnlyList<DeviceRow>))]
[JsonSerializable(typeof(ReleaseJson))]
[JsonSerializable(typeof(OutputJson))]
[JsonSerializable(typeof(DiffJson))]
[JsonSerializable(typeof(IReadOnlyList<EventJson>))]
[JsonSerializable(typeof(ExportJson))]
[JsonSerializable(typeof(VerifyJson))]
[JsonSerializable(typeof(InventoryJson))]
[JsonSerializable(typeof(FarmReadyJson))]
[JsonSerializable(typeof(FarmStoppedJson))]
[JsonSerializable(typeof(FarmFiguresJson))]
[JsonSerializable(typeof(IReadOnlyList<FarmProfileJson>))]
internal sealed partial class Json : JsonSerializerContext;

/// <summary>The last line of <c>fleet collect --json</c>.</summary>
/// <param name="Run">The run's id.</param>
/// <param name="Devices">Devices that were to be collected: collected + failed + cancelled.</param>
/// <param name="Collected">Devices whose every command was collected.</param>
/// <param name="Failed">Devices with a command that failed for good.</param>
/// <param name="Cancelled">Devices that were stopped before they were through.</param>
/// <param name="NotTried">Those of the failed that were not tried, or not again: set aside, or not to be tried now.</param>
/// <param name="Outputs">Outputs collected, and durable.</param>
/// <param name="Bytes">Their size before compression.</param>
/// <param name="WallSeconds">From the first device being started to everything being durable and readable.</param>
/// <param name="SessionsPerSecond">Sessions, failed ones and retries included, by wall time.</param>
/// <param name="Parallelism">Sessions that might be held at once.</param>
/// <param name="CpuMsPerSession">Processor time of the whole process, starting up included, by sessions.</param>
/// <param name="PeakRssMb">Largest resident memory of the process, in units of 1,000,000 bytes.</param>
internal sealed record CollectJson(
    string Run,
    int Devices,
    int Collected,
    int Failed,
    int Cancelled,
    int NotTried,
    int Outputs,
    long Bytes,
    double WallSeconds,
    double SessionsPerSecond,
    ParallelismJson Parallelism,
    double CpuMsPerSession,
    double PeakRssMb);

/// <summary>How many sessions at once a run might hold.</summary>
/// <param name="Found"><c>auto</c>, or <c>fixed</c> when somebody set the number.</param>
/// <param name="AtEnd">The limit at the end.</param>
/// <param name="Lowest">The lowest limit of the run.</param>
/// <param name="Highest">The highest.</param>
internal sealed record ParallelismJson(string Found, int AtEnd, int Lowest, int Highest);

/// <summary>A line of <c>fleet collect --json</c>: one session, printed once it is durable.</summary>
/// <param name="Event"><c>session</c>, or <c>skipped</c> when none was held.</param>
/// <param name="Run">The run's id.</param>
/// <param name="Device">The device.</param>
/// <param name="Attempt">1 for the device's first session in the run.</param>
/// <param name="Failure">Why the session broke, if it did.</param>
/// <param name="Reason">One line about it.</param>
/// <param name="Outputs">The commands that have their outcome by this session.</param>
internal sealed record SessionJson(
    string Event,
    string Run,
    string Device,
    int Attempt,
    string? Failure,
    string? Reason,
    IReadOnlyList<SessionOutputJson> Outputs);

/// <summary>The outcome of one command.</summary>
/// <param name="Command">The command.</param>
/// <param name="Sha256">Hash of the output, in hexadecimal.</param>
/// <param name="Bytes">Length of the output.</param>
/// <param name="Failure">Why it failed for good, if it did.</param>
/// <param name="Reason">One line about it.</param>
internal sealed record SessionOutputJson(
    string Command, string? Sha256, long Bytes, string? Failure, string? Reason);

/// <summary>A run; expected = collected + failed + cancelled + pending, in pairs of device and command.</summary>
internal record RunJson(
    string Run,
    RunState State,
    DateTimeOffset Started,
    DateTimeOffset? Ended,
    string Source,
    int Devices,
    int Expected,
    int Collected,
    int Failed,
    int Cancelled,
    int Pending,
    long Bytes)
{
    public static RunJson Of(RunRow run) => new(
        run.Id, run.State, run.Started, run.Ended, run.Source, run.Devices, run.Expected, run.Collected, run.Failed,
        run.Cancelled, run.Pending, run.Bytes);
}

/// <summary>A run with its failures.</summary>
internal sealed record RunDetailsJson(
    RunJson Run, IReadOnlyList<FailureGroup> Failures, IReadOnlyList<FailedPairJson>? Failed);

/// <summary>A pair that failed.</summary>
internal sealed record FailedPairJson(string Device, string Command, DateTimeOffset At, string Failure, string? Reason);

/// <summary>One output with its content: as text when it is UTF-8, in base 64 otherwise.</summary>
internal sealed record OutputJson(
    string Device,
    string Command,
    string Run,
    DateTimeOffset At,
    string Sha256,
    long Bytes,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Text,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Base64);

/// <summary>The difference of two versions.</summary>
internal sealed record DiffJson(
    string Device, string Command, VersionJson From, VersionJson To, bool Same, int Added, int Removed, string Unified);

/// <summary>A version of an output.</summary>
internal sealed record VersionJson(string Run, DateTimeOffset At, string Sha256, long Bytes)
{
    public static VersionJson Of(OutputVersion version) =>
        new(version.Run, version.At, version.Output.ToString(), version.Bytes);
}

/// <summary>An event of a device.</summary>
internal sealed record EventJson(long SequenceNumber, DateTimeOffset Written, string Type, string Description);

/// <summary>What became of a release.</summary>
/// <param name="Released">Devices that had been set aside, and are no longer.</param>
/// <param name="NotSetAside">Devices that were named and had not been set aside.</param>
/// <param name="Credentials">Credentials that had been paused, and are no longer.</param>
/// <param name="NotPaused">Credentials that were named and had not been paused.</param>
internal sealed record ReleaseJson(
    IReadOnlyList<string> Released,
    IReadOnlyList<string> NotSetAside,
    IReadOnlyList<string> Credentials,
    IReadOnlyList<string> NotPaused);

/// <summary>What an export wrote.</summary>
internal sealed record ExportJson(string Run, string Folder, int Devices, int Files, long Bytes, int WithoutOutput);

/// <summary>What a verification found.</summary>
/// <param name="Clean">Whether nothing was found.</param>
/// <param name="Checks">Each check.</param>
/// <param name="Farm">The comparison with a farm's record, if there is one.</param>
internal sealed record VerifyJson(
    bool Clean,
    IReadOnlyList<VerifyCheckJson> Checks,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] FarmComparisonJson? Farm = null);

/// <summary>One check of a verification.</summary>
internal sealed record VerifyCheckJson(string Name, long Checked, IReadOnlyList<string> Problems);

/// <summary>An inventory as resolved.</summary>
internal sealed record InventoryJson(IReadOnlyList<InventoryDeviceJson> Devices);

/// <summary>A device with groups and defaults applied.</summary>
internal sealed record InventoryDeviceJson(
    string Name,
    string Host,
    int Port,
    string Platform,
    string Site,
    string Credential,
    IReadOnlyList<string> Commands,
    IReadOnlyList<string> Tags,
    IReadOnlyList<string> Groups,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RetryJson? Retry);

/// <summary>What an inventory says of trying a device again; times in seconds.</summary>
internal sealed record RetryJson(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Attempts,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? BudgetSeconds,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? MinBackoffSeconds,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? MaxBackoffSeconds)
{
    public static RetryJson? Of(RetryBudget retry) => retry == RetryBudget.Unsaid
        ? null
        : new RetryJson(
            retry.Attempts,
            retry.Budget?.TotalSeconds,
            retry.MinBackoff?.TotalSeconds,
            retry.MaxBackoff?.TotalSeconds);
}
