using System.CommandLine;
using Fleet.CommandLine;

namespace Fleet.Tests.CommandLine;

public class FleetCommandLineTests
{
    [Fact]
    public async Task Every_command_has_help_with_an_example_of_itself()
    {
        var root = FleetCommandLine.CreateRoot(new TestTerminal().Terminal, new CommonOptions());
        var commands = root.Subcommands.SelectMany(c => c.Subcommands.Select(s => $"{c.Name} {s.Name}").Prepend(c.Name)).ToList();

        Assert.Contains("runs show", commands);
        foreach (var command in commands)
        {
            var terminal = new TestTerminal();
            Assert.Equal(ExitCode.Success, await terminal.RunAsync([.. command.Split(' '), "--help"]));
            var examples = terminal.Output[terminal.Output.IndexOf("\nExample", StringComparison.Ordinal)..];
            Assert.Contains($"  fleet {command}", examples);
        }
    }

    [Fact]
    public void Every_example_of_the_help_can_be_parsed()
    {
        var root = FleetCommandLine.CreateRoot(new TestTerminal().Terminal, new CommonOptions());
        var commands = root.Subcommands.SelectMany(c => c.Subcommands.Prepend(c)).OfType<FleetCommand>().ToList();

        foreach (var example in commands.SelectMany(c => c.Examples))
        {
            var line = example.CommandLine.Split(" | ")[0].Split(" > ")[0].Replace('\'', '"');
            Assert.Empty(root.Parse(line["fleet ".Length..]).Errors);
        }
    }

    [Fact]
    public async Task Without_arguments_the_help_is_shown_and_nothing_is_done()
    {
        var terminal = new TestTerminal();

        Assert.Equal(ExitCode.CouldNotRun, await terminal.RunAsync());
        Assert.Contains("Usage:", terminal.Output);
    }

    [Theory]
    [InlineData("colect", "fleet: there is no command 'colect' of 'fleet', did you mean 'collect'?")]
    [InlineData("runs --jsn", "fleet: there is no option '--jsn' of 'fleet runs', did you mean '--json'?")]
    [InlineData("runs shw", "fleet: there is no command 'shw' of 'fleet runs', did you mean 'show'?")]
    [InlineData("verify all", "fleet: 'all' is one argument too many for 'fleet verify'; put texts with blanks in quotes")]
    [InlineData("collect sw1 --parallelism many", "fleet: --parallelism 'many' is no number of sessions, from 1 to 10,000, nor auto")]
    [InlineData("collect sw1 --parallelism 0", "fleet: --parallelism '0' is no number of sessions, from 1 to 10,000, nor auto")]
    [InlineData("collect sw1 --limit -3", "fleet: --limit '-3' is no number of devices, of 1 or more")]
    [InlineData("collect sw1 --host-keys strikt", "fleet: --host-keys 'strikt' is none of strict, accept-new, off, did you mean 'strict'?")]
    [InlineData("output sw1", "fleet: Required argument 'COMMAND' missing for command: 'output'")]
    public async Task A_wrong_command_line_gets_one_line_and_where_to_look(string line, string error)
    {
        var terminal = new TestTerminal();

        Assert.Equal(ExitCode.CouldNotRun, await terminal.RunAsync(line.Split(' ')));
        Assert.Equal(error, terminal.ErrorLines[0]);
        Assert.EndsWith("--help' shows what can be written", terminal.ErrorLines[^1]);
        Assert.Equal(2, terminal.ErrorLines.Count);
        Assert.Empty(terminal.Output);
    }

    [Theory]
    [InlineData("collect", "nothing to collect")]
    [InlineData("collect sw1 -c uptime --site ams1", "select devices of an inventory")]
    [InlineData("collect sw1 --platform linux", "name a command with --command")]
    [InlineData("collect -i fleet.yaml --platform linux", "--platform belongs to targets")]
    [InlineData("collect -i fleet.yaml --resume latest --site x", "leave out --command and what selects devices")]
    [InlineData("output sw1 show --run a --at 1d", "--run and --at exclude each other")]
    public async Task Options_that_do_not_fit_together_are_refused(string line, string error)
    {
        var terminal = new TestTerminal();

        Assert.Equal(ExitCode.CouldNotRun, await terminal.RunAsync(line.Split(' ')));
        Assert.StartsWith("fleet: ", terminal.Error);
        Assert.Contains(error, terminal.Error);
    }

    [Theory]
    [InlineData("runs")]
    [InlineData("runs show latest")]
    [InlineData("devices")]
    [InlineData("output sw1 show version")]
    [InlineData("diff sw1 show version")]
    [InlineData("events sw1")]
    [InlineData("export latest /tmp/never-written")]
    [InlineData("verify")]
    public async Task Every_command_that_reads_says_when_there_is_no_data_folder(string line)
    {
        var terminal = new TestTerminal();

        Assert.Equal(ExitCode.CouldNotRun, await terminal.RunAsync([.. line.Split(' '), "--data", "/no/such/folder"]));
        Assert.Contains("/no/such/folder", Assert.Single(terminal.ErrorLines));
        Assert.False(Directory.Exists("/tmp/never-written"));
    }
}
