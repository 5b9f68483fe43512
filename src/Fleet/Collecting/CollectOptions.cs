using System.CommandLine;
using Fleet.Collection.Permits.Limits;
using Fleet.CommandLine;
using Fleet.Formatting;

namespace Fleet.Collecting;

/// <summary>The arguments and options of <c>fleet collect</c>.</summary>
internal sealed class CollectOptions(CommonOptions common)
{
    private readonly Argument<string[]> _targets = CommonOptions.Names(
        "TARGET", "[user@]host[:port]; with an inventory: names of its devices, where * and ? may stand");

    private readonly Option<string?> _inventory = Text("--inventory", "FILE", "The inventory (YAML)", "-i");
    private readonly Option<string?> _platform = Text("--platform", "NAME", "The platform of the targets, such as cisco_iosxe");

    private readonly Option<string[]> _commands = new("--command", "-c")
    {
        Description = "A command to collect, instead of those of the inventory; may be repeated",
        HelpName = "COMMAND",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string?> _user = Text("--user", "NAME", "The user for targets that name none; default: you", "-u");

    private readonly Option<string?> _password = Text(
        "--password", "REFERENCE", "The targets' password: env:NAME, file:PATH, exec:COMMAND or prompt, the default");

    private readonly Option<string?> _key = Text("--key", "FILE", "The targets' private key", "-k");

    private readonly Option<string?> _passphrase = Text(
        "--passphrase", "REFERENCE", "The private key's passphrase, as --password");

    private readonly SelectionOptions _selection = new();
    private readonly Option<string?> _config = Text("--config", "FILE", "Your configuration (HOCON), over the defaults");

    private readonly Option<Parallelism?> _parallelism = new("--parallelism")
    {
        Description = "Sessions at once, or auto for as many as bring the most; default: fleet.sessions.parallelism of the "
            + "configuration, which is auto",
        HelpName = "N|auto",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (Parallelism.Parse(text) is { } parallelism)
            {
                return parallelism;
            }

            result.AddError($"--parallelism '{text}' is no number of sessions, from 1 to {Figures.Count(Parallelism.Most)}, nor "
                + Parallelism.AutoWord);
            return null;
        },
    };

    private readonly Option<string?> _hostKeys = CommonOptions.OneOf(
        "--host-keys",
        "Which host keys are accepted: known ones (strict), those of new devices too (accept-new), or any (off, which lets "
        + "anyone on the way listen); default: fleet.host-keys.policy of the configuration",
        "POLICY",
        "strict",
        "accept-new",
        "off");

    private readonly Option<string?> _knownHosts = Text(
        "--known-hosts",
        "FILE",
        "Where host keys are known and remembered; default: fleet.host-keys.known-hosts of the configuration, or the data folder's own");

    private readonly Option<string?> _resume = Text(
        "--resume", "RUN", "Go on with a run that was cut off, and collect only what is missing");

    private readonly Option<string?> _failed = Text(
        "--failed", "RUN", "A new run of what failed in another, or was not tried there");

    /// <summary>Adds everything to the command, in the order of its help.</summary>
    public void AddTo(Command command)
    {
        command.Add(_targets);
        command.Add(_inventory);
        command.Add(_platform);
        command.Add(_commands);
        command.Add(_user);
        command.Add(_password);
        command.Add(_key);
        command.Add(_passphrase);
        _selection.AddTo(command);
        command.Add(_resume);
        command.Add(_failed);
        command.Add(_parallelism);
        command.Add(_hostKeys);
        command.Add(_knownHosts);
        command.Add(_config);
        command.Add(common.Platforms);
        command.Add(common.Data);
        command.Add(common.Json);
    }

    /// <summary>What was written, checked as far as the command line alone allows.</summary>
    /// <exception cref="CommandException">Options that exclude each other, or nothing to collect.</exception>
    public CollectRequest Read(ParseResult arguments)
    {
        var targets = arguments.GetValue(_targets)!;
        var inventory = arguments.GetValue(_inventory);
        var request = new CollectRequest
        {
            Inventory = inventory,
            Targets = inventory is null ? targets : [],
            Platform = arguments.GetValue(_platform),
            Commands = [.. arguments.GetValue(_commands)!.Distinct(StringComparer.Ordinal)],
            Login = new AdHocLogin
            {
                User = arguments.GetValue(_user),
                Password = arguments.GetValue(_password),
                Key = arguments.GetValue(_key),
                Passphrase = arguments.GetValue(_passphrase),
            },
            Selection = _selection.Selection(arguments, inventory is null ? [] : targets),
            Resume = arguments.GetValue(_resume),
            Failed = arguments.GetValue(_failed),
            Parallelism = arguments.GetValue(_parallelism),
            HostKeys = arguments.GetValue(_hostKeys),
            KnownHosts = arguments.GetValue(_knownHosts),
            Config = arguments.GetValue(_config),
            Platforms = arguments.GetValue(common.Platforms),
            Data = arguments.GetValue(common.Data)!,
            Json = arguments.GetValue(common.Json),
            ArgumentsToRepeat = ArgumentsToRepeat(arguments),
        };
        request.Check();
        return request;
    }

    /// <summary>What a run that goes on from another needs to be told again: everything but what was selected and collected.</summary>
    private List<string> ArgumentsToRepeat(ParseResult arguments)
    {
        var again = new List<string>();
        if (arguments.GetValue(_inventory) is null)
        {
            again.AddRange(arguments.GetValue(_targets)!);
        }

        Option[] kept =
            [_inventory, _platform, _user, _password, _key, _passphrase, _parallelism, _hostKeys, _knownHosts, _config,
            common.Platforms, common.Data];
        foreach (var option in kept)
        {
            if (arguments.GetResult(option) is { Implicit: false } given)
            {
                again.AddRange([option.Name, .. given.Tokens.Select(t => t.Value)]);
            }
        }

        return again;
    }

    private static Option<string?> Text(string name, string value, string description, params string[] aliases) =>
        new(name, aliases) { Description = description, HelpName = value };
}
