using System.CommandLine;
using System.Text;
using System.Text.Unicode;
using Fleet.CommandLine;
using Fleet.Formatting;
using Fleet.Reading;
using Fleet.Storage.ReadSide;

namespace Fleet.Commands;

/// <summary><c>fleet output</c>: a stored output, byte for byte.</summary>
internal static class OutputCommand
{
    public static Command Create(Terminal terminal, CommonOptions common)
    {
        var device = new Argument<string>("DEVICE") { Description = "The device's name" };
        var words = new Argument<string[]>("COMMAND")
        {
            Description = "The command; its words may stand without quotes",
            Arity = ArgumentArity.OneOrMore,
        };
        var run = new Option<string?>("--run") { Description = "As collected in this run", HelpName = "RUN" };
        var at = new Option<string?>("--at")
        {
            Description = $"As it was at this moment: {Moments.Expected}",
            HelpName = "TIME",
        };
        var command = new FleetCommand("output", "Prints an output of a device: the latest, or that of a run or moment")
        {
            Notes =
            [
                "In a file or pipe, the output has exactly the bytes that are stored. On a terminal, control\n"
                + "characters are shown as ^X or \\xNN, so that no device can write to your terminal.",
            ],
            Examples =
            [
                new("the latest configuration, into a file", "fleet output sw1 show running-config > sw1.cfg"),
                new("what the routing table was a week ago", "fleet output r1 'show ip route' --at 7d"),
            ],
        };
        command.Add(device);
        command.Add(words);
        command.Add(run);
        command.Add(at);
        command.Add(common.Data);
        command.Add(common.Json);
        command.SetAction((arguments, _) => RunAsync(
            terminal,
            arguments.GetValue(common.Data)!,
            new Wanted(
                arguments.GetValue(device)!,
                string.Join(' ', arguments.GetValue(words)!),
                arguments.GetValue(run),
                arguments.GetValue(at)),
            arguments.GetValue(common.Json)));
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, string data, Wanted wanted, bool json)
    {
        if (wanted is { Run: not null, At: not null })
        {
            throw new CommandException("--run and --at exclude each other: a run has one output of a command");
        }

        await using var store = StoreReader.Open(data);
        var version = Find(store, wanted);
        if (json)
        {
            PrintJson(terminal, version, store.Bytes(version));
        }
        else if (terminal.IsTerminal)
        {
            var text = SafeText.Block(RawBytes.Decode(store.Bytes(version)));
            terminal.Out.Write(text.EndsWith('\n') || text.Length == 0 ? text : text + "\n");
        }
        else
        {
            store.CopyTo(version.Output, terminal.Output);
        }

        return ExitCode.Success;
    }

    private static OutputVersion Find(StoreReader store, Wanted wanted)
    {
        var device = store.Device(wanted.Device);
        if (wanted.Run is not null)
        {
            return OfRun(store, device, wanted.Command, store.Run(wanted.Run));
        }

        var command = store.Command(device, wanted.Command);
        if (wanted.At is null)
        {
            return store.Tables.FindOutput(device, command)
                ?? throw new CommandException($"{device} has no output of '{command}'");
        }

        if (!Moments.TryParse(wanted.At, DateTimeOffset.Now, out var moment))
        {
            throw new CommandException($"--at '{wanted.At}' is no time; expected {Moments.Expected}");
        }

        return store.Tables.FindOutput(device, command, at: moment)
            ?? throw new CommandException($"{device} has no output of '{command}' as old as {Figures.Moment(moment)}; "
                + $"the first is of {Figures.Moment(store.Tables.Versions(device, command)[0].At)}");
    }

    private static OutputVersion OfRun(StoreReader store, string device, string typed, RunRow run)
    {
        // A command that never succeeded has no outputs to be found among, but may well be part of the run.
        var outcome = store.Tables.Outcomes(run.Id).FirstOrDefault(o =>
            string.Equals(o.Device, device, StringComparison.OrdinalIgnoreCase)
            && string.Equals(o.Command, typed, StringComparison.OrdinalIgnoreCase));
        if (outcome is { Failure: not null })
        {
            throw new CommandException($"{device} '{outcome.Command}' failed in run {run.Id}: {outcome.Failure}"
                + (outcome.Reason is null ? "" : $", {outcome.Reason}"));
        }

        var command = outcome?.Command ?? store.Command(device, typed);
        return store.Tables.FindOutput(device, command, run.Id)
            ?? throw new CommandException($"run {run.Id} has no output of '{command}' of {device}");
    }

    private static void PrintJson(Terminal terminal, OutputVersion version, byte[] bytes)
    {
        var isText = Utf8.IsValid(bytes);
        terminal.PrintJson(
            new OutputJson(
                version.Device,
                version.Command,
                version.Run,
                version.At,
                version.Output.ToString(),
                version.Bytes,
                isText ? Encoding.UTF8.GetString(bytes) : null,
                isText ? null : Convert.ToBase64String(bytes)),
            Json.Default.OutputJson);
    }

    private sealed record Wanted(string Device, string Command, string? Run, string? At);
}
