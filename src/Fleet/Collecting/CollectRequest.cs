using Fleet.Collection.Permits.Limits;
using Fleet.CommandLine;

namespace Fleet.Collecting;

/// <summary>What <c>fleet collect</c> was asked to do.</summary>
internal sealed record CollectRequest
{
    public string? Inventory { get; init; }

    public IReadOnlyList<string> Targets { get; init; } = [];

    public string? Platform { get; init; }

    public IReadOnlyList<string> Commands { get; init; } = [];

    public AdHocLogin Login { get; init; } = new();

    public required DeviceSelection Selection { get; init; }

    public string? Resume { get; init; }

    public string? Failed { get; init; }

    public Parallelism? Parallelism { get; init; }

    public string? HostKeys { get; init; }

    public string? KnownHosts { get; init; }

    public string? Config { get; init; }

    public string? Platforms { get; init; }

    public required string Data { get; init; }

    public bool Json { get; init; }

    /// <summary>Whether the summary ends with a command to go on with.</summary>
    public bool SaysWhatIsNext { get; init; } = true;

    /// <summary>The arguments that a run that goes on from another needs to be given again.</summary>
    public IReadOnlyList<string> ArgumentsToRepeat { get; init; } = [];

    /// <summary>Whether another run says what to collect.</summary>
    public bool GoesOn => Resume is not null || Failed is not null;

    /// <summary>What was asked for, as people will read it in the list of runs.</summary>
    public string Source => Inventory ?? string.Join(' ', Targets);

    /// <summary>What another command needs to be told to find the same data folder: an option with a blank before it, or nothing.</summary>
    public string DataOption => Data == CommonOptions.DefaultDataFolder ? "" : $" --data {Quote(Data)}";

    /// <summary>The command line that goes on with a run.</summary>
    public string ResumeCommand(string run) => Again("--resume", run);

    /// <summary>The command line that collects what failed in a run, or was not tried.</summary>
    public string FailedCommand(string run) => Again("--failed", run);

    /// <summary>Refuses what does not fit together.</summary>
    /// <exception cref="CommandException">The message says what excludes what.</exception>
    public void Check()
    {
        if (Inventory is null && Targets.Count == 0)
        {
            throw new CommandException("nothing to collect: name an inventory (--inventory FILE) or a target, such as "
                + "admin@192.0.2.1 --platform cisco_iosxe --command 'show version'"
                + (Resume is null && Failed is null ? "" : "; give what the run was started with"));
        }

        if (Inventory is not null)
        {
            var given = new (string Option, string? Value)[]
            {
                ("--platform", Platform), ("--user", Login.User), ("--password", Login.Password), ("--key", Login.Key),
                ("--passphrase", Login.Passphrase),
            }.FirstOrDefault(o => o.Value is not null);
            if (given.Option is not null)
            {
                throw new CommandException($"{given.Option} belongs to targets; with --inventory, write it into the inventory");
            }
        }
        else if (Selection.IsNarrowed)
        {
            throw new CommandException("--device, --site, --group, --tag and --limit select devices of an inventory: "
                + "name one with --inventory FILE");
        }

        if (Resume is null && Failed is null && Inventory is null && Commands.Count == 0)
        {
            throw new CommandException("nothing to collect: name a command with --command, such as --command 'show version'");
        }

        if (Resume is not null && Failed is not null)
        {
            throw new CommandException("--resume goes on with a run, and --failed begins another: leave out one of them");
        }

        if (Failed is not null && Commands.Count > 0)
        {
            throw new CommandException("--failed collects what failed in its run: leave out --command");
        }

        if (Resume is not null && (Selection.IsNarrowed || Commands.Count > 0))
        {
            throw new CommandException("--resume collects what is missing of its run: leave out --command and what selects devices");
        }
    }

    private string Again(string option, string run) =>
        $"fleet collect {option} {run} {string.Join(' ', ArgumentsToRepeat.Select(Quote))}".TrimEnd();

    /// <summary>An argument as a POSIX shell takes it.</summary>
    internal static string Quote(string argument) =>
        argument.Length > 0 && argument.All(c => char.IsAsciiLetterOrDigit(c) || "-_./:@=%+,".Contains(c))
            ? argument
            : $"'{argument.Replace("'", "'\\''")}'";
}
