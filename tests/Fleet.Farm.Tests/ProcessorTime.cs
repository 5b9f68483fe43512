namespace Fleet.Farm.Tests;

/// <summary>
/// What work takes of the processors: on a machine where nothing else runs, no less than the time it takes one thread, and
/// on a busy one the same. Counts the whole process, so only for tests that run <see cref="Alone"/>.
/// </summary>
internal static class ProcessorTime
{
    /// <summary>The least of three times, as the first also compiles what it runs.</summary>
    public static TimeSpan Of(Action work) => Enumerable.Range(0, 3).Min(_ =>
    {
        var before = Environment.CpuUsage.TotalTime;
        work();
        return Environment.CpuUsage.TotalTime - before;
    });
}
