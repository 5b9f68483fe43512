using System.Diagnostics;
using System.Text;
using Fleet.Sessions.Platforms;
using Fleet.Sessions.Tests.Devices;

namespace Fleet.Sessions.Tests.Shell;

/// <summary>What a device sends without end, and what is chosen against patterns, costs a bounded time.</summary>
public class HostileTextTests
{
    private static readonly SessionLimits Limits = new()
    {
        Command = TimeSpan.FromSeconds(20),
        Session = TimeSpan.FromSeconds(40),
        OutputBytes = 1 << 20,
    };

    [Theory]
    [InlineData("x\b")]
    [InlineData("\u001b[1mx\r")]
    [InlineData("r1#\u001b[2K\r")]
    public async Task What_leaves_nothing_on_the_terminal_counts_too(string text)
    {
        var collected = await CollectAsync(FloodOf(text));
        Assert.Equal(FailureClass.OutputTooLarge, collected.Result.Commands.Single().Failure);
        Assert.Equal(FailureClass.OutputTooLarge, collected.Result.Failure);
    }

    [Theory]
    [InlineData("r1#\r\n")]
    [InlineData("r1#")]
    [InlineData("aaaaaaaaaaaaaaa#")]
    public async Task Prompts_without_end_are_an_output_that_is_too_large(string text)
    {
        var collected = await CollectAsync(FloodOf(text));
        Assert.Equal(FailureClass.OutputTooLarge, collected.Result.Failure);
        Assert.Equal(
            "the output grew beyond 1048576 bytes, and \"show clock\" did not stop on Ctrl-C within 16777216 bytes",
            collected.Result.Reason);
    }

    [Fact]
    public async Task A_flood_before_the_first_prompt_is_given_up()
    {
        var device = new ScriptedDevice(t => FloodOf("Welcome!\r\n")(t));
        var collected = await Collected.FromAsync(device, Known.Iosxe, ["show clock"], Limits);
        Assert.Equal(FailureClass.PromptNotFound, collected.Result.Failure);
        Assert.Equal("no prompt of platform cisco_iosxe came after login within 8388608 bytes", collected.Result.Reason);
    }

    [Fact]
    public async Task A_flood_instead_of_the_answer_to_an_instruction_is_given_up()
    {
        var cli = new FakeCli { Prompt = "r1#" }.On("terminal width 511", FloodOf("and so on\r\n"));
        var collected = await Collected.FromAsync(new ScriptedDevice(cli), Known.Iosxe, ["show clock"], Limits);
        Assert.Equal(FailureClass.PromptNotFound, collected.Result.Failure);
        Assert.Equal("no prompt came after \"terminal width 511\" within 1048576 bytes", collected.Result.Reason);
    }

    [Fact]
    public async Task A_users_pattern_that_runs_away_ends_the_session_and_not_the_machine()
    {
        // A look-ahead, which only the engine that backtracks knows, and nested repeats.
        var platform = Known.Iosxe with { Name = "ours", PromptPattern = @"^(?=[xr])(x+x+)+#$|^r1#$", OnOpen = [] };
        var cli = new FakeCli { Prompt = "r1#" }.On("show clock", async t =>
        {
            while (!t.Gone.IsCompleted)
            {
                t.Send("\r\n" + new string('x', 300) + "!");
                await Task.Delay(250);
            }
        });
        var limits = Limits with { Command = TimeSpan.FromMinutes(2), Session = TimeSpan.FromMinutes(4) };
        var clock = Stopwatch.StartNew();
        var collected = await Collected.FromAsync(new ScriptedDevice(cli), platform, ["show clock"], limits);
        Assert.Equal(FailureClass.PromptNotFound, collected.Result.Failure);
        Assert.StartsWith("a prompt pattern of platform ours takes too long", collected.Result.Reason, StringComparison.Ordinal);
        Assert.True(clock.Elapsed < limits.Command, $"{clock.Elapsed}");
    }

    [Fact]
    public async Task A_pattern_may_run_away_a_few_times()
    {
        var platform = Known.Iosxe with { Name = "ours", PromptPattern = @"^(?=[xr])(x+x+)+#$|^r1#$", OnOpen = [] };
        var cli = new FakeCli { Prompt = "r1#" }.On("show clock", async t =>
        {
            t.Send(new string('x', 300) + "!");
            await Task.Delay(400);
            t.Send("\r\n12:00\r\n");
        });
        var collected = await Collected.FromAsync(new ScriptedDevice(cli), platform, ["show clock"], Limits);
        Assert.Null(collected.Result.Reason);
        Assert.EndsWith("!\n12:00\n", collected["show clock"], StringComparison.Ordinal);
    }

    [Fact]
    public void The_built_in_platforms_have_patterns_of_linear_time()
    {
        string[] traps =
        [
            new('a', 500), new('[', 500), new('(', 500), new(' ', 500), new('-', 500),
            string.Concat(Enumerable.Repeat("a-", 250)), string.Concat(Enumerable.Repeat("a@b:", 125)),
            string.Concat(Enumerable.Repeat("(a)", 160)), string.Concat(Enumerable.Repeat("a/b:c#", 80)),
        ];
        foreach (PlatformDefinition platform in PlatformCatalog.Load(null, out _).Platforms.Values)
        {
            string[] patterns = [platform.PromptPattern, .. platform.Modes.Select(m => m.PromptPattern).OfType<string>()];
            foreach (var regex in patterns.Select(PromptPattern.Compile))
            {
                foreach (string trap in traps.SelectMany(t => new[] { t + "!", t + "#!" }))
                {
                    regex.IsMatch(trap); // The first time costs the automaton.
                    var clock = Stopwatch.StartNew();
                    for (int i = 0; i < 10; i++)
                        regex.IsMatch(trap);
                    Assert.True(clock.Elapsed < TimeSpan.FromSeconds(1), $"{platform.Name} {regex} took {clock.Elapsed} on {trap}");
                }
            }
        }
    }

    private static Task<Collected> CollectAsync(Func<FakeTerminal, Task> flood)
    {
        var cli = new FakeCli { Prompt = "r1#" }.On("terminal width 511", "").On("terminal length 0", "").On("show clock", flood);
        return Collected.FromAsync(new ScriptedDevice(cli), Known.Iosxe, ["show clock", "show version"], Limits);
    }

    /// <summary>Sends a text again and again, cut in the middle of it so that no piece ends as the text does.</summary>
    private static Func<FakeTerminal, Task> FloodOf(string text)
    {
        string all = string.Concat(Enumerable.Repeat(text, 16_000 / text.Length));
        byte[] piece = Encoding.UTF8.GetBytes(all[1..] + all[..1]);
        return async t =>
        {
            // As much as the session can ask for, and a bit: nothing holds this channel back.
            for (long sent = 0; sent < 20 << 20 && !t.Gone.IsCompleted; sent += piece.Length)
            {
                t.Send(piece);
                await Task.Yield();
            }

            await t.Gone;
        };
    }
}
