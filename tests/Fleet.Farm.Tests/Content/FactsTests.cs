using System.Text.RegularExpressions;
using Fleet.Farm.Content;
using Fleet.Farm.Fleets;

namespace Fleet.Farm.Tests.Content;

public class FactsTests
{
    private const RegexOptions Lines = RegexOptions.Multiline;

    [Theory]
    [InlineData("cisco_iosxe", "show version", @"^System Serial Number +: (\S+)$", "show inventory", @"SN: (\S+)")]
    [InlineData("cisco_nxos", "show version", @"Processor Board ID (\S+)$", "show inventory", @"SN: (\S+)")]
    [InlineData("arista_eos", "show version", @"^Serial number: (\S+)$", "show inventory", @"^ +11\.00 +(\S+)")]
    [InlineData("juniper_junos", "show chassis routing-engine", @"Serial ID +(\S+)$", "show chassis hardware", @"^Chassis +(\S+)")]
    [InlineData("cisco_iosxe", "show version", @"^Model Number +: (\S+)$", "show inventory", @"PID: (\S+)")]
    [InlineData("cisco_iosxe", "show version", @"^(\S+) uptime is", "show running-config", @"^hostname (\S+)$")]
    [InlineData("cisco_nxos", "show version", @"Device name: (\S+)$", "show running-config", @"^hostname (\S+)$")]
    [InlineData("cisco_iosxr", "show version", @"Software, Version (\S+)$", "show running-config", @"^!! IOS XR Configuration (\S+)$")]
    [InlineData("arista_eos", "show version", @"Software image version: (\S+)$", "show running-config", @"EOS-(\S+)\.swi")]
    [InlineData("juniper_junos", "show version", @"^Junos: (\S+)$", "show configuration", @"^version (\S+);$")]
    [InlineData("cisco_iosxe", "show ip bgp summary", @"local AS number (\d+)", "show running-config", @"^router bgp (\d+)$")]
    [InlineData("cisco_iosxr", "show bgp summary", @"local AS number (\d+)", "show running-config", @"^router bgp (\d+)$")]
    [InlineData("cisco_iosxe", "show ip bgp summary", @"router identifier (\S+),", "show running-config", @"bgp router-id (\S+)$")]
    public void A_fact_is_the_same_in_two_outputs(string platform, string one, string pattern, string other, string otherPattern)
    {
        for (ulong seed = 1; seed <= 30; seed++)
        {
            SimulatedDevice device = Some.Device(platform, seed);
            Assert.Equal(Only(Some.Output(device, one), pattern), Only(Some.Output(device, other), otherPattern));
        }
    }

    [Theory]
    [InlineData("cisco_iosxe", "show ip interface brief", @"^(\S+) +(10\.\S+) ", "show interfaces", @"^(\S+) is [^\n]*\n(?:  [^\n]*\n){2}  Internet address is (\S+)/30$")]
    [InlineData("cisco_iosxr", "show ipv4 interface brief", @"^(\S+) +(10\.\S+) ", "show interfaces", @"^(\S+) is [^\n]*\n(?:  [^\n]*\n){4}  Internet address is (\S+)/30$")]
    [InlineData("arista_eos", "show ip interface brief", @"^(\S+) +(10\.\S+)/30 ", "show interfaces", @"^(\S+) is [^\n]*\n(?:  [^\n]*\n){2}  Internet address is (\S+)/30$")]
    [InlineData("juniper_junos", "show interfaces terse", @"^(\S+)\.0 .*inet +(10\.\S+)/30", "show configuration | display set", @"^set interfaces (\S+) unit 0 family inet address (\S+)/30$")]
    public void An_interface_has_the_same_address_in_two_outputs(
        string platform, string one, string pattern, string other, string otherPattern)
    {
        SimulatedDevice device = Some.Device(platform, 3, new OutputShape(20_000, 0, 200_000, 0));
        Dictionary<string, string> first = Addresses(Some.Output(device, one), pattern);
        Dictionary<string, string> second = Addresses(Some.Output(device, other), otherPattern);
        string[] both = [.. first.Keys.Intersect(second.Keys)];
        Assert.True(both.Length >= 3);
        Assert.All(both, name => Assert.Equal(first[name], second[name]));
    }

    [Fact]
    public void Neighbours_are_the_same_by_CDP_and_LLDP_and_in_descriptions()
    {
        SimulatedDevice device = Some.Device("cisco_nxos", 3, new OutputShape(20_000, 0, 200_000, 0));
        string cdp = Some.Output(device, "show cdp neighbors");
        string lldp = Some.Output(device, "show lldp neighbors");
        MatchCollection descriptions = Regex.Matches(
            Some.Output(device, "show interface description"), @"^Eth(\S+) +eth +\d+G +to (\S+) (\S+)$", Lines);
        Assert.True(descriptions.Count > 20);
        foreach (Match match in descriptions.Take(20))
        {
            Assert.Matches($"(?m)^{match.Groups[2].Value} +Eth{match.Groups[1].Value} ", cdp);
            Assert.Matches($"(?m)^{match.Groups[2].Value} +Eth{match.Groups[1].Value} ", lldp);
        }
    }

    [Fact]
    public void A_port_is_in_one_VLAN_in_all_outputs()
    {
        SimulatedDevice device = Some.Device("cisco_iosxe", 3, new OutputShape(20_000, 0, 200_000, 0));
        string vlans = Some.Output(device, "show vlan");
        foreach (Match match in Regex.Matches(Some.Output(device, "show mac address-table"), @"^ *(\d+) +\S+ +DYNAMIC +(Gi1/0/\S+)$", Lines))
            Assert.Matches($@"(?m)^{match.Groups[1].Value} .*\b{match.Groups[2].Value}(,|$)", vlans);
    }

    private static string Only(string output, string pattern)
    {
        Match match = Regex.Match(output, pattern, Lines);
        Assert.True(match.Success, $"{pattern} in {output}");
        return match.Groups[1].Value;
    }

    private static Dictionary<string, string> Addresses(string output, string pattern) =>
        Regex.Matches(output, pattern, Lines).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value);
}
