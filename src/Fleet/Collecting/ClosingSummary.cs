using Fleet.Collection.Runs;
using Fleet.CommandLine;
using Fleet.Formatting;

namespace Fleet.Collecting;

/// <summary>What is said when a run has ended.</summary>
internal static class ClosingSummary
{
    /// <summary>The exit code of a run.</summary>
    public static int ExitCodeOf(RunSummary summary) => summary switch
    {
        { Interrupted: true } => ExitCode.Interrupted,
        { Progress: { Failed: > 0 } or { Cancelled: > 0 } } => ExitCode.SomeFailed,
        _ => ExitCode.Success,
    };

    /// <summary>The summary for machines.</summary>
    public static CollectJson ToJson(RunSummary summary, TimeSpan wall, LimitRange limits, ProcessCost cost)
    {
        var p = summary.Progress;
        return new CollectJson(
            summary.Run,
            p.Devices,
            p.Done,
            p.Failed,
            p.Devices - p.Done - p.Failed,
            p.NotTried,
            p.Outputs,
            p.Bytes,
            Math.Round(wall.TotalSeconds, 3),
            Math.Round(wall > TimeSpan.Zero ? p.Sessions / wall.TotalSeconds : 0, 1),
            new ParallelismJson(limits.IsAutomatic ? "auto" : "fixed", limits.AtEnd, limits.Lowest, limits.Highest),
            Math.Round(p.Sessions > 0 ? cost.Processor.TotalMilliseconds / p.Sessions : 0, 2),
            Math.Round(cost.PeakResidentBytes / 1e6, 1));
    }

    /// <summary>The summary for people: what was collected, what failed and why, and what to do next.</summary>
    public static void Print(
        Terminal terminal, RunSummary summary, TimeSpan wall, LimitRange limits, NotTried notTried, CollectRequest request)
    {
        var p = summary.Progress;
        terminal.PrintLine(
            $"{Headline(p)}{(summary.Interrupted ? " before it was stopped" : "")}.",
            summary.Interrupted ? Styles.Warning : p.Failed > 0 ? Styles.Bad : Styles.Good);
        terminal.PrintLine($"{Figures.Count(p.Outputs, "output")}, {Figures.Bytes(p.Bytes)}, in {Figures.Duration(wall)}"
            + (wall > TimeSpan.Zero ? $" ({Figures.PerSecond(p.Sessions / wall.TotalSeconds, "session")})" : "")
            + $"; run {summary.Run}");
        if (limits.IsAutomatic)
        {
            terminal.PrintLine($"{Figures.Count(limits.AtEnd, "session")} at once at the end, found automatically between "
                + $"{Figures.Count(limits.Lowest)} and {Figures.Count(limits.Highest)}");
        }

        if (notTried.Others.Count > 0)
        {
            terminal.PrintLine();
            terminal.Print(FailureTable.Create(notTried.Others));
        }

        if (notTried.Groups.Count > 0)
        {
            terminal.PrintLine();
            terminal.Print(notTried.Table());
        }

        if (request.SaysWhatIsNext)
        {
            terminal.PrintLine();
            terminal.PrintLine("Next: " + Next(summary, notTried, request));
        }
    }

    internal static string Headline(RunProgress p)
    {
        if (p.Devices == 0)
        {
            return "Nothing was missing";
        }

        var cancelled = p.Devices - p.Done - p.Failed;
        var failed = p.Failed - p.NotTried;
        return $"{Figures.Count(p.Done)} of {Figures.Count(p.Devices, "device")} collected"
            + (failed > 0 ? $", {Figures.Count(failed)} failed" : "")
            + (p.NotTried > 0 ? $", {Figures.Count(p.NotTried)} not tried" : "")
            + (cancelled > 0 ? $", {Figures.Count(cancelled)} cancelled" : "");
    }

    internal static string Next(RunSummary summary, NotTried notTried, CollectRequest request)
    {
        return summary switch
        {
            { Interrupted: true } or { GivenUp.Count: > 0 } => request.ResumeCommand(summary.Run),
            _ when notTried.Others.Count > 0 => $"fleet runs show {summary.Run} --failed{request.DataOption}",
            _ when notTried.Groups.Count > 0 => notTried.GoOn(summary.Run),
            _ => $"fleet export {summary.Run} FOLDER{request.DataOption}",
        };
    }
}
