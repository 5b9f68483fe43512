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
        var quarantined = new Option<bool>("--quarantined") { Description = "Only devices that are set aside" };
        var command = new FleetCommand("devices", "Lists the devices that were collected, as they were last seen")
        {
            Examples =
            [
                new("what is set aside, until when and why", "fleet devices --quarantined"),
                new("what fails at one site", "fleet devices --site ams1 --failing"),
                new("names of all devices, for a script", "fleet devices --json | jq -r '.[].name'"),
            ],
        };
        command.Add(names);
        command.Add(site);
        command.Add(platform);
        command.Add(failing);
        command.Add(quarantined);
        command.Add(common.Data);
        command.Add(common.Json);
        command.SetAction((arguments, _) =>
        {
            bool Passes(DeviceRow device) =>
                Glob.MatchesAny(arguments.GetValue(names)!, device.Name)
                && Glob.MatchesAny(arguments.GetValue(site)!, device.Site)
                && Glob.MatchesAny(arguments.GetValue(platform)!, device.Platform)
                && (device.Failure is not null || !arguments.GetValue(failing))
                && (device.Quarantine is not null || !arguments.GetValue(quarantined));
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
            terminal.Print(Table(shown, DateTimeOffset.UtcNow));
            if (shown.Any(d => d.Quarantine is not null))
            {
                terminal.PrintLine();
                terminal.PrintLine("'fleet release DEVICE' lets go of a device that is set aside.");
            }
        }

        if (!json)
        {
            foreach (var credential in store.Tables.PausedCredentials())
            {
                terminal.PrintLine();
                terminal.PrintLine(SafeText.Line(
                    $"Credential {credential.Name} is paused since {Figures.Moment(credential.PausedAt)}: {credential.Reason}"));
            }
        }

        return ExitCode.Success;
    }

    internal static Table Table(IReadOnlyList<DeviceRow> devices, DateTimeOffset now)
    {
        var table = Tables.Create("DEVICE", "SITE", "PLATFORM", "ADDRESS", "LAST SUCCESS", "STATE");
        foreach (var device in devices)
        {
            table.Add(
                (device.Name, null),
                (device.Site, null),
                (device.Platform, null),
                (new Target(null, device.Host, device.Port).Name, null),
                (device.LastSuccess is { } success ? Figures.Moment(success) : "never", null),
                (State(device, now), StyleOf(device)));
        }

        return table;
    }

    private static string State(DeviceRow device, DateTimeOffset now) => device switch
    {
        { Quarantine: { } q } => (q.Until > now ? $"set aside until {Figures.Moment(q.Until)}" : "to be probed")
            + $" (level {q.Level}), {q.Failure}: {q.Reason}",
        { LastSession: null } => "not tried yet",
        { Failure: null } => "collected",
        _ => device.Failure
            + (device.FailuresInARow > 1 ? $" ({Figures.Count(device.FailuresInARow)} in a row)" : "")
            + (device.Reason is null ? "" : $": {device.Reason}"),
    };

    private static Style StyleOf(DeviceRow device) => device switch
    {
        { Quarantine: not null } or { LastSession: null } => Styles.Warning,
        { Failure: null } => Styles.Good,
        _ => Styles.Bad,
    };

    private static Option<string[]> Filter(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "PATTERN",
        DefaultValueFactory = _ => [],
    };
}
