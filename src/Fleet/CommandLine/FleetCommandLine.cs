using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Fleet.Collection.Configuration;
using Fleet.Collection.Runs;
using Fleet.Commands;
using Fleet.Formatting;
using Fleet.Inventory;
using Fleet.Storage;
using Fleet.Storage.Outputs;

namespace Fleet.CommandLine;

/// <summary>The command line as a whole: what commands there are, and how every error ends.</summary>
internal static class FleetCommandLine
{
    private const string DebugVariable = "FLEET_DEBUG";

    /// <summary>Whether unexpected errors show their stack trace, and the log has everything.</summary>
    public static bool IsDebugging => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(DebugVariable));

    /// <summary>Runs one command line to its exit code. Throws nothing.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, Terminal terminal)
    {
        try
        {
            var common = new CommonOptions();
            var parsed = CreateRoot(terminal, common).Parse(
                arguments.Count > 0 ? arguments : ["--help"], new ParserConfiguration { ResponseFileTokenReplacer = null });
            terminal.UseColour &= !parsed.GetValue(common.NoColour);
            if (parsed.Errors.Count > 0 && parsed.Action is not HelpWithExamples)
            {
                return ReportParseErrors(parsed, terminal);
            }

            if (FindEmpty(parsed) is { } empty)
            {
                terminal.PrintError($"fleet: {empty} is empty: give it a value, or leave it out where it may be");
                return ExitCode.CouldNotRun;
            }

            var code = await parsed.InvokeAsync(new InvocationConfiguration
            {
                Output = terminal.Out,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,
                // Signals are the collecting command's own business; all others may die by them.
                ProcessTerminationTimeout = null,
            });
            return arguments.Count > 0 ? code : ExitCode.CouldNotRun;
        }
        catch (Exception e)
        {
            return Report(e, terminal);
        }
        finally
        {
            terminal.Flush();
        }
    }

    /// <summary>The tree of commands.</summary>
    internal static RootCommand CreateRoot(Terminal terminal, CommonOptions common)
    {
        var root = new RootCommand("Collects command output from fleets of network devices, and keeps every version of it.")
        {
            common.NoColour,
            CollectCommand.Create(terminal, common),
            RunsCommand.Create(terminal, common),
            DevicesCommand.Create(terminal, common),
            ReleaseCommand.Create(terminal, common),
            OutputCommand.Create(terminal, common),
            DiffCommand.Create(terminal, common),
            EventsCommand.Create(terminal, common),
            ExportCommand.Create(terminal, common),
            VerifyCommand.Create(terminal, common),
            InventoryCommand.Create(terminal, common),
            FarmCommand.Create(terminal, common),
            DemoCommand.Create(terminal),
        };
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!,
        [
            new("see what it does, without a device", "fleet demo"),
            new("collect from one device; asks for the password",
                "fleet collect admin@192.0.2.1 --platform cisco_iosxe --command 'show version'"),
            new("read what was collected", "fleet output 192.0.2.1 show version"),
        ]);
        return root;
    }

    private static int ReportParseErrors(ParseResult parsed, Terminal terminal)
    {
        var command = parsed.CommandResult.Command;
        var path = CommandPath(parsed.CommandResult);
        var unknown = parsed.UnmatchedTokens.ToHashSet(StringComparer.Ordinal);
        foreach (var token in parsed.UnmatchedTokens)
        {
            var problem = token.StartsWith('-') ? NoSuchOption(token, parsed.CommandResult)
                : command.Subcommands.Count == 0 ? $"'{token}' is one argument too many for '{path}'; put texts with blanks in quotes"
                : $"there is no command '{token}' of '{path}'{Spelling.DidYouMean(token, command.Subcommands.Select(c => c.Name))}";
            terminal.PrintError($"fleet: {problem}");
        }

        // An unknown word is reported above; that no command was named is then only its consequence.
        foreach (var error in parsed.Errors.Where(e => unknown.Count == 0 || !IsAboutUnmatched(e, unknown)))
        {
            terminal.PrintError($"fleet: {error.Message.TrimEnd('.')}");
        }

        terminal.PrintError($"fleet: '{path} --help' shows what can be written");
        return ExitCode.CouldNotRun;
    }

    /// <summary>What to say of an option that a command does not have.</summary>
    internal static string NoSuchOption(string token, CommandResult command) =>
        $"there is no option '{token}' of '{CommandPath(command)}'{Spelling.DidYouMean(token, VisibleOptions(command))}";

    /// <summary>The first option or argument whose value is blank: a variable of a script that is not set, most likely.</summary>
    private static string? FindEmpty(ParseResult parsed) => parsed.CommandResult.Children
        .Where(result => result.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value)))
        .Select(result => result is OptionResult option ? option.Option.Name : ((ArgumentResult)result).Argument.Name)
        .FirstOrDefault();

    private static bool IsAboutUnmatched(ParseError error, HashSet<string> unknown) =>
        unknown.Any(token => error.Message.Contains($"'{token}'", StringComparison.Ordinal))
        || error.SymbolResult is CommandResult { Command.Subcommands.Count: > 0 };

    private static string CommandPath(SymbolResult? result) => result switch
    {
        CommandResult { Command: RootCommand } or null => "fleet",
        CommandResult c => $"{CommandPath(c.Parent)} {c.Command.Name}",
        _ => CommandPath(result.Parent),
    };

    private static IEnumerable<string> VisibleOptions(CommandResult command)
    {
        for (SymbolResult? at = command; at is not null; at = at.Parent)
        {
            if (at is CommandResult c)
            {
                foreach (var option in c.Command.Options.Where(o => at == command || o.Recursive))
                {
                    yield return option.Name;
                }
            }
        }
    }

    private static int Report(Exception e, Terminal terminal)
    {
        switch (e)
        {
            case CommandException command:
                PrintLines(command.Lines, terminal);
                return ExitCode.CouldNotRun;
            case SettingsException settings:
                PrintLines(settings.Errors, terminal);
                return ExitCode.CouldNotRun;
            case DataFolderException or StoreUnavailableException or SecretException or RunException:
                terminal.PrintError($"fleet: {e.Message}");
                return ExitCode.CouldNotRun;
            case OperationCanceledException:
                terminal.PrintError("fleet: interrupted");
                return ExitCode.Interrupted;
        }

        terminal.PrintError($"fleet: unexpected error: {e.GetType().Name}: {e.Message}");
        if (IsDebugging)
        {
            terminal.Error.WriteLine(SafeText.Block(e.ToString()));
        }
        else
        {
            terminal.PrintError($"fleet: {DebugVariable}=1 in the environment shows where it comes from");
        }

        return ExitCode.CouldNotRun;
    }

    private static void PrintLines(IEnumerable<string> lines, Terminal terminal)
    {
        foreach (var line in lines)
        {
            terminal.PrintError(line);
        }
    }
}
