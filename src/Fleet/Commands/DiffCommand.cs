using System.CommandLine;
using Fleet.CommandLine;
using Fleet.Formatting;
using Fleet.Reading;
using Fleet.Storage.ReadSide;
using Spectre.Console;

namespace Fleet.Commands;

/// <summary><c>fleet diff</c>: what changed between two versions of an output.</summary>
internal static class DiffCommand
{
    public static Command Create(Terminal terminal, CommonOptions common)
    {
        var device = new Argument<string>("DEVICE") { Description = "The device's name" };
        var words = new Argument<string[]>("COMMAND")
        {
            Description = "The command; its words may stand without quotes",
            Arity = ArgumentArity.OneOrMore,
        };
        var from = Version("--from", "The old version: a run, or a time as of which it is taken; default: the one before the new version");
        var to = Version("--to", "The new version: a run, or a time as of which it is taken; default: the latest");
        var command = new FleetCommand("diff", "Shows what changed between two versions of an output, as a unified diff")
        {
            Notes = [$"A run is an id, the beginning of one, or 'latest'. A time is {Moments.Expected["a time ".Length..]}."],
            Examples =
            [
                new("the latest change of the configuration", "fleet diff sw1 show running-config"),
                new("everything that changed since yesterday", "fleet diff r1 'show ip route' --from 24h"),
            ],
        };
        command.Add(device);
        command.Add(words);
        command.Add(from);
        command.Add(to);
        command.Add(common.Data);
        command.Add(common.Json);
        command.SetAction((arguments, _) => RunAsync(
            terminal,
            arguments.GetValue(common.Data)!,
            new Wanted(
                arguments.GetValue(device)!,
                string.Join(' ', arguments.GetValue(words)!),
                arguments.GetValue(from),
                arguments.GetValue(to)),
            arguments.GetValue(common.Json)));
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, string data, Wanted wanted, bool json)
    {
        await using var store = StoreReader.Open(data);
        var device = store.Device(wanted.Device);
        var command = store.Command(device, wanted.Command);
        var versions = new VersionFinder(store, device, command);
        var to = versions.To(wanted.To);
        var from = versions.From(wanted.From, to);
        var diff = from.Output == to.Output
            ? new UnifiedDiff([], IsExact: true)
            : UnifiedDiff.Of(RawBytes.Decode(store.Bytes(from)), RawBytes.Decode(store.Bytes(to)));
        if (json)
        {
            terminal.PrintJson(
                new DiffJson(
                    device, command, VersionJson.Of(from), VersionJson.Of(to), from.Output == to.Output, diff.Added,
                    diff.Removed, string.Concat(diff.Lines.Select(l => l.Text + "\n"))),
                Json.Default.DiffJson);
        }
        else
        {
            Print(terminal, from, to, diff);
        }

        return ExitCode.Success;
    }

    internal static void Print(Terminal terminal, OutputVersion from, OutputVersion to, UnifiedDiff diff)
    {
        if (diff.Lines.Count == 0)
        {
            terminal.PrintError($"fleet: {from.Device} '{from.Command}' is the same at {Label(from)} and {Label(to)}");
            return;
        }

        if (!diff.IsExact)
        {
            terminal.PrintError("fleet: the versions have too little in common to be compared line by line in reasonable time");
        }

        PrintLine(terminal, $"--- {from.Device} {from.Command}\t{Label(from)}", Styles.Strong);
        PrintLine(terminal, $"+++ {to.Device} {to.Command}\t{Label(to)}", Styles.Strong);
        foreach (var line in diff.Lines)
        {
            PrintLine(terminal, line.Text, line.Kind switch
            {
                DiffLineKind.Hunk => Styles.Active,
                DiffLineKind.Added => Styles.Good,
                DiffLineKind.Removed => Styles.Bad,
                DiffLineKind.Remark => Styles.Quiet,
                _ => Style.Plain,
            });
        }
    }

    private static void PrintLine(Terminal terminal, string line, Style style)
    {
        if (terminal.IsTerminal)
        {
            terminal.PrintSafeLine(SafeText.Block(line), style);
        }
        else
        {
            RawBytes.Encode(line + "\n", terminal.Output);
        }
    }

    private static string Label(OutputVersion version) => $"{Figures.Moment(version.At)} ({version.Run})";

    private static Option<string?> Version(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "RUN|TIME",
    };

    private sealed record Wanted(string Device, string Command, string? From, string? To);
}
