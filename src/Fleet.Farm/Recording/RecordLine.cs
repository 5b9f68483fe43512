using System.Text.Json.Serialization;

namespace Fleet.Farm.Recording;

/// <summary>A line of a farm's record.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(Started), "started")]
[JsonDerivedType(typeof(Faulty), "faulty")]
[JsonDerivedType(typeof(Sent), "sent")]
[JsonDerivedType(typeof(Played), "played")]
[JsonDerivedType(typeof(Stopped), "stopped")]
public abstract record RecordLine
{
    private RecordLine()
    {
    }

    /// <summary>A farm has started.</summary>
    /// <param name="Format">Version of the record's format.</param>
    /// <param name="Profile">The profile's name or file.</param>
    /// <param name="Seed">The seed.</param>
    /// <param name="Devices">How many devices.</param>
    /// <param name="Epoch">The epoch at the start.</param>
    /// <param name="At">When it started.</param>
    public sealed record Started(int Format, string Profile, int Seed, int Devices, int Epoch, DateTimeOffset At) : RecordLine;

    /// <summary>A device is faulty. Follows the start, a line for each fault of each device.</summary>
    /// <param name="Device">The device.</param>
    /// <param name="Fault">The name of the fault.</param>
    /// <param name="From">When it begins, in seconds from the start.</param>
    /// <param name="Failures">
    /// The failure classes that a collector may record; none: it is to cope. Of a fault that comes or goes, a collector may
    /// see nothing, too.
    /// </param>
    /// <param name="For">How long it lasts, in seconds; left out: for ever.</param>
    public sealed record Faulty(
        string Device, string Fault, double From, IReadOnlyList<string> Failures, double? For = null) : RecordLine;

    /// <summary>A command was answered, or its answer broke off.</summary>
    /// <param name="Device">The device.</param>
    /// <param name="Command">The command as the client typed it.</param>
    /// <param name="Epoch">The epoch.</param>
    /// <param name="Sha256">Hash of the output as a correct collector stores it, in hexadecimal.</param>
    /// <param name="Bytes">Its length.</param>
    /// <param name="Whole">Whether all of it was sent, and the next prompt.</param>
    /// <param name="Rejected">Whether the device did not take the command.</param>
    /// <param name="Began">When the command was understood.</param>
    /// <param name="Ended">When the last byte was handed to the connection.</param>
    public sealed record Sent(
        string Device,
        string Command,
        int Epoch,
        string Sha256,
        long Bytes,
        bool Whole,
        bool Rejected,
        DateTimeOffset Began,
        DateTimeOffset Ended) : RecordLine;

    /// <summary>A fault was played.</summary>
    /// <param name="Device">The device.</param>
    /// <param name="Fault">The name of the fault.</param>
    /// <param name="At">When.</param>
    public sealed record Played(string Device, string Fault, DateTimeOffset At) : RecordLine;

    /// <summary>The farm was stopped, and nothing of its record is missing.</summary>
    /// <param name="At">When.</param>
    public sealed record Stopped(DateTimeOffset At) : RecordLine;
}

/// <summary>How lines of a record are written: names in camelCase, times in ISO 8601, the kind of a line in <c>event</c>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(RecordLine))]
internal sealed partial class RecordJson : JsonSerializerContext;
