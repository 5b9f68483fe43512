using System.Text;
using Fleet.Sessions.Platforms;
using Fleet.Sessions.Terminal;

namespace Fleet.Sessions.Tests.Terminal;

public class PromptGrammarTests
{
    private static readonly PlatformCatalog Catalog = PlatformCatalog.Load(null, out _);

    [Theory]
    [InlineData("cisco_iosxe", "r1>", "exec")]
    [InlineData("cisco_iosxe", "r1#", "privileged_exec")]
    [InlineData("cisco_iosxe", "SW-ams1.core_2#", "privileged_exec")]
    [InlineData("cisco_iosxe", "r1(config-if)#", "configuration")]
    [InlineData("cisco_iosxe", "r1(tcl)#", "tclsh")]
    [InlineData("cisco_nxos", "switch# ", "privileged_exec")]
    [InlineData("cisco_nxos", "switch(maint-mode)# ", "privileged_exec")]
    [InlineData("cisco_nxos", "switch(config-if-range)# ", "configuration")]
    [InlineData("cisco_nxos", "switch(config-tcl)# ", "tclsh")]
    [InlineData("cisco_iosxr", "RP/0/RP0/CPU0:r1#", "privileged_exec")]
    [InlineData("cisco_iosxr", "RP/0/RSP1/CPU0:core-1.ams(config-if)#", "configuration")]
    [InlineData("cisco_iosxr", "sysadmin-vm:0_RP0#", "privileged_exec")]
    [InlineData("arista_eos", "sw1.ams1>", "exec")]
    [InlineData("arista_eos", "sw1.ams1#", "privileged_exec")]
    [InlineData("arista_eos", "sw1(s1)#", "privileged_exec")]
    [InlineData("arista_eos", "sw1.ams1(config)#", "configuration")]
    [InlineData("arista_eos", "sw1(s1)(config-if-Et1/1)#", "configuration")]
    [InlineData("arista_eos", "[admin@sw1 ~]$ ", "bash")]
    [InlineData("juniper_junos", "admin@mx1> ", "exec")]
    [InlineData("juniper_junos", "admin@mx1-re0> ", "exec")]
    [InlineData("juniper_junos", "admin@mx1:node0> ", "exec")]
    [InlineData("juniper_junos", "admin@mx1# ", "configuration")]
    [InlineData("juniper_junos", "root@mx1:~ # ", "shell")]
    [InlineData("juniper_junos", "root@mx1% ", "shell")]
    [InlineData("juniper_junos", "root@% ", "shell")]
    [InlineData("frr", "r1# ", "enable")]
    [InlineData("frr", "r1> ", "view")]
    [InlineData("frr", "r1(config-router-af)# ", "configuration")]
    [InlineData("frr", "frr@r1:~$ ", "linux")]
    [InlineData("frr", "[root@r1 ~]# ", "linux")]
    [InlineData("linux", "root@host:/work# ", "login")]
    [InlineData("linux", "# ", "login")]
    [InlineData("linux", "[fleet]$ ", "collecting")]
    public void Prompts_are_classified(string platform, string prompt, string mode) =>
        Assert.Equal(mode, Match(platform, "", prompt)?.Mode?.Name);

    [Theory]
    [InlineData("cisco_iosxe", " description uplink to r2#")]
    [InlineData("cisco_iosxe", "[V200R009C00SPC500]")]
    [InlineData("cisco_iosxe", "Building configuration...")]
    [InlineData("cisco_iosxe", "Password: ")]
    [InlineData("cisco_iosxe", "%LINK-3-UPDOWN: Interface Gi0/1 >")]
    [InlineData("cisco_iosxr", "r1>")]
    [InlineData("arista_eos", "   description x#")]
    [InlineData("juniper_junos", "    <name>ge-0/0/0</name>")]
    [InlineData("juniper_junos", "inet.0: 5 destinations >")]
    [InlineData("frr", "C>* 192.0.2.0/24 is directly connected, eth0>")]
    public void Lines_that_end_like_a_prompt_are_none(string platform, string line) =>
        Assert.Null(Match(platform, "", line));

    [Theory]
    [InlineData("text\n", "admin@mx1> ", 0)]
    [InlineData("text\n\n", "admin@mx1> ", 1)]
    [InlineData("text\n\n{master:0}\n", "admin@mx1> ", 2)]
    [InlineData("text\n{master}\n", "admin@mx1> ", 1)]
    [InlineData("text\n\n{primary:node0}[edit interfaces ge-0/0/0]\n", "admin@mx1# ", 2)]
    [InlineData("text\n\n[edit]\n", "admin@mx1# ", 2)]
    [InlineData("\n\n\n\n", "admin@mx1> ", 1)]
    public void The_lines_above_a_Junos_prompt_belong_to_it(string above, string line, int count) =>
        Assert.Equal(count, Match("juniper_junos", above, line)?.LinesAbove);

    [Theory]
    [InlineData("r1>", "r1#", true)]
    [InlineData("r1#", "r1(config-if)#", true)]
    [InlineData("a-very-long-host-name.ams1#", "a-very-long-hos(config-if)#", true)]
    [InlineData("switch# ", "switch(maint-mode)(config)# ", true)]
    [InlineData("\n{master:0}\nadmin@mx1> ", "admin@mx1# ", true)]
    [InlineData("r1#", "r2#", false)]
    [InlineData("r1#", "#", false)]
    public void Prompts_of_one_device_share_its_name(string one, string other, bool same) =>
        Assert.Equal(same, PromptGrammar.SameDevice(one, other));

    [Fact]
    public void Prompt_excludes_hold()
    {
        var platform = new PlatformDefinition
        {
            Name = "vrp",
            PromptPattern = @"^(<[\w.\-]{1,64}>|\[[\w.\-]{1,64}\])$",
            PromptExcludes = ["[V200R"],
            DefaultMode = "user",
            Modes = [new PlatformMode { Name = "user", PromptPattern = "^<.*>$" }],
        };
        PromptGrammar grammar = PromptGrammar.Of(platform);
        Assert.Null(grammar.Match([], "[V200R009C00SPC500]"u8, new Patience("test")));
        Assert.NotNull(grammar.Match([], "[huawei]"u8, new Patience("test")));
        Assert.Equal("user", grammar.Match([], "<huawei>"u8, new Patience("test"))?.Mode?.Name);
    }

    [Fact]
    public void A_pattern_that_runs_away_matches_nothing_in_bounded_time()
    {
        var platform = new PlatformDefinition
        {
            Name = "slow",
            PromptPattern = @"^(?=x)(x+x+)+#$",
            DefaultMode = "user",
            Modes = [new PlatformMode { Name = "user", PromptPattern = "^x#$" }],
        };
        var clock = System.Diagnostics.Stopwatch.StartNew();
        Assert.Null(PromptGrammar.Of(platform).Match([], Encoding.ASCII.GetBytes(new string('x', 500)), new Patience("test")));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10));
    }

    private static PromptMatch? Match(string platform, string above, string line) => PromptGrammar
        .Of(Catalog.Platforms[platform])
        .Match(Encoding.UTF8.GetBytes(above), Encoding.UTF8.GetBytes(line), new Patience("test"));
}
