using Fleet.Sessions.Platforms;
using Fleet.Sessions.Tests.Devices;

namespace Fleet.Sessions.Tests.Shell;

/// <summary>Commands that are typed ahead: each output is its own, or the session fails and the next asks one by one.</summary>
public class TypeAheadTests
{
    private const string One = "show one";
    private const string Two = "show two";
    private const string Three = "show three";

    private static readonly string[] Commands = [One, Two, Three];

    private static readonly PlatformDefinition Platform = Known.Iosxe with { TypeAhead = new(16, "^show ", "!") };

    [Fact]
    public async Task All_commands_are_typed_before_the_first_is_answered()
    {
        var device = new ScriptedDevice(async t =>
        {
            t.Send("r1#");
            // Two lines prepare the session, and each has a comment behind it.
            var lines = new List<string>();
            while (lines.Count < 2 * (2 + Commands.Length))
                lines.Add((await t.ReadLineAsync())!);
            foreach (string line in lines)
                t.Send($"{line}\r\n{(line.StartsWith("show ", StringComparison.Ordinal) ? $"of {line}\r\n" : "")}r1#");
            await t.Gone;
        });
        TwoSessions collected = await CollectAsync(() => device);
        AssertWhole(collected, $"of {One}\n", $"of {Two}\n", $"of {Three}\n");
        Assert.Null(collected.Second);
    }

    [Theory]
    [InlineData("")]
    [InlineData("up\n")]
    [InlineData("\n\n  blanks   \n\n")]
    [InlineData("r1#\nr1>\nend\n")]
    [InlineData("r1#show one\nr1#show two\n10:00\nr1#\nend\n")]
    [InlineData("r1#! 0123456789ab\nr1#show two\n10:00\nr1#! 0123456789ab\nend\n")]
    [InlineData("text r1#show two\n")]
    [InlineData("--More--\n")]
    // No line ends before the prompt.
    [InlineData("r1#show two\n10:00\nr1#show three\nnoon\nr1#\n")]
    [InlineData("the alias of show three\n")]
    [InlineData("no end of line", true)]
    public async Task Outputs_are_those_that_one_by_one_gives(string output, bool takesTwo = false)
    {
        await Task.WhenAll(new[] { 1, 4096 }.Select(async piece =>
        {
            TwoSessions collected = await CollectAsync(
                () => new ScriptedDevice(Cli(one: output)) { Terminal = { PieceSize = () => piece } });
            AssertWhole(collected, output, "2\n", "3\n");
            Assert.Equal(takesTwo, collected.Second is not null);
        }));
    }

    [Fact]
    public async Task A_prompt_of_several_lines_is_known_though_the_first_lacks_a_line()
    {
        PlatformDefinition junos = Known.Platform("juniper_junos") with { TypeAhead = new(16, "^show ", "!") };
        var cli = new FakeCli { Prompt = "\r\n{master:0}\r\nlab@r1> " };
        cli.On("set cli complete-on-space off", "Disabling complete-on-space\n")
            .On("set cli screen-width 511", "Screen width set to 511\n")
            .On("set cli screen-length 0", "Screen length set to 0\n")
            .On(One, "1\n").On(Two, "\n2\n\n").On(Three, "{master:0}\n");
        TwoSessions collected = await TwoSessions.FromAsync(
            () => new ScriptedDevice(t =>
            {
                t.Send("--- JUNOS 22.4");
                return cli.RunAsync(t);
            }),
            junos,
            Commands);
        Assert.Null(collected.Second);
        AssertWhole(collected, "1\n", "\n2\n\n", "{master:0}\n");
        Assert.Equal(1, cli.Lines.Count(l => l == Two));
    }

    [Fact]
    public async Task A_rejected_command_fails_alone()
    {
        FakeCli cli = Cli().On(Two, "        ^\n% Invalid input detected at '^' marker.\n");
        TwoSessions collected = await CollectAsync(() => new ScriptedDevice(cli));
        Assert.Null(collected.Second);
        Assert.Equal([null, FailureClass.CommandRejected, null], collected.Commands.Select(c => c.Failure));
        Assert.Equal("3\n", collected[Three]);
    }

    /// <summary>What may take lines that were typed ahead, while it prints the second output.</summary>
    private static readonly string[] Mishaps =
    [
        "a pager that takes any key", "a pager that goes on at blanks", "a question", "dropped input", "an overflow",
        "a new prompt", "a longer prompt", "an altered echo", "the driver's echo", "the driver's echo in a line",
        "a part of the driver's echo", "another's input",
    ];

    // At once, as most of the time goes by in silence.
    [Fact]
    public Task A_mishap_fails_the_session_with_what_was_whole_before() =>
        Task.WhenAll(Mishaps.Select(async mishap =>
        {
            try
            {
                await FailsWithWhatWasWholeBeforeAsync(mishap);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"With {mishap}: {e.Message}", e);
            }
        }));

    private static async Task FailsWithWhatWasWholeBeforeAsync(string mishap)
    {
        bool isFirst = true;
        FakeCli? cli = null;
        cli = Cli(mishap == "an altered echo" ? line => line.Replace("show two", "show  the two") + "\r\n" : null).On(Two, async t =>
        {
            t.Send("2 is ");
            if (isFirst)
                await PlayAsync(mishap, t, cli!);
            isFirst = false;
            t.Send("two\r\n");
        });
        TwoSessions collected = await CollectAsync(() => new ScriptedDevice(cli));
        AssertWhole(collected, "1\n", "2 is two\n", "3\n");
        Assert.StartsWith("what was typed ahead was not answered in turn", collected.First.Result.Reason, StringComparison.Ordinal);
        // The first output ends with the echo of the second command.
        string[] whole = mishap == "an altered echo" ? [] : [One];
        Assert.Equal(whole, collected.First.Result.Commands.Select(c => c.Command));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_the_editor_does_not_echo_nothing_is_collected(bool driverEchoes)
    {
        TwoSessions collected = await CollectAsync(() => new ScriptedDevice(t =>
        {
            t.DriverEchoes = driverEchoes;
            return Cli(_ => driverEchoes ? "" : "\r\n").RunAsync(t);
        }));
        AssertWhole(collected, "1\n", "2\n", "3\n");
        Assert.Empty(collected.First.Outputs);
    }

    [Fact]
    public async Task A_command_has_its_time_from_the_prompt_before_it()
    {
        FakeCli cli = Cli();
        foreach (string command in Commands)
        {
            cli.On(command, async t =>
            {
                await Task.Delay(300);
                t.Send("slow\r\n");
            });
        }

        TwoSessions collected = await TwoSessions.FromAsync(
            () => new ScriptedDevice(cli), Platform, Commands, new SessionLimits { Command = TimeSpan.FromMilliseconds(800) });
        AssertWhole(collected, "slow\n", "slow\n", "slow\n");
        Assert.InRange(collected.Commands.Sum(c => c.Elapsed.TotalSeconds), 0.85, 2.4);
    }

    [Fact]
    public async Task When_a_command_hangs_the_outputs_before_it_are_kept()
    {
        FakeCli cli = Cli().On(Three, t => t.Gone);
        Collected collected = await Collected.FromAsync(
            new ScriptedDevice(cli), Platform, Commands, new SessionLimits { Command = TimeSpan.FromMilliseconds(700) });
        Assert.Equal(FailureClass.CommandTimedOut, collected.Result.Failure);
        Assert.StartsWith($"\"{Three}\" did not end", collected.Result.Reason, StringComparison.Ordinal);
        Assert.Equal([One, Two], collected.Result.Commands.Select(c => c.Command));
        Assert.Equal(0, collected.Open);
    }

    [Fact]
    public async Task A_connection_that_is_closed_is_lost_in_the_command_that_ran()
    {
        FakeCli cli = Cli().On(Three, t => t.Close());
        Collected collected = await Collected.FromAsync(new ScriptedDevice(cli), Platform, Commands);
        Assert.Equal(FailureClass.ConnectionLost, collected.Result.Failure);
        Assert.Equal($"the device closed the session during \"{Three}\"", collected.Result.Reason);
        Assert.Equal([One, Two], collected.Result.Commands.Select(c => c.Command));
    }

    [Fact]
    public async Task A_cancelled_session_ends_at_once()
    {
        using var cancellation = new CancellationTokenSource();
        FakeCli cli = Cli().On(Two, async t =>
        {
            await cancellation.CancelAsync();
            await t.Gone;
        });
        Collected collected = await Collected.FromAsync(
            new ScriptedDevice(cli), Platform, Commands, cancellation: cancellation.Token);
        Assert.Equal(FailureClass.Cancelled, collected.Result.Failure);
        Assert.Equal(0, collected.Open);
    }

    [Fact]
    public async Task An_endless_output_fails_the_session_and_is_interrupted_in_the_next()
    {
        FakeCli cli = Cli().On(Two, async t =>
        {
            bool stopped = false;
            while (!stopped)
            {
                for (int i = 0; i < 100; i++)
                    t.Send("all work and no play\r\n");
                Task<int> key = t.ReadKeyAsync();
                while (!key.IsCompleted)
                {
                    t.Send("all work and no play\r\n");
                    await Task.Yield();
                }

                stopped = await key is 3 or -1;
            }

            t.Send("^C\r\n");
        });
        TwoSessions collected = await TwoSessions.FromAsync(
            () => new ScriptedDevice(cli), Platform, Commands, new SessionLimits { OutputBytes = 100_000 });
        Assert.Equal([One], collected.First.Result.Commands.Select(c => c.Command));
        Assert.Equal([null, FailureClass.OutputTooLarge, null], collected.Commands.Select(c => c.Failure));
        Assert.Equal("3\n", collected[Three]);
        Assert.DoesNotContain(Two, collected.Second!.Outputs.Keys);
    }

    [Fact]
    public async Task Other_commands_wait_for_the_prompt()
    {
        FakeCli cli = Cli().On("clear line 1", async t =>
        {
            t.Send("[confirm]");
            Assert.NotEqual('s', await t.ReadKeyAsync());
        });
        Collected collected = await Collected.FromAsync(
            new ScriptedDevice(cli),
            Platform,
            [One, Two, "clear line 1", Three],
            new SessionLimits { Command = TimeSpan.FromMilliseconds(500) });
        // Nobody answers the question.
        Assert.Equal(FailureClass.CommandTimedOut, collected.Result.Failure);
        Assert.Equal([One, Two], collected.Result.Commands.Select(c => c.Command));
        Assert.Equal("clear line 1", cli.Lines[^1]);
    }

    private static Task<TwoSessions> CollectAsync(Func<ScriptedDevice> device) => TwoSessions.FromAsync(
        device,
        Platform,
        Commands,
        quiet: new(TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(600)));

    private static FakeCli Cli(Func<string, string>? echo = null, string one = "1\n") =>
        new FakeCli { Prompt = "r1#", Echo = echo ?? (line => line + "\r\n") }
            .On("terminal width 511", "").On("terminal length 0", "").On(One, one).On(Two, "2\n").On(Three, "3\n");

    private static async Task PlayAsync(string mishap, FakeTerminal terminal, FakeCli cli)
    {
        switch (mishap)
        {
            case "a pager that takes any key":
                terminal.Send("\r\n--More-- ");
                await terminal.ReadKeyAsync();
                terminal.Send("\b\b\b\b\b\b\b\b\b         \b\b\b\b\b\b\b\b\b");
                break;
            case "a pager that goes on at blanks":
                terminal.Send("\r\n--More-- ");
                while (await terminal.ReadKeyAsync() != ' ')
                    continue;
                terminal.Send("\b\b\b\b\b\b\b\b\b         \b\b\b\b\b\b\b\b\b");
                break;
            case "a question":
                terminal.Send("\r\nReally? [no] ");
                await terminal.ReadLineAsync(line => line + "\r\n");
                break;
            case "dropped input":
                terminal.Flush();
                break;
            case "an overflow":
                for (int i = 0; i < 20; i++)
                    await terminal.ReadKeyAsync();
                break;
            case "a longer prompt":
                cli.Prompt = "lab-r1#";
                break;
            case "a new prompt":
                cli.Prompt = "r2#";
                break;
            case "the driver's echo":
                terminal.Send(terminal.Waiting().Replace("\n", "\r\n"));
                break;
            case "the driver's echo in a line":
                terminal.Send("e " + terminal.Waiting().TrimStart().Replace("\n", "\r\n"));
                break;
            case "a part of the driver's echo":
                terminal.Send(terminal.Waiting()[^20..].TrimStart().Replace("\n", "\r\n"));
                break;
            case "another's input":
                await terminal.ReadLineAsync();
                break;
        }
    }

    private static void AssertWhole(TwoSessions collected, params string[] outputs)
    {
        Assert.Equal(Commands, collected.Commands.Select(c => c.Command));
        Assert.All(collected.Commands, c => Assert.Null(c.Failure));
        Assert.Equal(outputs, Commands.Select(c => collected[c]));
        Assert.Equal(0, collected.First.Open + (collected.Second?.Open ?? 0));
    }
}
