namespace Fleet.Farm.Tests.Shell;

public class PagingTests
{
    [Theory]
    [InlineData("cisco_iosxe", " --More-- ", "\b\b\b\b\b\b\b\b\b        \b\b\b\b\b\b\b\b\b")]
    [InlineData("cisco_nxos", "\x1b[7m--More--\x1b[27m", "\r")]
    [InlineData("cisco_iosxr", " --More-- ", "\r          \r")]
    [InlineData("arista_eos", "\x1b[7m--More--\x1b[27m", "\r\x1b[K")]
    [InlineData("juniper_junos", "---(more)---", "\r                                        \r")]
    public async Task Each_system_asks_and_wipes_in_its_own_way(string platform, string question, string erase)
    {
        await using Conversation user = await AtAsync(platform);
        string first = await user.TypeAsync("show lines\r");
        Assert.EndsWith(question, first, StringComparison.Ordinal);
        Assert.Equal(23, first[..^question.Length].Count(c => c == '\n') - 1);
        string second = await user.TypeAsync(" ");
        Assert.StartsWith(erase + "  line ", second, StringComparison.Ordinal);
        Assert.Contains("  line 30 of the output\r\n", second, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Return_shows_a_line_more_and_q_ends()
    {
        await using Conversation user = await AtAsync("cisco_iosxe");
        await user.TypeAsync("show lines\r");
        const string wiped = "\b\b\b\b\b\b\b\b\b        \b\b\b\b\b\b\b\b\b";
        Assert.Equal(wiped + "  line 24 of the output\r\n --More-- ", await user.TypeAsync("\r"));
        Assert.Equal("", await user.TypeAsync("x"));
        Assert.Equal(wiped + "r1#", await user.TypeAsync("q"));
    }

    [Fact]
    public async Task Nothing_is_asked_when_the_output_just_fits()
    {
        await using Conversation user = await AtAsync("cisco_iosxe", rows: 31);
        Assert.DoesNotContain("More", await user.TypeAsync("show lines\r"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Long_lines_take_the_rows_that_they_wrap_to()
    {
        await using Conversation user = await AtAsync("cisco_iosxe", rows: 5, columns: 40);
        string first = await user.TypeAsync("show wide\r");
        Assert.Contains("  line 1 of the output\r\n --More-- ", first, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Short_lines_leave_nothing_of_a_question_that_is_written_over()
    {
        await using Conversation user = await AtAsync("cisco_nxos", rows: 2);
        await user.TypeAsync("show clock\r");
        await user.TypeAsync("show vlan\r");
        await user.TypeAsync("show running-config\r");
        Assert.Equal("\rend\x1b[K\r\n\rr1# ", await user.TypeAsync(" "));
    }

    [Theory]
    [InlineData("cisco_iosxe", "terminal length 0")]
    [InlineData("cisco_nxos", "terminal length 0")]
    [InlineData("cisco_iosxr", "term len 0")]
    [InlineData("arista_eos", "terminal length 0")]
    [InlineData("juniper_junos", "set cli screen-length 0")]
    public async Task Paging_can_be_turned_off(string platform, string command)
    {
        await using Conversation user = await AtAsync(platform);
        await user.TypeAsync(command + "\r");
        Assert.Contains("line 30 of the output", await user.TypeAsync("show lines\r"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cisco_nxos")]
    [InlineData("arista_eos")]
    [InlineData("juniper_junos")]
    public async Task No_more_turns_it_off_for_one_command(string platform)
    {
        await using Conversation user = await AtAsync(platform);
        Assert.Contains("line 30 of the output", await user.TypeAsync("show lines | no-more\r"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cisco_iosxe", "show lines | include 1[0-2]", "  line 10 of the output\n  line 11 of the output\n  line 12 of the output\n")]
    [InlineData("cisco_iosxe", "show lines | inc line (7|8) of", "  line 7 of the output\n  line 8 of the output\n")]
    [InlineData("cisco_iosxe", "show version | exclude Version", "Uptime 3 weeks\n")]
    [InlineData("cisco_iosxe", "show lines | begin 29", "  line 29 of the output\n  line 30 of the output\n")]
    [InlineData("cisco_iosxe", "show lines | count 1", "Number of lines which match regexp = 12\n")]
    [InlineData("cisco_nxos", "show lines | include 1 | exclude 2 | count", "10\n")]
    [InlineData("cisco_nxos", "show version | grep Uptime", "Uptime 3 weeks\n")]
    [InlineData("arista_eos", "show version | include (Uptime", "")]
    [InlineData("juniper_junos", "show version | match UPTIME", "Uptime 3 weeks\n")]
    [InlineData("juniper_junos", "show lines | except [2-9] | count", "Count: 3 lines\n")]
    [InlineData("linux", "cat /etc/os-release | grep -v =", "")]
    [InlineData("linux", "cat /etc/os-release | grep -i debian | wc -l", "2\n")]
    public async Task Outputs_can_be_filtered(string platform, string command, string expected)
    {
        var farm = new FakeFarm();
        await using Conversation user = await AtAsync(platform, farm: farm, columns: 200);
        string said = (await user.TypeAsync(command + "\r")).Replace("\x1b[?2004l", "", StringComparison.Ordinal);
        Assert.Contains("\n" + expected, Screen.ReadText(said), StringComparison.Ordinal);
        Assert.Equal(expected.Length, Assert.Single(farm.Outputs).Bytes);
    }

    [Theory]
    [InlineData("show version | foo x", "                  ^\r\n% Invalid input")]
    [InlineData("show version | include", "% Incomplete command.")]
    public async Task Filters_that_do_not_exist_are_refused(string command, string complaint)
    {
        await using Conversation user = await AtAsync("cisco_iosxe");
        Assert.Contains("\r\n" + complaint, await user.TypeAsync(command + "\r"), StringComparison.Ordinal);
    }

    private static Task<Conversation> AtAsync(string platform, int rows = 24, int columns = 80, FakeFarm? farm = null) =>
        Conversation.AtPromptAsync(
            Conversation.Device(platform), farm, new TestChannel(Conversation.Vt100(columns, rows)));
}
