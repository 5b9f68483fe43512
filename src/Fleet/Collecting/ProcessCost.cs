using System.Diagnostics;

namespace Fleet.Collecting;

/// <summary>What this process has used so far.</summary>
/// <param name="Processor">Time on all processors, since the process started.</param>
/// <param name="PeakResidentBytes">The largest resident memory.</param>
internal sealed record ProcessCost(TimeSpan Processor, long PeakResidentBytes)
{
    public static ProcessCost Now()
    {
        using var process = Process.GetCurrentProcess();
        return new ProcessCost(process.TotalProcessorTime, process.PeakWorkingSet64);
    }
}
