using System.Globalization;

namespace Fleet.Chaos.Preload;

/// <summary>
/// A point in the life of a collector, named by what it writes and syncs: steps that happen one after the other. At the
/// last one the process ends itself, as <c>kill -9</c> would: before a write, or after a sync.
/// </summary>
/// <param name="Steps">As <c>preload.c</c> reads them.</param>
/// <param name="IsTorn">Whether half of a last write is done.</param>
/// <param name="Until">A step with which the point is passed.</param>
internal sealed record Point(string Steps, bool IsTorn = false, string? Until = null)
{
    // A row of Akka.Persistence.Sql's journal holds the event's manifest and then the serializer's number.
    private const string Serializer = "06a5";

    /// <summary>From the beginning of the process.</summary>
    public static Point Start { get; } = new("");

    /// <summary>The event that a run began is written.</summary>
    public static Point RunStarts => Start.Write("journal.db-wal", 1, Manifest("rs"));

    /// <summary>The event that a run goes on is written.</summary>
    public static Point RunResumes => Start.Write("journal.db-wal", 1, Manifest("rr"));

    /// <summary>The event that a run ended is written.</summary>
    public static Point RunEnds => Start.Write("journal.db-wal", 1, Manifest("re"));

    /// <summary>The last step comes before a run goes on.</summary>
    public Point WhileStarting => this with { Until = RunResumes.Steps };

    /// <summary>Then a file is written so many times; <c>*</c> is any file.</summary>
    public Point Write(string file, int count, string bytes = "") => Then($"write {file} {count} {bytes}");

    /// <summary>Then a file is synced so many times.</summary>
    public Point Sync(string file, int count) => Then($"sync {file} {count}");

    private Point Then(FormattableString step)
    {
        var text = step.ToString(CultureInfo.InvariantCulture).TrimEnd();
        return this with { Steps = Steps.Length == 0 ? text : $"{Steps}; {text}" };
    }

    private static string Manifest(string manifest) =>
        Convert.ToHexStringLower(System.Text.Encoding.ASCII.GetBytes(manifest)) + Serializer;
}
