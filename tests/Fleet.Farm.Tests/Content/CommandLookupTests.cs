using Fleet.Farm.Content;

namespace Fleet.Farm.Tests.Content;

public class CommandLookupTests
{
    [Theory]
    [InlineData("cisco_iosxe", "show version", "show version")]
    [InlineData("cisco_iosxe", "sh ver", "show version")]
    [InlineData("cisco_iosxe", "sh ip int br", "show ip interface brief")]
    [InlineData("cisco_iosxe", "SHOW IP Route", "show ip route")]
    [InlineData("cisco_iosxe", "  show   ip  route ", "show ip route")]
    [InlineData("cisco_iosxe", "show mac-address-table", "show mac-address-table")]
    [InlineData("cisco_iosxe", "show interfaces 14", "show interfaces 14")]
    [InlineData("cisco_iosxe", "sh ip ro vrf Customer-A", "show ip route vrf Customer-A")]
    [InlineData("cisco_iosxe", "show run", "show running-config")]
    [InlineData("cisco_nxos", "show interface", "show interface")]
    [InlineData("cisco_nxos", "show interfaces 3", "show interface 3")]
    [InlineData("cisco_nxos", "sh int st", "show interface status")]
    [InlineData("cisco_iosxr", "show ipv4 int brief", "show ipv4 interface brief")]
    [InlineData("cisco_iosxr", "show interfaces 0", "show interfaces 0")]
    [InlineData("arista_eos", "sh ip bgp sum", "show ip bgp summary")]
    [InlineData("arista_eos", "show interfaces 0", "show interfaces 0")]
    [InlineData("juniper_junos", "sho int terse", "show interfaces terse")]
    [InlineData("juniper_junos", "show configuration | display set", "show configuration | display set")]
    [InlineData("linux", "ip a", "ip addr")]
    [InlineData("linux", "ss -tan", "ss -tan")]
    public void A_command_is_found_by_words_that_may_be_shortened(string platform, string typed, string name) =>
        Assert.Equal(name, Some.Command(platform, typed).Name);

    [Theory]
    [InlineData("cisco_iosxe", "sh in")]
    [InlineData("cisco_iosxe", "show i")]
    [InlineData("juniper_junos", "show sy")]
    public void A_word_that_could_be_several_is_ambiguous(string platform, string typed)
    {
        if (platform == "juniper_junos")
            Assert.IsType<CommandMatch.Incomplete>(DeviceContent.Find(platform, typed));
        else
            Assert.IsType<CommandMatch.Ambiguous>(DeviceContent.Find(platform, typed));
    }

    [Theory]
    [InlineData("cisco_iosxe", "show")]
    [InlineData("cisco_iosxe", "show ip interface")]
    [InlineData("cisco_iosxe", "show ip route vrf")]
    [InlineData("cisco_nxos", "")]
    [InlineData("arista_eos", "show ip")]
    public void A_command_that_ends_too_early_is_incomplete(string platform, string typed) =>
        Assert.IsType<CommandMatch.Incomplete>(DeviceContent.Find(platform, typed));

    [Theory]
    [InlineData("cisco_iosxe", "frobnicate", 0)]
    [InlineData("cisco_iosxe", "show nonsense", 5)]
    [InlineData("cisco_iosxe", "show ip route extra", 14)]
    [InlineData("cisco_iosxe", "show interfaces 1x", 16)]
    [InlineData("cisco_iosxe", "show versions", 5)]
    [InlineData("juniper_junos", "SHOW version", 0)]
    [InlineData("linux", "una -a", 0)]
    [InlineData("linux", "IP addr", 0)]
    public void What_is_not_understood_is_pointed_at(string platform, string typed, int offset) =>
        Assert.Equal(new CommandMatch.Invalid(offset), DeviceContent.Find(platform, typed));

    [Fact]
    public void Every_platform_has_fifteen_usual_commands_and_at_least_twenty_in_all()
    {
        foreach (string platform in DeviceContent.Platforms)
        {
            Assert.Equal(15, DeviceContent.UsualCommands(platform).Distinct().Count());
            Assert.True(DeviceContent.Table(platform).Sections.Count >= 20, platform);
        }
    }

    [Fact]
    public void Every_command_is_found_by_its_name()
    {
        foreach (string platform in DeviceContent.Platforms)
        {
            foreach (var command in DeviceContent.Table(platform).Sections)
                Assert.Same(command, Some.Command(platform, command.Name));
        }
    }

    [Fact]
    public void An_unknown_platform_is_named()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => DeviceContent.Find("cisco_catos", "show version"));
        Assert.Contains("cisco_catos", error.Message, StringComparison.Ordinal);
    }
}
