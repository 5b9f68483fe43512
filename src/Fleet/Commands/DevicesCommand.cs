using System.CommandLine;
using Fleet.CommandLine;
using Fleet.Formatting;
using Fleet.Reading;
using Fleet.Storage.ReadSide;
using Spectre.Console;

namespace Fleet.Commands;

/// <summary><c>fleet devices</c>: every device ever collected, as last seen.</summary>
internal static class DevicesCommand
{
    public static Command Create(Terminal terminal, CommonOptions common)
    {
        var names = CommonOptions.Names(
            "NAME", "Only devices of these names; * and ? stand for any text and any character");
        var site = Filter("--site", "Only devices of these sites; patterns as for NAME");
        var platform = Filter("--platform", "Only devices of these platforms; patterns as for NAME");
        var failing = new Option<bool>("--failing") { Description = "Only devices whose last session failed" };
        var command = new FleetCommand("devices", "Lists the devices that were collected, as they were last seen")
        {
            Examples =
            [
                new("what fails at one site", "fleet devices --site ams1 --failing"),
                new("names of all devices, for a script", "fleet devices --json | jq -r '.[].name'"),
            ],
        };
        command.Add(names);
        command.Add(site);
        command.Add(platform);
        command.Add(failing);
        command.Add(common.Data);
        command.Add(common.Json);
        command.SetAction((arguments, _) =>
        {
            bool Passes(DeviceRow device) =>
                Any(arguments.GetValue(names)!, device.Name)
                && Any(arguments.GetValue(site)!, device.Site)
                && Any(arguments.GetValue(platform)!, device.Platform)
                && (device.Failure is not null || !arguments.GetValue(failing));
            return RunAsync(terminal, arguments.GetValue(common.Data)!, Passes, arguments.GetValue(common.Json));
        });
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, string data, Func<DeviceRow, bool> passes, bool json)
    {
        await using var store = StoreReader.Open(data);
        var all = store.Tables.Devices();
        IReadOnlyList<DeviceRow> shown = [.. all.Where(passes)];
        if (json)
        {
            terminal.PrintJson(shown, Json.Default.IReadOnlyListDeviceRow);
        }
        else if (shown.Count == 0)
        {
            terminal.PrintLine(all.Count == 0
                ? "No devices yet; 'fleet collect' collects some."
                : $"None of the {Figures.Count(all.Count, "device")} passes these filters.");
        }
        else
        {
            terminal.Print(Table(shown));
        }

        return ExitCode.Success;
    }

    internal static Table Table(IReadOnlyList<DeviceRow> devices)
    {
        var table = Tables.Create("DEVICE", "SITE", "PLATFORM", "ADDRESS", "LAST SUCCESS", "LAST SESSION");
        foreach (var device in devices)
        {
            table.Add(
                (device.Name, null),
                (device.Site, null),
                (device.Platform, null),
                (new Target(null, device.Host, device.Port).Name, null),
                (device.LastSuccess is { } success ? Figures.Moment(success) : "never", null),
                (LastSession(device), device.Failure is null ? Styles.Good : Styles.Bad));
        }

        return table;
    }

    private static string LastSession(DeviceRow device)
    {
        if (device.Failure is null)
        {
            return "collected";
        }

        var times = device.FailuresInARow > 1 ? $" ({Figures.Count(device.FailuresInARow)} in a row)" : "";
        return device.Reason is null ? device.Failure + times : $"{device.Failure}{times}: {device.Reason}";
    }

    private static bool Any(string[] patterns, string name) =>
        patterns.Length == 0 || patterns.Any(p => Glob.IsMatch(p, name));

    private static Option<string[]> Filter(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "PATTERN",
        DefaultValueFactory = _ => [],
    };
}
