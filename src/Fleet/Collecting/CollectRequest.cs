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

    public int? Parallelism { get; init; }

    public string? HostKeys { get; init; }

    public string? KnownHosts { get; init; }

    public string? Config { get; init; }

    public string? Platforms { get; init; }

    public required string Data { get; init; }

    public bool Json { get; init; }

    /// <summary>Whether the summary ends with a command to go on with.</summary>
    public bool SaysWhatIsNext { get; init; } = true;

    /// <summary>The arguments that a run that goes on needs to be given again.</summary>
    public IReadOnlyList<string> ResumeArguments { get; init; } = [];

    /// <summary>What was asked for, as people will read it in the list of runs.</summary>
    public string Source => Inventory ?? string.Join(' ', Targets);

    /// <summary>The command line that goes on with a run.</summary>
    public string ResumeCommand(string run) =>
        $"fleet collect --resume {run} {string.Join(' ', ResumeArguments.Select(Quote))}".TrimEnd();

    /// <summary>Refuses what does not fit together.</summary>
    /// <exception cref="CommandException">The message says what excludes what.</exception>
    public void Check()
    {
        if (Inventory is null && Targets.Count == 0)
        {
            throw new CommandException("nothing to collect: name an inventory (--inventory FILE) or a target, such as "
                + "admin@192.0.2.1 --platform cisco_iosxe --command 'show version'"
                + (Resume is null ? "" : "; a run is resumed with what it was started with"));
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

        if (Resume is null && Inventory is null && Commands.Count == 0)
        {
            throw new CommandException("nothing to collect: name a command with --command, such as --command 'show version'");
        }

        if (Resume is not null && (Selection.IsNarrowed || Commands.Count > 0))
        {
            throw new CommandException("--resume collects what is missing of its run: leave out --command and what selects devices");
        }
    }

    /// <summary>An argument as a POSIX shell takes it.</summary>
    internal static string Quote(string argument) =>
        argument.Length > 0 && argument.All(c => char.IsAsciiLetterOrDigit(c) || "-_./:@=%+,".Contains(c))
            ? argument
            : $"'{argument.Replace("'", "'\\''")}'";
}
