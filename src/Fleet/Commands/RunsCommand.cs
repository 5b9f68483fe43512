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
        var limit = CommonOptions.Number("--limit", $"How many runs to show; default: {DefaultLimit}", "number of runs");
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
        // What is 0 for every run only takes room.
        var columns = new List<(string Heading, Func<RunRow, (string?, Style?)> Cell)>
        {
            ("RUN", r => (r.Id, null)),
            ("STATE", r => (r.State.ToString().ToLowerInvariant(), StyleOf(r))),
            ("STARTED", r => (Figures.Moment(r.Started), null)),
            (">TOOK", r => (r.Ended is { } ended ? Figures.Duration(ended - r.Started) : "", null)),
            (">DEVICES", r => (Figures.Count(r.Devices), null)),
            (">EXPECTED", r => (Figures.Count(r.Expected), null)),
            (">COLLECTED", r => (Figures.Count(r.Collected), null)),
            (">FAILED", r => (Figures.Count(r.Failed), Styles.IfAny(r.Failed, Styles.Bad))),
            (">CANCELLED", r => (Figures.Count(r.Cancelled), Styles.IfAny(r.Cancelled, Styles.Warning))),
            (">PENDING", r => (Figures.Count(r.Pending), Styles.IfAny(r.Pending, Styles.Active))),
            ("SOURCE", r => (r.Source, Styles.Quiet)),
        };
        columns.RemoveAll(c => (c.Heading == ">CANCELLED" && runs.All(r => r.Cancelled == 0))
            || (c.Heading == ">PENDING" && runs.All(r => r.Pending == 0)));
        var table = Tables.Create([.. columns.Select(c => c.Heading)]);
        foreach (var run in runs)
        {
            table.Add([.. columns.Select(c => c.Cell(run))]);
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
