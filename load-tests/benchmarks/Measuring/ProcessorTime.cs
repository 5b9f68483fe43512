using Perfolizer.Horology;

namespace Fleet.LoadTests.Benchmarks.Measuring;

/// <summary>
/// Counts the processor time of the whole process, user and kernel, on whatever threads. Waits for disks and for prompts
/// cost a session nothing as long as there are others to get on with, and other processes beside do not count.
/// </summary>
internal sealed class ProcessorTime : IClock
{
    public string Title => "processor time";

    public bool IsAvailable => true;

    public Frequency Frequency { get; } = new(TimeSpan.TicksPerSecond);

    public long GetTimestamp() => Environment.CpuUsage.TotalTime.Ticks;
}
