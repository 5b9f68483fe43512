using Fleet.Sessions.Platforms;
using Fleet.Sessions.Tests.Devices;

namespace Fleet.Sessions.Tests.Shell;

/// <summary>Each built-in platform, from its banner to its goodbye.</summary>
public class PlatformSessionTests
{
    private const string Version = "Some OS, Version 17.3\nuptime is 2 weeks\n";
    private const string Interfaces = "Ethernet1 is up\n  Description: to r2#\n\n  5 minute input rate 0 bits/sec \n";

    [Fact]
    public void The_built_in_definitions_have_no_errors()
    {
        PlatformCatalog catalog = PlatformCatalog.Load(null, out var errors);
        Assert.Empty(errors);
        Assert.Equal(
            ["arista_eos", "cisco_iosxe", "cisco_iosxr", "cisco_nxos", "frr", "juniper_junos", "linux", "linux_exec"],
            catalog.Platforms.Keys.Order());
    }

    [Fact]
    public async Task Iosxe_is_collected_after_enable()
    {
        FakeCli cli = Answering(new FakeCli
        {
            Banner = "\n*********************\n* no trespassing #\n* r9#\n*********************\n\n",
            Prompt = "r1>",
        }).Asks("enable", "opensesame", "r1#").On("terminal width 511", "").On("terminal length 0", "");
        Collected collected = await CollectAsync("cisco_iosxe", cli, "opensesame");
        Assert.Equal(
            ["enable", "terminal width 511", "terminal length 0", "show version", "show interfaces", "show clock", "exit"],
            cli.Lines);
        AssertAll(collected);
    }

    [Fact]
    public async Task Nxos_is_collected_though_its_prompt_ends_in_a_blank()
    {
        FakeCli cli = Answering(new FakeCli { Banner = "Cisco Nexus Operating System\n", Prompt = "\rswitch# " })
            .On("terminal width 511", "").On("terminal length 0", "");
        AssertAll(await CollectAsync("cisco_nxos", cli));
    }

    [Fact]
    public async Task Iosxr_is_collected_with_its_timestamps()
    {
        var cli = new FakeCli { Banner = "\n\n\n", Prompt = "RP/0/RP0/CPU0:r1#" };
        const string time = "Mon Jan  5 10:00:00.000 UTC\n";
        cli.On("terminal width 511", time).On("terminal length 0", time)
            .On("show version", time + Version).On("show interfaces", time + Interfaces).On("show clock", time);
        Collected collected = await CollectAsync("cisco_iosxr", cli);
        Assert.Null(collected.Result.Failure);
        Assert.Equal(time + Version, collected["show version"]);
        Assert.Equal(time, collected["show clock"]);
    }

    [Fact]
    public async Task Eos_is_collected_after_an_enable_without_password()
    {
        FakeCli cli = Answering(new FakeCli { Banner = "Last login: Mon Jan  5 10:00:00 2026 from 192.0.2.7\n", Prompt = "sw1.ams1>" })
            .Enters("enable", "sw1.ams1#").On("terminal width 32767", "Width set to 32767 columns.\n")
            .On("terminal length 0", "Pagination disabled.\n");
        AssertAll(await CollectAsync("arista_eos", cli));
    }

    [Theory]
    [InlineData("\r\nadmin@mx1> ")]
    [InlineData("\r\n{master:0}\r\nadmin@mx1-re0> ")]
    public async Task Junos_is_collected_without_what_stands_above_its_prompt(string prompt)
    {
        FakeCli cli = Answering(new FakeCli { Banner = "--- JUNOS 21.4R3 Kernel 64-bit\n", Prompt = prompt, Echo = line => line + " \r\n" })
            .On("set cli complete-on-space off", "Disabling complete-on-space\n")
            .On("set cli screen-width 511", "Screen width set to 511\n")
            .On("set cli screen-length 0", "Screen length set to 0\n");
        AssertAll(await CollectAsync("juniper_junos", cli));
    }

    [Fact]
    public async Task Junos_is_collected_from_the_shell_of_root()
    {
        FakeCli cli = Answering(new FakeCli { Banner = "--- JUNOS 21.4R3\n", Prompt = "root@mx1:~ # " })
            .Enters("cli", "\r\nroot@mx1> ")
            .On("set cli complete-on-space off", "").On("set cli screen-width 511", "").On("set cli screen-length 0", "");
        AssertAll(await CollectAsync("juniper_junos", cli));
    }

    [Theory]
    [InlineData("r1# ", "enable")]
    [InlineData("r1> ", "enable")]
    [InlineData("\u001b]0;frr@r1: ~\a\u001b[01;32mfrr@r1\u001b[00m:\u001b[01;34m~\u001b[00m$ ", "VTYSH_PAGER=cat vtysh")]
    public async Task Frr_is_collected_from_wherever_login_leads(string prompt, string enter)
    {
        FakeCli cli = Answering(new FakeCli { Banner = "\nHello, this is FRRouting (version 8.4.4).\n\n", Prompt = prompt })
            .Enters(enter, "r1# ").On("no terminal paginate", "").On("terminal length 0", "");
        AssertAll(await CollectAsync("frr", cli));
    }

    [Fact]
    public async Task Linux_is_collected_behind_a_prompt_of_its_own()
    {
        var cli = new FakeCli
        {
            Banner = "Last login: Mon Jan  5 10:00:00 2026\n",
            Prompt = "\u001b[?2004h\u001b]0;me@host: ~\ame@host:~$ ",
            Echo = line => line + "\r\n\u001b[?2004l\r",
        };
        Answering(cli).Enters(FakeCli.SetPs1, "\u001b[?2004h[fleet]$ ");
        AssertAll(await CollectAsync("linux", cli));
    }

    [Theory]
    [InlineData("$ ")]
    [InlineData("# ")]
    public async Task Linux_is_collected_though_its_own_prompt_ends_like_that_of_the_login(string login)
    {
        var cli = new FakeCli { Prompt = login };
        Answering(cli).Enters(FakeCli.SetPs1, "[fleet]$ ");
        AssertAll(await CollectAsync("linux", cli));
    }

    private static FakeCli Answering(FakeCli cli) =>
        cli.On("show version", Version).On("show interfaces", Interfaces).On("show clock", "");

    private static Task<Collected> CollectAsync(string platform, FakeCli cli, string? enable = null) =>
        Collected.FromAsync(
            new ScriptedDevice(cli),
            Known.Platform(platform),
            ["show version", "show interfaces", "show clock"],
            login: new Login
            {
                Username = "admin",
                Secrets = enable is null ? new Dictionary<string, string>() : new() { ["enable"] = enable },
            });

    private static void AssertAll(Collected collected)
    {
        Assert.Null(collected.Result.Reason);
        Assert.Null(collected.Result.Failure);
        Assert.Equal(Version, collected["show version"]);
        Assert.Equal(Interfaces, collected["show interfaces"]);
        Assert.Equal("", collected["show clock"]);
        Assert.All(collected.Result.Commands, c => Assert.Null(c.Failure));
        Assert.Equal(0, collected.Open);
    }
}
