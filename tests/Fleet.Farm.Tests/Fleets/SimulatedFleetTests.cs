using System.Net;
using CsCheck;
using Fleet.Farm.Faults;
using Fleet.Farm.Fleets;
using Fleet.Farm.Profiles;

namespace Fleet.Farm.Tests.Fleets;

public class SimulatedFleetTests
{
    [Fact]
    public void The_same_profile_makes_the_same_devices_in_whatever_order_they_are_asked_for()
    {
        var one = Load("faults", 300);
        var other = Load("faults", 300);

        for (var i = 0; i < 300; i++)
        {
            _ = other[299 - i];
        }

        for (var i = 0; i < 300; i++)
        {
            Assert.Equal(one[i] with { Faults = [], Commands = [] }, other[i] with { Faults = [], Commands = [] });
            Assert.Equal(one[i].Faults, other[i].Faults);
            Assert.Equal(15, one[i].Commands.Count);
        }
    }

    [Fact]
    public void Another_seed_makes_another_fleet()
    {
        var (one, other) = (Load("faults", 300), Load("faults", 300, seed: 2));

        Assert.NotEqual(one.Faulty.Select(f => f.Index), other.Faulty.Select(f => f.Index));
        Assert.NotEqual(Platforms(one), Platforms(other));
        Assert.NotEqual(one[0].Seed, other[0].Seed);
    }

    [Fact]
    public void Every_device_has_its_own_name_address_and_seed()
    {
        var fleet = Load("lan", 28_000);
        var devices = Enumerable.Range(0, fleet.Count).Select(i => fleet[i]).ToList();

        Assert.Equal(28_000, devices.Select(d => d.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal(28_000, devices.Select(d => d.Address).Distinct().Count());
        Assert.Equal(28_000, devices.Select(d => d.Seed).Distinct().Count());
        Assert.All(devices, d => Assert.Equal(fleet.NameOf(d.Index), d.Name));
    }

    [Theory]
    [InlineData(0, "127.1.1.1")]
    [InlineData(249, "127.1.1.250")]
    [InlineData(250, "127.1.2.1")]
    [InlineData(62_499, "127.1.250.250")]
    [InlineData(62_500, "127.2.1.1")]
    [InlineData(DeviceAddress.Most - 1, "127.254.250.250")]
    public void Addresses_are_given_out_in_order(int index, string address)
    {
        Assert.Equal(IPAddress.Parse(address), DeviceAddress.Of(index));
        Assert.Equal(index, DeviceAddress.IndexOf(IPAddress.Parse(address)));
        Assert.Equal(index, DeviceAddress.IndexOf(IPAddress.Parse(address).MapToIPv6()));
    }

    [Fact]
    public void Every_index_is_found_again_by_its_address() =>
        Gen.Int[0, DeviceAddress.Most - 1].Sample(i => DeviceAddress.IndexOf(DeviceAddress.Of(i)) == i);

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.1.1.0")]
    [InlineData("127.1.1.251")]
    [InlineData("127.1.0.1")]
    [InlineData("127.255.1.1")]
    [InlineData("10.1.1.1")]
    [InlineData("::1")]
    public void Other_addresses_belong_to_no_device(string address) =>
        Assert.Equal(-1, DeviceAddress.IndexOf(IPAddress.Parse(address)));

    [Fact]
    public void Sites_are_of_equal_size_and_their_devices_are_numbered()
    {
        var fleet = Load("mixed", 2000);
        var sites = Enumerable.Range(0, 2000).Select(fleet.NameOf).GroupBy(n => n[..n.IndexOf('-')]).ToList();

        Assert.Equal(40, sites.Count);
        Assert.All(sites, s => Assert.Equal(50, s.Count()));
        Assert.Equal("ams1", sites[0].Key);
        Assert.All(sites, s => Assert.Equal(Enumerable.Range(1, 50), s.Select(n => int.Parse(n[(n.IndexOf('-') + 1)..].TrimStart('r', 's', 'w', 'v')))));
    }

    [Fact]
    public void Shares_are_exact()
    {
        var fleet = Load("faults", 2000);

        Assert.Equal(600, fleet.Faulty.Count());
        Assert.All(fleet.Faulty, f => Assert.Single(f.Faults));
        Assert.Equal(22, fleet.Faulty.Count(f => f.Faults[0].Kind == FaultKind.Trickle));
        Assert.Equal(30, fleet.Faulty.Count(f => f.Faults[0].Kind == FaultKind.Reboot));
        Assert.Equal(Enum.GetValues<FaultKind>().Where(k => k < FaultKind.AaaRefused), fleet.Faulty.Select(f => f.Faults[0].Kind).Distinct().Order());
        Assert.Equal(
            [("arista_eos", 300), ("cisco_iosxe", 700), ("cisco_iosxr", 200), ("cisco_nxos", 300), ("juniper_junos", 300), ("linux", 200)],
            Platforms(fleet).GroupBy(p => p).Select(g => (g.Key, g.Count())).Order());
        Assert.Equal(40, Enumerable.Range(0, 2000).Count(i => fleet[i].IsLegacy));
    }

    [Fact]
    public void Every_kind_of_hostility_has_a_device()
    {
        var hostile = Load("hostile", 100);

        Assert.Equal(100, hostile.Faulty.Count());
        var played = hostile.Faulty.Select(f => f.Faults[0].Kind).ToHashSet();
        Assert.Superset(Enum.GetValues<FaultKind>().Where(k => k is > FaultKind.AaaRefused and < FaultKind.EarlyEcho).ToHashSet(), played);
    }

    [Fact]
    public void Counts_add_up_to_what_the_shares_add_up_to()
    {
        var gen = Gen.Select(Gen.Int[1, 30_000], Gen.Int[0, 400].Array[1, 30]);
        gen.Sample((total, tenths) =>
        {
            var percents = tenths.Select(t => t / 10m * 100 / Math.Max(100, tenths.Sum() / 10m)).ToArray();
            var counts = Apportionment.Divide(total, percents);
            Assert.Equal((int)Math.Round(total * percents.Sum() / 100, MidpointRounding.AwayFromZero), counts.Sum());
            Assert.All(counts.Zip(percents), c => Assert.InRange(c.First, Math.Floor(total * c.Second / 100), Math.Ceiling(total * c.Second / 100)));
        });
    }

    [Fact]
    public void A_small_fleet_has_its_share_of_faults_too() => Assert.Equal(3, Load("faults", 10).Faulty.Count());

    [Fact]
    public void Only_devices_that_a_fault_makes_a_difference_to_have_it()
    {
        var fleet = Load("faults", 2000);

        Assert.All(Having(FaultKind.EnableRefused), i => Assert.Equal("raise-me", fleet.CredentialOf(i).Enable));
        Assert.All(Having(FaultKind.PromptChanges), i => Assert.NotEqual("linux", fleet.PlatformOf(i).Name));

        IEnumerable<int> Having(FaultKind kind) => fleet.Faulty.Where(f => f.Faults[0].Kind == kind).Select(f => f.Index);
    }

    [Fact]
    public void A_named_device_has_the_faults_that_name_it_and_none_by_share()
    {
        var fleet = new SimulatedFleet(ProfileFile.Parse("""
            devices: 10
            faults:
              - { fault: silent, devices: [ams1-r1, AMS1-R1*] }
              - { fault: reboot, devices: [ams1-r1], from: 1 s, for: 2 s }
              - { fault: trickle, share: 50 % }
            """, "p").Profile!);

        Assert.Equal(
            [new(FaultKind.Silent, default, null), new(FaultKind.Reboot, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3))],
            fleet[0].Faults);
        Assert.Equal([new(FaultKind.Silent, default, null)], fleet[9].Faults);
        Assert.Equal(5, fleet.Faulty.Count(f => f.Faults[0].Kind == FaultKind.Trickle));
    }

    [Fact]
    public void The_first_credential_that_suits_is_a_devices_own()
    {
        var fleet = Load("mixed", 2000);

        Assert.All(Enumerable.Range(0, 2000), i => Assert.Equal(
            fleet.PlatformOf(i).Name switch
            {
                "linux" => "servers",
                "cisco_iosxe" or "arista_eos" when "ams fra lon par mad mil vie zrh sto osl nyc chi".Split(' ').Contains(fleet.NameOf(i)[..3]) => "operator",
                _ => "admin",
            },
            fleet.CredentialOf(i).Name));
    }

    [Fact]
    public void Latencies_of_sites_spread_around_their_median()
    {
        var fleet = new SimulatedFleet(ProfileFile.Parse("{ devices: 999, sites: 999, latency: { median: 50 ms, spread: 0.5 } }", "p").Profile!);
        var logs = Enumerable.Range(0, 999).Select(i => Math.Log(fleet[i].Path.RoundTrip.TotalMilliseconds / 50)).Order().ToList();

        Assert.InRange(logs[499], -0.05, 0.05);
        Assert.InRange(Math.Sqrt(logs.Average(l => l * l)), 0.45, 0.55);
        Assert.Equal(TimeSpan.FromMilliseconds(300), Load("wan", 10)[3].Path.RoundTrip);
    }

    private static IEnumerable<string> Platforms(SimulatedFleet fleet) =>
        Enumerable.Range(0, fleet.Count).Select(i => fleet.PlatformOf(i).Name);

    internal static SimulatedFleet Load(string profile, int devices, int? seed = null)
    {
        var result = ProfileFile.Load(profile, new ProfileChanges(devices, seed));
        Assert.Empty(result.Errors);
        return new SimulatedFleet(result.Profile!);
    }
}
