using System.CommandLine;
using Fleet.Collecting;
using Fleet.CommandLine;
using Fleet.Formatting;
using Fleet.Inventory;
using Fleet.Reading;
using Fleet.Storage;
using Fleet.Storage.ReadSide;

namespace Fleet.Commands;

/// <summary><c>fleet release</c>: ends quarantines, and pauses of credentials.</summary>
internal static class ReleaseCommand
{
    private const int NamesPrinted = 20;

    public static Command Create(Terminal terminal, CommonOptions common)
    {
        var names = CommonOptions.Names("DEVICE", "Names of devices; * and ? stand for any text and any character");
        var site = new Option<string[]>("--site")
        {
            Description = "Only devices of these sites; patterns as for DEVICE",
            HelpName = "PATTERN",
            DefaultValueFactory = _ => [],
        };
        var all = new Option<bool>("--all") { Description = "Every device that is set aside" };
        var credentials = new Option<string[]>("--credential")
        {
            Description = "A credential that is paused because it was rejected; may be repeated",
            HelpName = "NAME",
            DefaultValueFactory = _ => [],
        };
        var command = new FleetCommand(
            "release", "Lets go of devices that are set aside because they keep failing, and of paused credentials")
        {
            Notes =
            [
                """
                A device that fails in run after run is set aside for a while (fleet.quarantine of the configuration), and
                runs pass it by; then it is probed with one session. 'fleet devices --quarantined' shows which are set
                aside, since when and why. A device that is let go is collected by the next run as any other.
                """,
                """
                A credential that is rejected time after time is paused everywhere (fleet.credentials.pause-after), so that
                no account is locked. Put the password right first.
                """,
            ],
            Examples =
            [
                new("a device that was repaired", "fleet release sw1"),
                new("everything of a site whose line was down", "fleet release --site ams1"),
                new("a credential whose password is right again", "fleet release --credential tacacs"),
                new("then collect what the last run passed by", "fleet collect -i fleet.yaml --failed latest"),
            ],
        };
        command.Add(names);
        command.Add(site);
        command.Add(all);
        command.Add(credentials);
        command.Add(common.Data);
        command.Add(common.Json);
        command.SetAction((arguments, _) => RunAsync(
            terminal,
            arguments.GetValue(common.Data)!,
            arguments.GetValue(names)!,
            arguments.GetValue(site)!,
            arguments.GetValue(all),
            arguments.GetValue(credentials)!,
            arguments.GetValue(common.Json)));
        return command;
    }

    private static async Task<int> RunAsync(
        Terminal terminal, string data, string[] names, string[] sites, bool all, string[] credentials, bool json)
    {
        var namesDevices = names.Length + sites.Length > 0;
        if (all && namesDevices)
        {
            throw new CommandException("--all releases every device: leave out --all, or the names and --site");
        }

        if (!all && !namesDevices && credentials.Length == 0)
        {
            throw new CommandException("nothing to release: name devices, such as sw1, or give --site, --all or --credential");
        }

        var (devices, paused) = await SelectAsync(data, names, sites, all || namesDevices);
        var setAside = devices.Where(d => d.Quarantine is not null).ToList();
        var pausedNow = credentials.Where(paused.Contains).Distinct().ToList();
        var released = setAside.Count + pausedNow.Count == 0 ? [] : await ReleaseAsync(data, setAside, pausedNow);
        var others = names.Length == 0
            ? []
            : devices.Select(d => d.Name).Except(released, StringComparer.OrdinalIgnoreCase).ToList();
        var notPaused = credentials.Except(pausedNow).ToList();
        if (json)
        {
            terminal.PrintJson(new ReleaseJson(released, others, pausedNow, notPaused), Json.Default.ReleaseJson);
            return ExitCode.Success;
        }

        Print(terminal, released, "let go: the next run collects it", "let go: the next run collects them");
        Print(terminal, others, "not set aside", "not set aside");
        if (released.Count + others.Count == 0 && (all || namesDevices))
        {
            terminal.PrintLine(all ? "No device is set aside." : "None of these devices is set aside.");
        }

        foreach (var credential in pausedNow)
        {
            terminal.PrintLine($"credential {SafeText.Line(credential)}: released: the next run uses it again");
        }

        foreach (var credential in notPaused)
        {
            terminal.PrintLine(
                $"credential {SafeText.Line(credential)}: not paused{Spelling.DidYouMean(credential, [.. paused])}");
        }

        return ExitCode.Success;
    }

    private static void Print(Terminal terminal, IReadOnlyList<string> devices, string whatOfOne, string whatOfMany)
    {
        if (devices.Count > NamesPrinted)
        {
            terminal.PrintLine($"{Figures.Count(devices.Count, "device")} {whatOfMany}");
            return;
        }

        foreach (var device in devices)
        {
            terminal.PrintLine($"{device}: {whatOfOne}");
        }
    }

    private static async Task<(IReadOnlyList<DeviceRow> Devices, IReadOnlySet<string> Paused)> SelectAsync(
        string data, string[] names, string[] sites, bool anyDevice)
    {
        await using var store = StoreReader.Open(data);
        var paused = store.Tables.PausedCredentials().Select(c => c.Name).ToHashSet();
        if (!anyDevice)
        {
            return ([], paused);
        }

        var devices = store.Tables.Devices();
        Check("device", names, [.. devices.Select(d => d.Name)]);
        Check("site", sites, [.. devices.Select(d => d.Site)]);
        return ([.. devices.Where(d => Glob.MatchesAny(names, d.Name) && Glob.MatchesAny(sites, d.Site))], paused);

        void Check(string what, string[] patterns, IReadOnlyList<string> values)
        {
            if (patterns.FirstOrDefault(p => !values.Any(v => Glob.IsMatch(p, v))) is { } unknown)
            {
                throw new CommandException($"there is no {what} '{unknown}' in {store.Folder.Path}; 'fleet devices' lists them"
                    + Spelling.DidYouMean(unknown, values));
            }
        }
    }

    private static async Task<IReadOnlyList<string>> ReleaseAsync(
        string data, IReadOnlyList<DeviceRow> devices, IReadOnlyList<string> credentials)
    {
        try
        {
            return await Releaser.RunAsync(data, devices, credentials);
        }
        catch (DataFolderHeldException)
        {
            throw new CommandException(
                $"{Path.GetFullPath(data)} is in use by a collection: stop that with Ctrl-C, release, and go on with 'fleet collect --resume latest'");
        }
    }
}
