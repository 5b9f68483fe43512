using System.Text;

namespace Fleet.Farm.Tests.Shell;

/// <summary>What each system says, byte for byte.</summary>
public class DialogueTests
{
    [Fact]
    public async Task Ios_asks_for_the_enable_secret_and_answers() =>
        Assert.Equal(
            "\r\nr1>enable\r\nPassword: \r\n"
            + "r1#terminal length 0\r\n"
            + "r1#sh ver\r\nVersion 17.9\r\nUptime 3 weeks\r\n"
            + "r1#configure terminal\r\nEnter configuration commands, one per line.  End with CNTL/Z.\r\n"
            + "r1(config)#interface Gi0/1\r\n"
            + "r1(config-if)#do show clock\r\n12:00\r\n"
            + "r1(config-if)#exit\r\n"
            + "r1(config)#hostname a-name-longer-than-20-characters\r\n"
            + "a-name-longer-than-2(config)#end\r\n"
            + "a-name-longer-than-20-characters#disable\r\n"
            + "a-name-longer-than-20-characters>exit\r\n",
            await SessionAsync(
                "cisco_iosxe", "e", "enable", "e", "terminal length 0", "sh ver", "configure terminal", "interface Gi0/1",
                "do show clock", "exit", "hostname a-name-longer-than-20-characters", "end", "disable", "exit"));

    [Fact]
    public async Task Ios_points_at_what_it_does_not_understand() =>
        Assert.Equal(
            "\r\nr1#show verzion\r\n"
            + "        ^\r\n% Invalid input detected at '^' marker.\r\n\r\n"
            + "r1#terminal lunch 0\r\n"
            + "             ^\r\n% Invalid input detected at '^' marker.\r\n\r\n"
            + "r1#terminal length 513\r\n"
            + "                   ^\r\n% Invalid input detected at '^' marker.\r\n\r\n"
            + "r1#sh v\r\n% Ambiguous command:  \"sh v\"\r\n"
            + "r1#show\r\n% Type \"show ?\" for a list of subcommands\r\n"
            + "r1#terminal\r\n% Incomplete command.\r\n\r\n"
            + "r1#\r\nr1#! a comment\r\nr1#exit\r\n",
            await SessionAsync(
                "cisco_iosxe", "", "show verzion", "terminal lunch 0", "terminal length 513", "sh v", "show", "terminal",
                "", "! a comment", "exit"));

    [Fact]
    public async Task Ios_shows_no_configuration_to_who_is_not_privileged() =>
        Assert.Equal(
            "\r\nr1>show running-config\r\n"
            + "        ^\r\n% Invalid input detected at '^' marker.\r\n\r\nr1>exit\r\n",
            await SessionAsync("cisco_iosxe", "secret", "show running-config", "exit"));

    [Fact]
    public async Task Nxos_says_a_cr_before_its_prompts() =>
        Assert.Equal(
            "\rCisco Nexus Operating System (NX-OS) Software\r\nTAC support: http://www.cisco.com/tac\r\n"
            + "\rr1# terminal length 0\r\n"
            + "\rr1# show version\r\nVersion 17.9\r\nUptime 3 weeks\r\n"
            + "\rr1# show foo\r\n         ^\r\n% Invalid command at '^' marker.\r\n"
            + "\rr1# show\r\n        ^\r\n% Incomplete command at '^' marker.\r\n"
            + "\rr1# conf t\r\nEnter configuration commands, one per line. End with CNTL/Z.\r\n"
            + "\rr1(config)# show clock\r\n12:00\r\n"
            + "\rr1(config)# end\r\n"
            + "\rr1# exit\r\n",
            await SessionAsync(
                "cisco_nxos", "", "terminal length 0", "show version", "show foo", "show", "conf t", "show clock", "end",
                "exit"));

    [Fact]
    public async Task Xr_says_the_time_before_it_answers()
    {
        string session = await SessionAsync(
            "cisco_iosxr", "", "terminal length 0", "show clock", "configure", "abort", "show foo",
            "terminal exec prompt no-timestamp", "show clock", "exit");
        Assert.Matches(
            "^\r\n\r\nRP/0/RP0/CPU0:r1#terminal length 0\r\n"
            + "Mon Mar  2 0[67]:..:..[.]... UTC\r\n"
            + "RP/0/RP0/CPU0:r1#show clock\r\nMon Mar  2 0[67]:..:..[.]... UTC\r\n12:00\r\n"
            + "RP/0/RP0/CPU0:r1#configure\r\nMon Mar  2 0[67]:..:..[.]... UTC\r\n"
            + "RP/0/RP0/CPU0:r1[(]config[)]#abort\r\n"
            + "RP/0/RP0/CPU0:r1#show foo\r\n {22}\\^\r\n% Invalid input detected at '\\^' marker.\r\n"
            + "RP/0/RP0/CPU0:r1#terminal exec prompt no-timestamp\r\nMon Mar  2 0[67]:..:..[.]... UTC\r\n"
            + "RP/0/RP0/CPU0:r1#show clock\r\n12:00\r\n"
            + "RP/0/RP0/CPU0:r1#exit\r\n$",
            session);
    }

    [Fact]
    public async Task Eos_counts_tokens_in_its_complaints()
    {
        string session = await SessionAsync(
            "arista_eos", "secret", "enable", "secret", "terminal width 32767", "terminal length 0", "show version",
            "show foo", "s v", "show", "configure", "exit", "exit");
        Assert.Matches("^Last login: Mon Mar  2 0[67]:..:.. 2026 from 192[.]0[.]2[.]10\r\n", session);
        Assert.Equal(
            "r1>enable\r\nPassword:\r\n"
            + "r1#terminal width 32767\r\nWidth set to 32767 columns.\r\n"
            + "r1#terminal length 0\r\nPagination disabled.\r\n"
            + "r1#show version\r\nVersion 17.9\r\nUptime 3 weeks\r\n"
            + "r1#show foo\r\n% Invalid input (at token 1: 'foo')\r\n"
            + "r1#s v\r\n% Ambiguous command (at token 1: 'v')\r\n"
            + "r1#show\r\n% Incomplete command (at token 0: 'show')\r\n"
            + "r1#configure\r\nr1(config)#exit\r\nr1#exit\r\n",
            session[(session.IndexOf('\n', StringComparison.Ordinal) + 1)..]);
    }

    [Fact]
    public async Task Junos_leaves_a_blank_line_before_its_prompts()
    {
        string session = await SessionAsync(
            "juniper_junos", "", "set cli complete-on-space off", "set cli screen-width 511", "set cli screen-length 0",
            "show version", "foo", "show foo", "s v", "configure", "exit configuration-mode", "", "exit");
        Assert.Matches("^Last login: [^\r]*\r\n--- JUNOS [^\r]* Kernel 64-bit [^\r]*\r\n", session);
        Assert.Equal(
            "admin@r1> set cli complete-on-space off \r\nDisabling complete-on-space\r\n"
            + "\r\nadmin@r1> set cli screen-width 511\r\nScreen width set to 511\r\n"
            + "\r\nadmin@r1> set cli screen-length 0\r\nScreen length set to 0\r\n"
            + "\r\nadmin@r1> show version\r\nVersion 17.9\r\nUptime 3 weeks\r\n"
            + "\r\nadmin@r1> foo\r\n          ^\r\nunknown command.\r\n"
            + "\r\nadmin@r1> show foo\r\n               ^\r\nsyntax error, expecting <command>.\r\n"
            + "\r\nadmin@r1> s v\r\n          ^\r\n's' is ambiguous.\r\n"
            + "\r\nadmin@r1> configure\r\nEntering configuration mode\r\n"
            + "\r\n[edit]\r\nadmin@r1# exit configuration-mode\r\nExiting configuration mode\r\n"
            + "\r\nadmin@r1> \r\n\r\nadmin@r1> exit\r\n",
            session[session.IndexOf("admin@", StringComparison.Ordinal)..]);
    }

    [Fact]
    public async Task Bash_takes_the_prompt_that_a_collector_sets()
    {
        string session = await SessionAsync(
            "linux", "",
            " unset PROMPT_COMMAND HISTFILE; export PS1='[fleet]$ ' PAGER=cat GIT_PAGER=cat SYSTEMD_PAGER=cat",
            "uname -a", "frobnicate", "cat /etc/nope", "exit");
        Assert.Equal(
            "\x1b[?2004hadmin@r1:~$  unset PROMPT_COMMAND HISTFILE; export PS1='[fleet]$ ' PAGER=cat GIT \r"
            + "_PAGER=cat SYSTEMD_PAGER=cat\r\n\x1b[?2004l\r"
            + "\x1b[?2004h[fleet]$ uname -a\r\n\x1b[?2004l\rLinux r1 6.1\r\n"
            + "\x1b[?2004h[fleet]$ frobnicate\r\n\x1b[?2004l\r-bash: frobnicate: command not found\r\n"
            + "\x1b[?2004h[fleet]$ cat /etc/nope\r\n\x1b[?2004l\rcat: /etc/nope: No such file or directory\r\n"
            + "\x1b[?2004h[fleet]$ exit\r\n\x1b[?2004l\rlogout\r\n",
            session[session.IndexOf((char)0x1b)..]);
    }

    [Fact]
    public async Task Bash_shows_the_title_and_colours_that_the_terminal_can()
    {
        var channel = new TestChannel(new("xterm-256color", 80, 24));
        await using var user = Conversation.Begin(Conversation.Device("linux"), channel: channel);
        Assert.EndsWith(
            "\x1b[?2004h\x1b]0;admin@r1: ~\a\x1b[01;32madmin@r1\x1b[00m:\x1b[01;34m~\x1b[00m$ ",
            await user.HearAsync(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bash_without_a_terminal_neither_prompts_nor_echoes()
    {
        var channel = new TestChannel(null);
        await using var user = Conversation.Begin(Conversation.Device("linux"), channel: channel);
        Assert.Equal("", await user.HearAsync());
        Assert.Equal("Linux r1 6.1\n", await user.TypeAsync("uname -a\n"));
        Assert.Equal("", await user.TypeAsync("frobnicate\n"));
        Assert.Equal("-bash: line 2: frobnicate: command not found\n", channel.Errors.ToString());
        channel.End();
        Assert.Equal(127, await user.Running);
    }

    [Theory]
    [InlineData("cisco_iosxe", "show clock", "\r\n12:00\r\n", 0)]
    [InlineData("cisco_iosxe", "foo", "\r\nLine has invalid autocommand \"foo\"\r\n", 1)]
    [InlineData("cisco_nxos", "show clock", "12:00\n", 0)]
    [InlineData("arista_eos", "show clock", "12:00\n", 0)]
    [InlineData("arista_eos", "show foo", "% Invalid input (at token 1: 'foo')\n", 1)]
    [InlineData("juniper_junos", "show clock", "12:00\n", 0)]
    [InlineData("linux", "uname -a", "Linux r1 6.1\n", 0)]
    [InlineData("linux", "exit 3", "", 3)]
    public async Task A_command_of_its_own_runs_without_prompt_echo_or_pages(
        string platform, string command, string output, int status)
    {
        await using var user = Conversation.Begin(
            Conversation.Device(platform), channel: new TestChannel(null), command: command);
        Assert.Equal(status, await user.Running);
        Assert.Equal(output, await user.HearAsync());
    }

    [Fact]
    public async Task Bash_complains_on_standard_error()
    {
        await using var user = Conversation.Begin(
            Conversation.Device("linux"), channel: new TestChannel(null), command: "frobnicate");
        Assert.Equal(127, await user.Running);
        Assert.Equal("bash: line 1: frobnicate: command not found\n", user.Channel.Errors.ToString());
    }

    [Theory]
    [InlineData("cisco_iosxe")]
    [InlineData("cisco_nxos")]
    [InlineData("cisco_iosxr")]
    [InlineData("arista_eos")]
    [InlineData("juniper_junos")]
    [InlineData("linux")]
    public async Task Echo_output_and_prompt_leave_in_one_write(string platform)
    {
        await using Conversation user = await Conversation.AtPromptAsync(Conversation.Device(platform));
        int before = user.Channel.Writes;
        await user.TypeAsync("show version\n");
        Assert.Equal(1, user.Channel.Writes - before);
    }

    /// <summary>All that a device says to a user who types lines.</summary>
    private static async Task<string> SessionAsync(string platform, string enable, params string[] lines)
    {
        await using var user = Conversation.Begin(Conversation.Device(platform, enable));
        var session = new StringBuilder(await user.HearAsync());
        foreach (string line in lines)
            session.Append(await user.TypeAsync(line + "\r"));
        Assert.True(user.Running.IsCompletedSuccessfully);
        return session.ToString();
    }
}
