using System.CommandLine;
using Fleet.CommandLine;
using Fleet.Formatting;
using Fleet.Reading;
using Fleet.Storage.ReadSide;

namespace Fleet.Commands;

/// <summary><c>fleet export</c>: the outputs of a run as files.</summary>
internal static class ExportCommand
{
    public static Command Create(Terminal terminal, CommonOptions common)
    {
        var run = new Argument<string>("RUN") { Description = "A run's id, the beginning of one, or 'latest'" };
        var folder = new Argument<string>("FOLDER") { Description = "The folder to write to; it is created" };
        var force = new Option<bool>("--force")
        {
            Description = "Write into a folder that is not empty, over files of the same names",
        };
        var command = new FleetCommand("export", "Writes the outputs of a run to a folder: a file per device and command")
        {
            Notes =
            [
                "Files are named FOLDER/DEVICE/COMMAND.txt. In names a blank becomes _ and what is not a letter,\n"
                + "digit, hyphen or dot becomes %XX, so that 'show ip route' is in show_ip_route.txt.",
            ],
            Examples = [new("the newest run, as a tree to search in", "fleet export latest ./outputs")],
        };
        command.Add(run);
        command.Add(folder);
        command.Add(force);
        command.Add(common.Data);
        command.Add(common.Json);
        command.SetAction((arguments, cancellation) => RunAsync(
            terminal,
            arguments.GetValue(common.Data)!,
            arguments.GetValue(run)!,
            new Target(arguments.GetValue(folder)!, arguments.GetValue(force)),
            arguments.GetValue(common.Json)));
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, string data, string id, Target target, bool json)
    {
        await using var store = StoreReader.Open(data);
        var run = store.Run(id);
        var outcomes = store.Tables.Outcomes(run.Id).Where(o => o.Failure is null && o.Output is not null).ToList();
        try
        {
            Prepare(target);
            var devices = ExportNames.Of(outcomes.Select(o => o.Device));
            foreach (var device in outcomes.GroupBy(o => o.Device, StringComparer.Ordinal))
            {
                Export(store, device, Path.Combine(target.Folder, devices[device.Key]));
            }

            Report(terminal, run, target, devices.Count, outcomes, json);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"cannot write to {target.Folder}: {e.Message}");
        }

        return ExitCode.Success;
    }

    private static void Prepare(Target target)
    {
        if (File.Exists(target.Folder))
        {
            throw new CommandException($"{target.Folder} is a file; expected a folder");
        }

        Directory.CreateDirectory(target.Folder);
        if (!target.Force && Directory.EnumerateFileSystemEntries(target.Folder).Any())
        {
            throw new CommandException($"{target.Folder} is not empty; name another folder, or --force to write into it");
        }
    }

    private static void Export(StoreReader store, IEnumerable<OutcomeRow> outcomes, string folder)
    {
        Directory.CreateDirectory(folder);
        var names = ExportNames.Of(outcomes.Select(o => o.Command));
        foreach (var outcome in outcomes)
        {
            using var file = File.Create(Path.Combine(folder, names[outcome.Command] + ".txt"));
            store.CopyTo(outcome.Output!.Value, file);
        }
    }

    private static void Report(
        Terminal terminal, RunRow run, Target target, int devices, List<OutcomeRow> outcomes, bool json)
    {
        var bytes = outcomes.Sum(o => o.Bytes);
        var without = run.Expected - outcomes.Count;
        if (json)
        {
            terminal.PrintJson(
                new ExportJson(run.Id, Path.GetFullPath(target.Folder), devices, outcomes.Count, bytes, without),
                Json.Default.ExportJson);
            return;
        }

        terminal.PrintLine($"{Figures.Count(outcomes.Count, "file")} of {Figures.Count(devices, "device")}, "
            + $"{Figures.Bytes(bytes)}, from run {run.Id} in {target.Folder}");
        if (without > 0)
        {
            terminal.PrintLine($"{Figures.Count(without, "pair")} of device and command without an output: "
                + $"'fleet runs show {run.Id}' says why");
        }
    }

    private sealed record Target(string Folder, bool Force);
}
