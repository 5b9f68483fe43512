namespace Fleet.Farm.Tests.Shell;

public class LineEditingTests
{
    [Fact]
    public async Task Keys_are_echoed_as_they_come()
    {
        await using Conversation user = await AtAsync("cisco_iosxe");
        Assert.Equal("sh", await user.TypeAsync("sh"));
        Assert.Equal(" cl", await user.TypeAsync(" cl"));
        Assert.Equal("\r\n12:00\r\nr1#", await user.TypeAsync("\r"));
    }

    [Theory]
    [InlineData("\r", 1)]
    [InlineData("\n", 1)]
    [InlineData("\r\n", 1)]
    [InlineData("\n\n", 2)]
    [InlineData("\r\r", 2)]
    public async Task Cr_lf_is_one_return_on_ios(string keys, int returns)
    {
        await using Conversation user = await AtAsync("cisco_iosxe");
        Assert.Equal(string.Concat(Enumerable.Repeat("\r\nr1#", returns)), await user.TypeAsync(keys));
    }

    [Fact]
    public async Task Cr_lf_is_one_return_even_in_two_packets()
    {
        await using Conversation user = await AtAsync("cisco_iosxe");
        Assert.Equal("\r\nr1#", await user.TypeAsync("\r"));
        Assert.Equal("", await user.TypeAsync("\n"));
        Assert.Equal("x", await user.TypeAsync("x"));
    }

    [Fact]
    public async Task Cr_lf_is_two_returns_on_readline()
    {
        await using Conversation user = await AtAsync("arista_eos");
        Assert.Equal("\r\nr1#\r\nr1#", await user.TypeAsync("\r\n"));
    }

    [Theory]
    [InlineData("cisco_iosxe", "\b \b")]
    [InlineData("arista_eos", "\b\x1b[K")]
    public async Task Backspace_erases_a_character(string platform, string erase)
    {
        await using Conversation user = await AtAsync(platform);
        Assert.Equal("show clockz" + erase, await user.TypeAsync("show clockz\x7f"));
        Assert.Equal("\r\n12:00\r\nr1#", await user.TypeAsync("\r"));
        Assert.Equal("", await user.TypeAsync("\b"));
    }

    [Fact]
    public async Task Ctrl_w_erases_a_word_and_ctrl_u_the_line()
    {
        await using Conversation user = await AtAsync("cisco_iosxe");
        await user.TypeAsync("show vlan ");
        Assert.Equal(string.Concat(Enumerable.Repeat("\b \b", 5)), await user.TypeAsync("\x17"));
        await user.TypeAsync("clock");
        Assert.Equal("\r\n12:00\r\nr1#", await user.TypeAsync("\r"));
        await user.TypeAsync("garbage");
        Assert.Equal(string.Concat(Enumerable.Repeat("\b \b", 7)), await user.TypeAsync("\x15"));
        Assert.Equal("\r\nr1#", await user.TypeAsync("\r"));
    }

    [Fact]
    public async Task Ctrl_c_gives_a_new_prompt_and_ctrl_z_leaves_configuration()
    {
        await using Conversation user = await AtAsync("cisco_iosxe");
        Assert.Equal("foo^C\r\nr1#", await user.TypeAsync("foo\x03"));
        await user.TypeAsync("conf t\r");
        Assert.Equal("^Z\r\nr1#", await user.TypeAsync("\x1a"));
    }

    [Fact]
    public async Task Ctrl_d_leaves_bash_only_on_an_empty_line()
    {
        await using Conversation user = await AtAsync("linux");
        Assert.Equal("a", await user.TypeAsync("a\x04"));
        await user.TypeAsync("\x15");
        Assert.EndsWith("logout\r\n", await user.TypeAsync("\x04"), StringComparison.Ordinal);
        Assert.Equal(0, await user.Running);
    }

    [Fact]
    public async Task Cursor_keys_are_no_text()
    {
        await using Conversation user = await AtAsync("cisco_iosxe");
        Assert.Equal("show clock\r\n12:00\r\nr1#", await user.TypeAsync("\x1b[A\x1bOBshow \x1b[1;5Cclock\r"));
    }

    [Fact]
    public async Task Ios_shifts_a_long_line_behind_a_dollar()
    {
        await using Conversation user = await AtAsync("cisco_iosxe", columns: 20);
        // 16 characters fit behind the prompt before the shift.
        Assert.Equal("abcdefghijklmnopq" + new string('\b', 17) + "$lmnopq" + new string(' ', 10) + new string('\b', 10),
            await user.TypeAsync("abcdefghijklmnopq"));
        Assert.Equal("rs", await user.TypeAsync("rs"));
    }

    [Fact]
    public async Task Readline_goes_on_in_the_next_row_with_a_blank_and_a_cr()
    {
        await using Conversation user = await AtAsync("arista_eos", columns: 20);
        Assert.Equal("abcdefghijklmnopq \rrs", await user.TypeAsync("abcdefghijklmnopqrs"));
    }

    [Fact]
    public async Task What_is_typed_ahead_is_carried_out_in_turn()
    {
        await using Conversation user = await AtAsync("cisco_iosxe");
        Assert.Equal(
            "show clock\r\n12:00\r\nr1#show vlan\r\n1 default\r\nr1#",
            await user.TypeAsync("show clock\rshow vlan\r"));
    }

    [Fact]
    public async Task A_line_without_end_is_cut_with_a_bell()
    {
        await using Conversation user = await AtAsync("cisco_nxos");
        string echo = await user.TypeAsync(new string('x', 5_000));
        Assert.Equal(2048, echo.Count(c => c == 'x'));
        Assert.Contains('\a', echo);
    }

    [Fact]
    public async Task The_end_of_input_ends_the_shell()
    {
        await using Conversation user = await AtAsync("cisco_iosxe");
        user.Channel.End();
        Assert.Equal(0, await user.Running);
    }

    private static Task<Conversation> AtAsync(string platform, int columns = 80) => Conversation.AtPromptAsync(
        Conversation.Device(platform), channel: new TestChannel(Conversation.Vt100(columns)));
}
