using System.Diagnostics;
using System.Text;
using Fleet.Sessions.Shell;
using Fleet.Sessions.Tests.Devices;

namespace Fleet.Sessions.Tests.Shell;

/// <summary>What is stored is what the command printed: no more, no less, byte for byte.</summary>
public class OutputTests
{
    private const string Command = "show running-config";

    // Where the device pauses by itself, and on a busy machine for longer than it was to.
    private static readonly QuietTimes Patient =
        new(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));

    [Theory]
    [InlineData("interface Ethernet1\n description uplink to r2#\n!\nend\n")]
    [InlineData("[V200R009C00SPC500]\n#\nsysname r1\n")]
    [InlineData("r1#\nr1#show clock\n10:00\nr1>\nend\n")]
    [InlineData("r1#\n")]
    [InlineData("--More--\n --More-- \ntext --More-- text\n")]
    [InlineData("text % Invalid input detected\n")]
    [InlineData("\n\n  two blank lines before, blanks after   \n\n")]
    [InlineData("show running-config\nr1#show running-config\n")]
    [InlineData("UTF-8: Zürich ✓\n")]
    public async Task Lines_like_prompts_echoes_and_pagers_stay_in_the_output(string output)
    {
        foreach (int piece in new[] { 1, 3, 4096 })
        {
            var device = new ScriptedDevice(Iosxe().On(Command, output)) { Terminal = { PieceSize = () => piece } };
            Collected collected = await CollectAsync(device);
            Assert.Null(collected.Result.Reason);
            Assert.Equal(output, collected[Command]);
            Assert.Equal("10:00\n", collected["show clock"]);
        }
    }

    [Theory]
    [InlineData("r1#", "description to r1", "#\r\nend\r\n")]
    [InlineData("r1#", "r1(config)", "#\r\nend\r\n")]
    [InlineData("r1#", "Router", "#\r\nend\r\n")]
    [InlineData("r1#", "--More--", " is a pager\r\nend\r\n")]
    [InlineData("r1#", "description to r1#", "\r\nend\r\n")]
    [InlineData("r1#", "r2#", "\r\nend\r\n")]
    public async Task A_pause_inside_a_line_like_a_prompt_does_not_end_the_output(string prompt, string before, string after)
    {
        var cli = new FakeCli { Prompt = prompt };
        Prepared(cli).On(Command, async t =>
        {
            t.Send(before);
            await Task.Delay(5);
            t.Send(after);
        });
        Collected collected = await Collected.FromAsync(new ScriptedDevice(cli), Known.Iosxe, [Command], quiet: Patient);
        Assert.Equal((before + after).Replace("\r\n", "\n"), collected[Command]);
    }

    [Fact]
    public async Task Bytes_that_are_not_utf8_are_kept()
    {
        byte[] bytes = [0xff, 0xfe, 0x80, 0xc3, 0x28, 0x03, (byte)'\n'];
        Collected collected = await CollectAsync(new ScriptedDevice(Iosxe().On(Command, t => t.Send(bytes))));
        Assert.Equal(bytes, collected.Outputs[Command]);
    }

    [Fact]
    public async Task Colours_and_window_titles_are_dropped()
    {
        FakeCli cli = Iosxe().On(Command, t => t.Send("\u001b]0;r1\a\u001b[32mup\u001b[0m\r\n\u001b[?25h"));
        Assert.Equal("up\n", (await CollectAsync(new ScriptedDevice(cli)))[Command]);
    }

    [Theory]
    [InlineData("--More--", "\b\b\b\b\b\b\b\b        \b\b\b\b\b\b\b\b")]
    [InlineData(" --More-- ", "\r           \r")]
    [InlineData("<--- More --->", "\r              \r")]
    [InlineData("---(more 50%)---", "\r                \r")]
    [InlineData("--More-- (q to quit)", "\r\u001b[K")]
    [InlineData("--More--", "")]
    public async Task Pagers_that_come_all_the_same_are_answered_and_removed(string pager, string wipe)
    {
        FakeCli cli = Iosxe().On(Command, async t =>
        {
            for (int page = 1; page <= 3; page++)
            {
                t.Send($"page {page}\r\n  last line \r\n");
                if (page < 3)
                {
                    t.Send(pager);
                    Assert.Equal(' ', await t.ReadKeyAsync());
                    t.Send(wipe);
                }
            }
        });
        Collected collected = await CollectAsync(new ScriptedDevice(cli));
        Assert.Equal(string.Concat(Enumerable.Range(1, 3).Select(p => $"page {p}\n  last line \n")), collected[Command]);
        Assert.Equal("10:00\n", collected["show clock"]);
    }

    [Fact]
    public async Task Only_the_first_page_of_many_is_waited_for()
    {
        FakeCli cli = Iosxe().On(Command, async t =>
        {
            for (int page = 1; page <= 100; page++)
            {
                t.Send($"page {page}\r\n--More--");
                Assert.Equal(' ', await t.ReadKeyAsync());
                t.Send("\b\b\b\b\b\b\b\b        \b\b\b\b\b\b\b\b");
            }
        });
        long start = Stopwatch.GetTimestamp();
        Collected collected = await CollectAsync(new ScriptedDevice(cli));
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        Assert.Equal(string.Concat(Enumerable.Range(1, 100).Select(p => $"page {p}\n")), collected[Command]);
        Assert.True(elapsed < 50 * Collected.Quick.Likely, $"{elapsed}");
    }

    [Fact]
    public async Task Rejected_commands_are_marked_and_the_session_goes_on()
    {
        FakeCli cli = Iosxe().On(Command, "           ^\n% Invalid input detected at '^' marker.\n\n");
        Collected collected = await CollectAsync(new ScriptedDevice(cli));
        Assert.Null(collected.Result.Failure);
        CommandResult rejected = collected.Result.Commands[0];
        Assert.Equal(FailureClass.CommandRejected, rejected.Failure);
        Assert.Equal("% Invalid input detected at '^' marker.", rejected.Reason);
        Assert.Equal("           ^\n% Invalid input detected at '^' marker.\n\n", collected[Command]);
        Assert.Null(collected.Result.Commands[1].Failure);
    }

    [Fact]
    public async Task An_indicator_far_down_in_the_output_rejects_nothing()
    {
        string log = string.Concat(Enumerable.Range(0, 20).Select(i => $"line {i}\n")) + "% Invalid input detected\n";
        Collected collected = await CollectAsync(new ScriptedDevice(Iosxe().On(Command, log)));
        Assert.Null(collected.Result.Commands[0].Failure);
        Assert.Equal(log, collected[Command]);
    }

    [Fact]
    public async Task A_command_may_change_the_mode_and_the_next_is_run_in_the_default_one()
    {
        FakeCli cli = Iosxe();
        cli.Enters(Command, "r1(config)#").Enters("end", "r1#");
        Collected collected = await CollectAsync(new ScriptedDevice(cli));
        Assert.Null(collected.Result.Reason);
        Assert.Equal("", collected[Command]);
        Assert.Equal("10:00\n", collected["show clock"]);
        Assert.Contains("end", cli.Lines);
    }

    [Fact]
    public async Task A_device_that_is_renamed_on_the_way_is_followed()
    {
        FakeCli cli = Iosxe().On(Command, t => t.Send("renamed\r\n"));
        cli.Enters(Command, "core9#");
        Collected collected = await CollectAsync(new ScriptedDevice(cli));
        Assert.Null(collected.Result.Reason);
        Assert.Equal("10:00\n", collected["show clock"]);
    }

    [Fact]
    public async Task A_log_message_at_the_prompt_is_not_part_of_the_output()
    {
        var cli = new FakeCli { Prompt = "r1#", Echo = line => $"\r\n*Mar  1 00:01: %SYS-5-CONFIG_I\r\nr1#{line}\r\n" };
        Collected collected = await CollectAsync(new ScriptedDevice(Prepared(cli).On(Command, "end\n")));
        Assert.Equal("end\n", collected[Command]);
    }

    [Theory]
    [InlineData("wrapped at the edge")]
    [InlineData("wrapped with blank and CR")]
    [InlineData("scrolled")]
    [InlineData("none")]
    [InlineData("none, not even a line end")]
    [InlineData("written out")]
    public async Task The_echo_goes_whatever_form_it_has(string form)
    {
        string command = "show interfaces " + string.Concat(Enumerable.Range(0, 60).Select(i => $"Ethernet{i} ")) + "brief";
        Func<string, string> echo = form switch
        {
            "wrapped at the edge" => line => string.Join("\r\n", line.Chunk(77).Select(c => new string(c))) + "\r\n",
            "wrapped with blank and CR" => line => Wrapped(line, "r1#".Length, 511),
            "scrolled" => line => line.Length < 70
                ? line + "\r\n"
                : line[..70] + new string('\b', 70) + "$" + line[^60..] + new string(' ', 9) + "\r\n",
            "none" => _ => "\r\n",
            "none, not even a line end" => _ => "",
            _ => line => line.StartsWith("show int", StringComparison.Ordinal) ? "show interfaces detail\r\n" : line + "\r\n",
        };
        var cli = new FakeCli { Prompt = "r1#", Echo = echo };
        Prepared(cli).On(command, "up\ndown\n");
        Collected collected = await Collected.FromAsync(new ScriptedDevice(cli), Known.Iosxe, [command, "show clock"]);
        Assert.Null(collected.Result.Reason);
        Assert.Equal("up\ndown\n", collected[command]);
        Assert.Equal("10:00\n", collected["show clock"]);
    }

    [Theory]
    [InlineData("abc", "abc")]
    [InlineData("a\nbc", "a\nbc")]
    [InlineData("", "")]
    [InlineData("abc\n", "abc\n")]
    public async Task An_output_without_a_last_line_end_is_taken_exactly(string output, string expected)
    {
        var cli = new FakeCli { Prompt = "host $ " };
        cli.Enters(FakeCli.SetPs1, "[fleet]$ ").On("cat file", output).On("show clock", "10:00\n");
        Collected collected = await Collected.FromAsync(new ScriptedDevice(cli), Known.Linux, ["cat file", "show clock"]);
        Assert.Null(collected.Result.Reason);
        Assert.Equal(expected, collected["cat file"]);
        Assert.Equal("10:00\n", collected["show clock"]);
    }

    [Fact]
    public async Task A_banner_with_lines_like_prompts_and_a_late_prompt_is_waited_for()
    {
        var device = new ScriptedDevice(async t =>
        {
            t.Send("r9#\r\nwelcome >\r\n#######");
            await Task.Delay(5);
            t.Send("##\r\n\r\n");
            await Task.Delay(50);
            await Prepared(new FakeCli { Prompt = "r1#" }).On(Command, "end\n").RunAsync(t);
        });
        Collected collected = await Collected.FromAsync(device, Known.Iosxe, [Command], quiet: Patient);
        Assert.Null(collected.Result.Reason);
        Assert.Equal("end\n", collected[Command]);
    }

    [Fact]
    public async Task A_device_that_waits_for_return_gets_it()
    {
        var device = new ScriptedDevice(async t =>
        {
            t.Send("Press RETURN to get started.");
            await t.ReadLineAsync(_ => "\r\n");
            await Prepared(new FakeCli { Prompt = "r1#" }).On(Command, "end\n").RunAsync(t);
        });
        Assert.Equal("end\n", (await CollectAsync(device))[Command]);
    }

    [Fact]
    public async Task The_terminal_is_wide()
    {
        var device = new ScriptedDevice(Iosxe().On(Command, ""));
        await CollectAsync(device);
        Assert.Equal((511, 500), device.Size);
    }

    /// <summary>What readline sends where the line reaches the edge: the next character, or a blank and CR.</summary>
    private static string Wrapped(string line, int column, int columns)
    {
        var echo = new StringBuilder();
        foreach (char c in line)
        {
            echo.Append(c);
            if (++column % columns == 0)
                echo.Append(" \r");
        }

        return echo.Append("\r\n").ToString();
    }

    private static FakeCli Iosxe() => Prepared(new FakeCli { Prompt = "r1#" });

    private static FakeCli Prepared(FakeCli cli) =>
        cli.On("terminal width 511", "").On("terminal length 0", "").On("show clock", "10:00\n");

    private static Task<Collected> CollectAsync(ScriptedDevice device) =>
        Collected.FromAsync(device, Known.Iosxe, [Command, "show clock"]);
}
