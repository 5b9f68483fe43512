namespace Fleet.EndToEnd.Tests.BadInput;

/// <summary>Command lines that are wrong. <c>DATA</c> stands for <c>--data data</c>.</summary>
public sealed class CommandLineMistakeTests(GoodStore good)
{
    private const string Target = "; expected [user@]host[:port], such as admin@192.0.2.1 or admin@[2001:db8::1]:2022";
    private const string Platforms = "there are arista_eos, cisco_iosxe, cisco_iosxr, cisco_nxos, frr, juniper_junos, linux, linux_exec";
    private const string Time = "a time such as 2026-01-31, '2026-01-31 14:00', 2026-01-31T14:00:00Z, or an age such as 30m, 2h or 7d";

    /// <summary>The words behind <c>fleet</c>, separated by blanks, and the message.</summary>
    public static TheoryData<string, string> Table => new()
    {
        // The words themselves.
        { "colect", "fleet: there is no command 'colect' of 'fleet', did you mean 'collect'?\nfleet: 'fleet --help' shows what can be written" },
        { "runs shw", "fleet: there is no command 'shw' of 'fleet runs', did you mean 'show'?" + Help("runs") },
        { "runs --josn", "fleet: there is no option '--josn' of 'fleet runs', did you mean '--json'?" + Help("runs") },
        { "collect --paralelism 3", "fleet: there is no option '--paralelism' of 'fleet collect', did you mean '--parallelism'?" + Help("collect") },
        { "devices --failng", "fleet: there is no option '--failng' of 'fleet devices', did you mean '--failing'?" + Help("devices") },
        { "verify everything", "fleet: 'everything' is one argument too many for 'fleet verify'; put texts with blanks in quotes" + Help("verify") },
        { "output", "fleet: Required argument 'DEVICE' missing for command: 'output'\nfleet: Required argument 'COMMAND' missing for command: 'output'" + Help("output") },
        { "runs show", "fleet: Required argument 'RUN' missing for command: 'show'" + Help("runs show") },
        { "collect -i", "fleet: Required argument missing for option: '-i'" + Help("collect") },
        { "runs --data ''", "fleet: --data is empty: give it a value, or leave it out where it may be" },
        { "collect -i ''", "fleet: --inventory is empty: give it a value, or leave it out where it may be" },
        { "export latest ''", "fleet: FOLDER is empty: give it a value, or leave it out where it may be" },

        // What is to be collected.
        { "collect DATA", "fleet: nothing to collect: name an inventory (--inventory FILE) or a target, such as admin@192.0.2.1 --platform cisco_iosxe --command 'show version'" },
        { "collect sw1 --platform linux DATA", "fleet: nothing to collect: name a command with --command, such as --command 'show version'" },
        { "collect sw1 -c uptime DATA", $"fleet: targets need --platform; {Platforms}" },
        { "collect sw1 -c uptime --platform cisco_iosx DATA", "fleet: there is no platform 'cisco_iosx', did you mean 'cisco_iosxe'?" },
        { "collect sw1 -c uptime --platform vrp DATA", $"fleet: there is no platform 'vrp'; {Platforms}" },
        { "collect -i good.yaml --platform linux DATA", "fleet: --platform belongs to targets; with --inventory, write it into the inventory" },
        { "collect sw1 -c uptime --platform linux --site ams1 DATA", "fleet: --device, --site, --group, --tag and --limit select devices of an inventory: name one with --inventory FILE" },
        { "collect -i good.yaml godo DATA", "fleet: --device 'godo' matches none of the 1 device, did you mean 'good'?" },
        { "collect -i good.yaml --site ams1 DATA", "fleet: --site 'ams1' matches none of the 1 device" },
        { "collect a@ -c uptime --platform linux DATA", "fleet: 'a@' is no target: the host is missing" + Target },
        { "collect @sw1 -c uptime --platform linux DATA", "fleet: '@sw1' is no target: the user before the @ is missing" + Target },
        { "collect sw1:99999 -c uptime --platform linux DATA", "fleet: 'sw1:99999' is no target: '99999' is no port, which is a number from 1 to 65535" + Target },
        { "collect a@[::1 -c uptime --platform linux DATA", "fleet: 'a@[::1' is no target: the closing ] is missing" + Target },
        { "collect a@sw1 b@sw1 -c uptime --platform linux DATA", "fleet: sw1 is named twice with different users" },
        { "collect -i good.yaml --parallelism 0 DATA", "fleet: --parallelism '0' is no number of sessions, from 1 to 10,000, nor auto" + Help("collect") },
        { "collect -i good.yaml --parallelism all DATA", "fleet: --parallelism 'all' is no number of sessions, from 1 to 10,000, nor auto" + Help("collect") },
        { "collect -i good.yaml --host-keys strikt DATA", "fleet: --host-keys 'strikt' is none of strict, accept-new, off, did you mean 'strict'?" + Help("collect") },
        { "collect -i good.yaml --resume nowhere DATA", "fleet: there is no run 'nowhere' in {folder}/data; 'fleet runs' lists them" },
        { "collect -i good.yaml --resume latest DATA", "fleet: run {run} is complete; there is nothing to resume" },
        { "collect -i good.yaml --resume latest -c uptime DATA", "fleet: --resume collects what is missing of its run: leave out --command and what selects devices" },

        { "collect -i good.yaml --failed nowhere DATA", "fleet: there is no run 'nowhere' in {folder}/data; 'fleet runs' lists them" },
        { "collect -i good.yaml --failed latest DATA", "fleet: nothing failed in run {run}" },
        { "collect -i good.yaml --failed latest -c uptime DATA", "fleet: --failed collects what failed in its run: leave out --command" },
        { "collect -i good.yaml --failed latest --resume latest DATA", "fleet: --resume goes on with a run, and --failed begins another: leave out one of them" },

        // What is to be let go.
        { "release DATA", "fleet: nothing to release: name devices, such as sw1, or give --site, --all or --credential" },
        { "release good --all DATA", "fleet: --all releases every device: leave out --all, or the names and --site" },
        { "release good godo DATA", "fleet: there is no device 'godo' in {folder}/data; 'fleet devices' lists them, did you mean 'good'?" },
        { "release --site ams1 DATA", "fleet: there is no site 'ams1' in {folder}/data; 'fleet devices' lists them" },
        { "release --al DATA", "fleet: there is no option '--al' of 'fleet release', did you mean '--all'?" + Help("release") },

        // Secrets.
        { "collect sw1 -c uptime --platform linux --password Tr0ub4dor DATA", "fleet: --password takes a reference and never the secret itself, which others could read in the list of processes: env:NAME, file:PATH, exec:COMMAND or prompt" },
        { "collect a@sw1 -c uptime --platform linux DATA", "fleet: credential 'a': the password is to be asked for, and there is no terminal to ask on; refer to it with env:NAME, file:PATH or exec:COMMAND instead" },
        { "collect sw1 -c uptime --platform linux --key nowhere DATA", "fleet: --key: there is no file 'nowhere'" },
        { "collect sw1 -c uptime --platform linux --passphrase env:X DATA", "fleet: --passphrase belongs to a private key: name it with --key FILE" },

        // What is to be read.
        { "output godo uptime DATA", "fleet: there is no device 'godo' in {folder}/data; 'fleet devices' lists them, did you mean 'good'?" },
        { "output good uptime DATA", $"fleet: good has no output of 'uptime'; it has '{GoodStore.Command}'" },
        { "output good uptime --at whenever DATA", $"fleet: good has no output of 'uptime'; it has '{GoodStore.Command}'" },
        { "output good uptime --run nowhere DATA", "fleet: there is no run 'nowhere' in {folder}/data, or several begin so; 'fleet runs' lists them, and 'latest' is the newest" },
        { "output good uptime --run latest --at 1h DATA", "fleet: --run and --at exclude each other: a run has one output of a command" },
        { "diff godo uptime DATA", "fleet: there is no device 'godo' in {folder}/data; 'fleet devices' lists them, did you mean 'good'?" },
        { "events nobody DATA", "fleet: there is no device 'nobody' in {folder}/data; 'fleet devices' lists them" },
        { "runs show nowhere DATA", "fleet: there is no run 'nowhere' in {folder}/data, or several begin so; 'fleet runs' lists them, and 'latest' is the newest" },
        { "runs --limit none DATA", "fleet: --limit 'none' is no number of runs, of 1 or more" + Help("runs") },
        { "export latest data DATA", "fleet: data is not empty; name another folder, or --force to write into it" },
        { "export latest good.yaml DATA", "fleet: good.yaml is a file; expected a folder" },

        // Where it is to be read.
        { "runs", "fleet: There is no data folder {folder}/fleet-data: `fleet collect` creates it, or name another one with --data." },
        { "verify --data nowhere", "fleet: There is no data folder {folder}/nowhere: `fleet collect` creates it, or name another one with --data." },
        { "devices --data good.yaml", "fleet: {folder}/good.yaml is a file: name a folder with --data." },
        { "collect -i good.yaml --data good.yaml", "fleet: {folder}/good.yaml is a file: name a folder with --data." },
        { "runs --data .", "fleet: {folder} is no data folder of fleet: it has no file `format`. Name another one with --data." },
        { "collect -i good.yaml --data .", "fleet: {folder} is no data folder of fleet and not empty (it holds `good.yaml`): name a new or empty folder with --data." },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public async Task A_command_line_is_refused_with_what_would_be_right(string words, string message)
    {
        var place = await good.CopyAsync();
        var arguments = words.Replace("DATA", "--data data", StringComparison.Ordinal).Split(' ').Select(w => w == "''" ? "" : w);

        await place.RefusesAsync(message, [.. arguments]);
    }

    [Fact]
    public async Task A_time_or_version_that_is_none_is_refused()
    {
        var place = await good.CopyAsync();
        Task Refuses(string message, params string[] arguments) =>
            place.RefusesAsync(message, [arguments[0], GoodStore.Device, GoodStore.Command, .. arguments[1..], "--data", "data"]);

        await Refuses($"fleet: --at 'whenever' is no time; expected {Time}", "output", "--at", "whenever");
        await Refuses(
            $"fleet: good has no output of '{GoodStore.Command}' as old as {{time}}; the first is of {{time}}",
            "output", "--at", "2020-01-01");
        await Refuses(
            $"fleet: --from 'nowhere' is neither a run nor a time; expected one that 'fleet runs' lists, or {Time}",
            "diff", "--from", "nowhere");
        await Refuses(
            $"fleet: good '{GoodStore.Command}' has no version before that of {{time}}: there is nothing to compare it with",
            "diff");
    }

    private static string Help(string command) => $"\nfleet: 'fleet {command} --help' shows what can be written";
}
