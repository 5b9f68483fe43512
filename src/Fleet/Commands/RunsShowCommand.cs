using System.CommandLine;
using Fleet.CommandLine;
using Fleet.Formatting;
using Fleet.Reading;
using Fleet.Storage.ReadSide;
using Spectre.Console;

namespace Fleet.Commands;

/// <summary><c>fleet runs show</c>: what became of every pair of a run.</summary>
internal static class RunsShowCommand
{
    public static Command Create(Terminal terminal, CommonOptions common)
    {
        var run = new Argument<string>("RUN") { Description = "A run's id, the beginning of one, or 'latest'" };
        var failed = new Option<bool>("--failed") { Description = "List every device that failed, and why" };
        var command = new FleetCommand("show", "Shows what became of a run, to the pair of device and command")
        {
            Notes = ["Every expected pair is collected, failed, cancelled or, while the run is open, pending."],
            Examples =
            [
                new("the newest run", "fleet runs show latest"),
                new("each device that failed in it, and why", "fleet runs show latest --failed"),
            ],
        };
        command.Add(run);
        command.Add(failed);
        command.Add(common.Data);
        command.Add(common.Json);
        command.SetAction((arguments, _) => RunAsync(
            terminal,
            arguments.GetValue(common.Data)!,
            arguments.GetValue(run)!,
            arguments.GetValue(failed),
            arguments.GetValue(common.Json)));
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, string data, string id, bool listFailed, bool json)
    {
        await using var store = StoreReader.Open(data);
        var run = store.Run(id);
        var failures = store.Tables.Failures(run.Id);
        var failed = listFailed
            ? store.Tables.Outcomes(run.Id).Where(o => o.Failure is not null)
                .Select(o => new FailedPairJson(o.Device, o.Command, o.At, o.Failure!, o.Reason)).ToList()
            : null;
        if (json)
        {
            terminal.PrintJson(new RunDetailsJson(RunJson.Of(run), failures, failed), Json.Default.RunDetailsJson);
            return ExitCode.Success;
        }

        terminal.Print(Facts(run));
        if (failures.Count > 0)
        {
            terminal.PrintLine();
            terminal.Print(failed is null ? FailureTable.Create(failures) : Table(failed));
        }

        foreach (var hint in Hints(run, failures, listFailed))
        {
            terminal.PrintLine();
            terminal.PrintLine(hint);
        }

        return ExitCode.Success;
    }

    internal static Grid Facts(RunRow run)
    {
        var grid = new Grid().AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(0, 0, 2, 0) }).AddColumn();
        void Row(string name, string value, Style? style = null) =>
            grid.AddRow(new Text(name, Styles.Quiet), new Text(SafeText.Line(value), style));

        Row("run", run.Id, Styles.Strong);
        Row("state", run.State == RunState.Open ? "open: under way, or cut off" : run.State.ToString().ToLowerInvariant(), RunsCommand.StyleOf(run));
        Row("source", run.Source);
        Row("started", Figures.Moment(run.Started));
        if (run.Ended is { } ended)
        {
            Row("ended", $"{Figures.Moment(ended)}, after {Figures.Duration(ended - run.Started)}");
        }

        Row("devices", Figures.Count(run.Devices));
        Row("outputs", Sum(run));
        Row("size", Figures.Bytes(run.Bytes));
        return grid;
    }

    /// <summary>The sum that every run keeps: what was expected, and what became of it.</summary>
    internal static string Sum(RunRow run) =>
        $"{Figures.Count(run.Expected)} expected = {Figures.Count(run.Collected)} collected"
        + $" + {Figures.Count(run.Failed)} failed + {Figures.Count(run.Cancelled)} cancelled"
        + (run.State == RunState.Open ? $" + {Figures.Count(run.Pending)} pending" : "");

    /// <summary>A line for each device and reason: when a session breaks, all of its commands fail for the same.</summary>
    internal static Table Table(IEnumerable<FailedPairJson> failed)
    {
        var table = Tables.Create("DEVICE", "FAILURE", "COMMANDS", "REASON");
        foreach (var same in failed.GroupBy(p => (p.Device, p.Failure, p.Reason)))
        {
            var commands = same.Count() == 1 ? same.First().Command : Figures.Count(same.Count(), "command");
            table.Add((same.Key.Device, null), (same.Key.Failure, Styles.Bad), (commands, null), (same.Key.Reason, null));
        }

        return table;
    }

    private static IEnumerable<string> Hints(RunRow run, IReadOnlyList<FailureGroup> failures, bool listFailed)
    {
        if (failures.Count > 0 && !listFailed)
        {
            yield return $"'fleet runs show {run.Id} --failed' lists every device.";
        }

        if (run.Pending + run.Cancelled > 0)
        {
            yield return $"'fleet collect --resume {run.Id}' collects what is missing; "
                + $"give it what the run was started with: {run.Source}";
        }
    }
}
