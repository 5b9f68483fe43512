using System.Security.Cryptography;
using System.Text;
using Fleet.Farm.Faults;
using Fleet.Farm.Fleets;
using Fleet.Farm.Recording;
using Fleet.Farm.Server;

namespace Fleet.Farm.Tests.Shell;

/// <summary>The faults of shells and outputs, and what the oracle says of them.</summary>
public class ShellFaultTests
{
    public static TheoryData<string> Platforms =>
        ["cisco_iosxe", "cisco_nxos", "cisco_iosxr", "arista_eos", "juniper_junos", "linux"];

    [Fact]
    public async Task A_shell_without_prompt_says_nothing_whatever_is_typed()
    {
        var farm = new FakeFarm();
        await using var user = Begin(farm, FaultKind.NoPrompt);
        Assert.Equal("", await user.HearAsync());
        Assert.Equal("", await user.TypeAsync("\r\rshow version\r"));
        Assert.Equal([FaultKind.NoPrompt], farm.Faults);
    }

    [Theory]
    [InlineData(2, "r1-new")]
    [InlineData(3, "spare-0")]
    public async Task The_prompt_changes_behind_one_command(ulong seed, string name)
    {
        var farm = new FakeFarm();
        SimulatedDevice device = Conversation.Device("cisco_iosxe", seed: seed, faults: FaultKind.PromptChanges);
        await using Conversation user = await Conversation.AtPromptAsync(device, farm);
        await user.TypeAsync("terminal length 0\r");
        Assert.EndsWith("\r\nr1#", await user.TypeAsync("show version\r"), StringComparison.Ordinal);
        Assert.Empty(farm.Faults);
        Assert.EndsWith($"\r\n{name}#", await user.TypeAsync("show lines\r"), StringComparison.Ordinal);
        Assert.EndsWith($"\r\n{name}#", await user.TypeAsync("show version\r"), StringComparison.Ordinal);
        Assert.Equal([FaultKind.PromptChanges], farm.Faults);
        Assert.All(farm.Outputs, o => Assert.True(o.Whole));
    }

    [Fact]
    public async Task An_output_hangs_in_the_middle_of_a_line()
    {
        var farm = new FakeFarm();
        await using Conversation user = await AtPromptAsync(farm, FaultKind.HangInOutput);
        Assert.EndsWith("r1#", await user.TypeAsync("show version\r"), StringComparison.Ordinal);
        user.Channel.Type("show lines\r");
        await UntilAsync(() => farm.Faults.Count == 1);
        string said = Encoding.Latin1.GetString(user.Channel.TakeOutput());
        Assert.DoesNotContain("r1#", said, StringComparison.Ordinal);
        Assert.False(said.EndsWith('\n'));
        string whole = TestContent.Text("show lines").ReplaceLineEndings("\r\n");
        Assert.StartsWith("show lines\r\n", said, StringComparison.Ordinal);
        Assert.StartsWith(said["show lines\r\n".Length..], whole, StringComparison.Ordinal);
        Assert.False(farm.Outputs[^1].Whole);
        await Task.Delay(20);
        Assert.False(user.Running.IsCompleted);
    }

    [Fact]
    public async Task An_output_is_broken_off_by_a_reset()
    {
        var farm = new FakeFarm();
        await using Conversation user = await AtPromptAsync(farm, FaultKind.ResetInOutput);
        user.Channel.Type("show lines\r");
        await Assert.ThrowsAsync<ConnectionResetException>(() => user.Running);
        Assert.InRange(user.Channel.TakeOutput().Length, 100, 500);
        Assert.False(Assert.Single(farm.Outputs).Whole);
    }

    [Fact]
    public async Task A_trickle_takes_seconds_for_an_output_of_any_size()
    {
        var farm = new FakeFarm();
        var time = new ImpatientTime();
        SimulatedDevice device = Conversation.Device("cisco_iosxe", faults: FaultKind.Trickle);
        await using Conversation user = await Conversation.AtPromptAsync(device, farm, time: time);
        await user.TypeAsync("terminal length 0\r");
        string said = await user.TypeAsync("show lines\r");
        Assert.Equal("show lines\r\n" + TestContent.Text("show lines").ReplaceLineEndings("\r\n") + "r1#", said);
        Assert.InRange(time.Waited.TotalSeconds, 3, 5);
        Assert.InRange(user.Channel.Writes, 100, 300);
        Assert.True(farm.Outputs[^1].Whole);
        Assert.Equal(Sha256(TestContent.Text("show lines")), Hash(farm.Outputs[^1]));
    }

    [Fact]
    public async Task An_endless_output_ends_with_the_connection()
    {
        var farm = new FakeFarm();
        var channel = new TestChannel(Conversation.Vt100()) { BreaksAfter = 1_000_000 };
        SimulatedDevice device = Conversation.Device("cisco_iosxe", faults: FaultKind.EndlessOutput);
        await using Conversation user = await Conversation.AtPromptAsync(device, farm, channel);
        await user.TypeAsync("terminal length 0\r");
        channel.Type("show lines\r\x03");
        await Assert.ThrowsAsync<IOException>(() => user.Running);
        Assert.InRange(channel.LargestWrite, 1, 33_000);
        Assert.False(Assert.Single(farm.Outputs).Whole);
        Assert.Equal([FaultKind.EndlessOutput], farm.Faults);
    }

    [Fact]
    public async Task Lines_that_are_typed_ahead_are_echoed_when_they_are_read_or_with_the_fault_when_they_come()
    {
        var farm = new FakeFarm();
        await using Conversation user = await Conversation.AtPromptAsync(Conversation.Device("cisco_iosxe"));
        await using Conversation early = await Conversation.AtPromptAsync(
            Conversation.Device("cisco_iosxe", faults: FaultKind.EarlyEcho), farm);
        const string Typed = "terminal length 0\rterminal width 511\r\r";

        Assert.Equal("terminal length 0\r\nr1#terminal width 511\r\nr1#\r\nr1#", await user.TypeAsync(Typed));
        Assert.Equal("terminal length 0\r\nterminal width 511\r\n\r\nr1#r1#r1#", await early.TypeAsync(Typed));
        Assert.Equal([FaultKind.EarlyEcho], farm.Faults);
    }

    [Theory]
    [MemberData(nameof(Platforms))]
    public async Task Paging_that_stays_pages_every_output(string platform)
    {
        var farm = new FakeFarm();
        SimulatedDevice device = Conversation.Device(platform, faults: FaultKind.PagingStays);
        await using Conversation user = await Conversation.AtPromptAsync(
            device, farm, new TestChannel(Conversation.Vt100(511, 500)));
        await user.TypeLinesAsync("terminal length 0", "set cli screen-length 0");
        string first = await user.TypeAsync("show lines\r");
        Assert.Matches("[mM]ore", first);
        string all = first[(first.IndexOf('\n', StringComparison.Ordinal) + 1)..] + await user.TypeAsync(" ");
        Assert.Contains(TestContent.Text("show lines"), Screen.ReadText(all), StringComparison.Ordinal);
        Assert.Equal([FaultKind.PagingStays], farm.Faults);
    }

    [Theory]
    [InlineData("cisco_iosxe", "Password: ", "% Bad secrets\r\n\r\nr1>")]
    [InlineData("cisco_nxos", "Password: ", "% Access denied\r\n\rr1> ")]
    [InlineData("arista_eos", "Password:", "% Bad secret\r\nr1>")]
    public async Task A_refused_enable_secret_is_asked_for_three_times(string platform, string question, string denied)
    {
        var farm = new FakeFarm();
        SimulatedDevice device = Conversation.Device(platform, "right", faults: FaultKind.EnableRefused);
        await using Conversation user = await Conversation.AtPromptAsync(device, farm);
        Assert.Equal("enable\r\n" + question, await user.TypeAsync("enable\r"));
        Assert.Equal("\r\n" + question, await user.TypeAsync("right\r"));
        Assert.Equal("\r\n" + question, await user.TypeAsync("right\r"));
        Assert.Equal("\r\n" + denied, await user.TypeAsync("right\r"));
        Assert.Equal([FaultKind.EnableRefused], farm.Faults);
    }

    [Fact]
    public async Task A_wrong_enable_secret_can_be_put_right()
    {
        await using Conversation user = await Conversation.AtPromptAsync(Conversation.Device("cisco_iosxe", "right"));
        await user.TypeAsync("enable\r");
        Assert.Equal("\r\nPassword: ", await user.TypeAsync("wrong\r"));
        Assert.Equal("\r\nr1#", await user.TypeAsync("right\r"));
        Assert.Equal("enable\r\nr1#", await user.TypeAsync("enable\r"));
    }

    [Fact]
    public async Task A_device_without_secret_starts_unprivileged_to_refuse_one()
    {
        var farm = new FakeFarm();
        await using Conversation user = await AtPromptAsync(farm, FaultKind.EnableRefused);
        await user.TypeAsync("enable\r");
        Assert.Equal([FaultKind.EnableRefused], farm.Faults);
        Assert.Equal("\r\nPassword: ", await user.TypeAsync("\r"));
    }

    [Theory]
    [InlineData("cisco_iosxe", "        ^\n% Invalid input detected at '^' marker.\n\n")]
    [InlineData("cisco_nxos", "         ^\n% Invalid command at '^' marker.\n")]
    [InlineData("cisco_iosxr", "                      ^\n% Invalid input detected at '^' marker.\n")]
    [InlineData("arista_eos", "% Invalid input (at token 1: 'lines')\n")]
    [InlineData("juniper_junos", "               ^\nsyntax error, expecting <command>.\n")]
    [InlineData("linux", "-bash: show: command not found\n")]
    public async Task A_rejected_command_is_rejected_as_the_system_does(string platform, string answer)
    {
        var farm = new FakeFarm();
        SimulatedDevice device = Conversation.Device(platform, faults: FaultKind.CommandRejected);
        await using Conversation user = await Conversation.AtPromptAsync(device, farm);
        Assert.Contains(answer.ReplaceLineEndings("\r\n"), await user.TypeAsync("show lines\r"), StringComparison.Ordinal);
        SentOutput output = Assert.Single(farm.Outputs);
        Assert.True(output.Rejected);
        Assert.True(output.Whole);
        Assert.Equal(Sha256(answer), Hash(output));
        Assert.Equal([FaultKind.CommandRejected], farm.Faults);
    }

    [Theory]
    [MemberData(nameof(Platforms))]
    public async Task Outputs_with_control_sequences_read_as_the_oracle_says(string platform)
    {
        var farm = new FakeFarm();
        string said = await AllLinesAsync(platform, farm, FaultKind.ControlSequences);
        Assert.Contains("\x1b", said, StringComparison.Ordinal);
        Assert.Contains("Z\u00fcrich", said, StringComparison.Ordinal);
        Assert.Equal(Sha256(Output(platform, said)), Hash(farm.Outputs[^1]));
        Assert.Contains(FaultKind.ControlSequences, farm.Faults);
    }

    [Theory]
    [MemberData(nameof(Platforms))]
    public async Task Outputs_with_lookalikes_hold_the_prompt_itself_before_more_lines(string platform)
    {
        var farm = new FakeFarm();
        string said = await AllLinesAsync(platform, farm, FaultKind.PromptLookalikes);
        string prompt = said[(said.LastIndexOf('\n') + 1)..].TrimStart('\r').Replace("\x1b[?2004h", "", StringComparison.Ordinal);
        Assert.Contains("\n" + prompt + "\r\n  line ", said, StringComparison.Ordinal);
        Assert.Contains("\n[V200R009C00SPC500]\r\n", said, StringComparison.Ordinal);
        Assert.Equal(Sha256(Output(platform, said)), Hash(farm.Outputs[^1]));
        Assert.Equal([FaultKind.PromptLookalikes], farm.Faults);
    }

    [Theory]
    [MemberData(nameof(Platforms))]
    public async Task Plain_outputs_read_as_the_oracle_says(string platform)
    {
        var farm = new FakeFarm();
        string said = await AllLinesAsync(platform, farm);
        Assert.Equal(Sha256(Output(platform, said)), Hash(farm.Outputs[^1]));
        Assert.Equal(Output(platform, said).Length, farm.Outputs[^1].Bytes);
        Assert.Empty(farm.Faults);
    }

    [Theory]
    [MemberData(nameof(Platforms))]
    public async Task The_same_is_said_twice_to_the_byte(string platform)
    {
        FaultKind[] faults = [FaultKind.ControlSequences, FaultKind.PromptLookalikes, FaultKind.PromptChanges];
        Assert.Equal(
            await AllLinesAsync(platform, new FakeFarm(), faults), await AllLinesAsync(platform, new FakeFarm(), faults));
    }

    [Fact]
    public async Task A_command_of_its_own_is_taken_down_as_the_bytes_that_were_sent()
    {
        var farm = new FakeFarm();
        SimulatedDevice device = Conversation.Device("cisco_iosxe", faults: FaultKind.ControlSequences);
        await using var user = Conversation.Begin(device, farm, new TestChannel(null), "show lines");
        await user.Running;
        byte[] sent = user.Channel.TakeOutput();
        SentOutput output = Assert.Single(farm.Outputs);
        Assert.Equal(Convert.ToHexString(SHA256.HashData(sent)), Hash(output));
        Assert.Equal(sent.Length, output.Bytes);
        Assert.True(output.Whole);
    }

    [Fact]
    public async Task A_large_output_streams_and_stops_on_ctrl_c()
    {
        var farm = new FakeFarm();
        await using Conversation user = await AtPromptAsync(farm);
        await user.TypeAsync("terminal length 0\r");
        int before = farm.Outputs.Count;
        string all = await user.TypeUntilAsync("show tech-support\r", "r1#");
        await UntilAsync(() => farm.Outputs.Count == before + 1); // It is told of when the prompt has left.
        Assert.InRange(all.Length, 1_000_000, 1_400_000);
        Assert.InRange(user.Channel.LargestWrite, 30_000, 33_000);
        Assert.Equal(Sha256(TestContent.Text("show tech-support")), Hash(farm.Outputs[^1]));
        string some = await user.TypeUntilAsync("show tech-support\r\x03", "r1#");
        await UntilAsync(() => farm.Outputs.Count == before + 2);
        Assert.True(some.Length < all.Length);
        Assert.EndsWith("^C\r\nr1#", some, StringComparison.Ordinal);
        Assert.False(farm.Outputs[^1].Whole);
        Assert.EndsWith("12:00\r\nr1#", await user.TypeAsync("show clock\r"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_taken_down_when_nobody_records()
    {
        var farm = new FakeFarm { Records = false };
        await using Conversation user = await AtPromptAsync(farm);
        Assert.EndsWith("r1#", await user.TypeAsync("show version\r"), StringComparison.Ordinal);
        Assert.Empty(farm.Outputs);
    }

    [Fact]
    public async Task A_broken_connection_leaves_an_output_that_is_not_whole()
    {
        var farm = new FakeFarm();
        var channel = new TestChannel(Conversation.Vt100()) { BreaksAfter = 40 };
        await using Conversation user = await Conversation.AtPromptAsync(Conversation.Device("cisco_iosxe"), farm, channel);
        channel.Type("show version\r");
        await Assert.ThrowsAsync<IOException>(() => user.Running);
        Assert.False(Assert.Single(farm.Outputs).Whole);
    }

    private static Conversation Begin(FakeFarm farm, params FaultKind[] faults) =>
        Conversation.Begin(Conversation.Device("cisco_iosxe", faults: faults), farm);

    private static Task<Conversation> AtPromptAsync(FakeFarm farm, params FaultKind[] faults) =>
        Conversation.AtPromptAsync(Conversation.Device("cisco_iosxe", faults: faults), farm);

    /// <summary>All that is said to <c>show lines</c> where nothing is paged.</summary>
    private static async Task<string> AllLinesAsync(string platform, FakeFarm farm, params FaultKind[] faults)
    {
        SimulatedDevice device = Conversation.Device(platform, faults: faults);
        await using Conversation user = await Conversation.AtPromptAsync(
            device, farm, new TestChannel(Conversation.Vt100(511, 500)));
        return await user.TypeAsync("show lines\r");
    }

    /// <summary>What a reader sees between the line of the echo and the prompt.</summary>
    private static string Output(string platform, string said)
    {
        string seen = Screen.ReadText(said);
        string output = seen[(seen.IndexOf('\n', StringComparison.Ordinal) + 1)..(seen.LastIndexOf('\n') + 1)];
        return platform == "juniper_junos" ? output[..^1] : output; // The blank line belongs to the prompt.
    }

    private static string Sha256(string text) => Convert.ToHexString(SHA256.HashData(Encoding.Latin1.GetBytes(text)));

    private static string Hash(SentOutput output) => Convert.ToHexString(output.Sha256.Span);

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (int i = 0; i < 2_000 && !condition(); i++)
            await Task.Delay(10);
        Assert.True(condition());
    }
}
