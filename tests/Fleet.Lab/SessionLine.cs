using System.Text.Json;

namespace Fleet.Lab;

/// <summary>A line of <c>fleet collect --json</c>: a session that is durable.</summary>
internal sealed record SessionLine(
    string Event, string Run, string Device, int Attempt, string? Failure, IReadOnlyList<OutputLine> Outputs)
{
    /// <summary>When the line was read.</summary>
    public DateTimeOffset ReadAt { get; init; }

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <summary>Reads a line; <see langword="null"/> when it is about something else.</summary>
    public static SessionLine? Parse(string line) =>
        line.StartsWith("{\"event\":\"session\"", StringComparison.Ordinal)
            ? JsonSerializer.Deserialize<SessionLine>(line, Options)
            : null;

    /// <summary>The sessions among the lines of an output.</summary>
    public static IReadOnlyList<SessionLine> Of(string output) =>
        [.. output.Split('\n').Select(Parse).OfType<SessionLine>()];
}

/// <summary>The outcome of a command in a session.</summary>
internal sealed record OutputLine(string Command, string? Sha256, long Bytes, string? Failure);
