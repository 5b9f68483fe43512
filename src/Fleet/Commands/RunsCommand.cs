using System.CommandLine;
using Fleet.CommandLine;
using Fleet.Formatting;
using Fleet.Reading;
using Fleet.Storage.ReadSide;
using Spectre.Console;

namespace Fleet.Commands;

/// <summary><c>fleet runs</c>: the runs, the newest first.</summary>
internal static class RunsCommand
{
    private const int DefaultLimit = 20;

    public static Command Create(Terminal terminal, CommonOptions common)
    {
        var limit = CommonOptions.Number("--limit", $"How many runs to show; default: {DefaultLimit}", "runs");
        var command = new FleetCommand("runs", "Lists the runs, the newest first; 'fleet runs show' looks into one")
        {
            Examples = [new("the last five runs", "fleet runs --limit 5")],
        };
        command.Add(RunsShowCommand.Create(terminal, common));
        command.Add(limit);
        command.Add(common.Data);
        command.Add(common.Json);
        command.SetAction((arguments, _) =>
            RunAsync(terminal, arguments.GetValue(common.Data)!, arguments.GetValue(limit) ?? DefaultLimit, arguments.GetValue(common.Json)));
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, string data, int limit, bool json)
    {
        await using var store = StoreReader.Open(data);
        var all = store.Tables.Runs();
        IReadOnlyList<RunRow> shown = [.. all.Take(limit)];
        if (json)
        {
            terminal.PrintJson<IReadOnlyList<RunJson>>([.. shown.Select(RunJson.Of)], Json.Default.IReadOnlyListRunJson);
        }
        else if (all.Count == 0)
        {
            terminal.PrintLine("No runs yet; 'fleet collect' starts one.");
        }
        else
        {
            terminal.Print(Table(shown));
            if (shown.Count < all.Count)
            {
                terminal.PrintLine($"{Figures.Count(all.Count - shown.Count, "older run")}; --limit shows more");
            }
        }

        return ExitCode.Success;
    }

    internal static Table Table(IReadOnlyList<RunRow> runs)
    {
        // Only a run that is open, or was cut off, has pairs without an outcome.
        var anyPending = runs.Any(r => r.Pending > 0);
        var table = Tables.Create(
        [
            "RUN", "STATE", "STARTED", ">TOOK", ">DEVICES", ">EXPECTED", ">COLLECTED", ">FAILED", ">CANCELLED",
            .. anyPending ? [">PENDING"] : Array.Empty<string>(), "SOURCE",
        ]);
        foreach (var run in runs)
        {
            List<(string?, Style?)> cells =
            [
                (run.Id, null),
                (run.State.ToString().ToLowerInvariant(), StyleOf(run)),
                (Figures.Moment(run.Started), null),
                (run.Ended is { } ended ? Figures.Duration(ended - run.Started) : "", null),
                (Figures.Count(run.Devices), null),
                (Figures.Count(run.Expected), null),
                (Figures.Count(run.Collected), null),
                (Figures.Count(run.Failed), Styles.IfAny(run.Failed, Styles.Bad)),
                (Figures.Count(run.Cancelled), Styles.IfAny(run.Cancelled, Styles.Warning)),
            ];
            if (anyPending)
            {
                cells.Add((Figures.Count(run.Pending), Styles.IfAny(run.Pending, Styles.Active)));
            }

            cells.Add((run.Source, Styles.Quiet));
            table.Add([.. cells]);
        }

        return table;
    }

    /// <summary>How a run's state is coloured.</summary>
    internal static Style StyleOf(RunRow run) => run.State switch
    {
        RunState.Completed => run.Failed == 0 ? Styles.Good : Styles.Warning,
        RunState.Interrupted => Styles.Warning,
        _ => Styles.Active,
    };
}
