using Fleet.Farm.Faults;
using Fleet.Farm.Profiles;

namespace Fleet.Farm.Tests.Profiles;

public class ProfileFileTests
{
    public static TheoryData<string> BuiltIn { get; } = [.. BuiltInProfiles.Names];

    [Theory]
    [MemberData(nameof(BuiltIn))]
    public void Every_built_in_profile_is_right_and_says_what_it_is_for(string name)
    {
        var result = ProfileFile.Load(name);

        Assert.Empty(result.Errors);
        Assert.Equal(name, result.Profile!.Name);
        Assert.Matches("^[A-Z].{30,}[.]$", BuiltInProfiles.Describe(name));
    }

    [Fact]
    public void Every_profile_of_the_folder_is_named()
    {
        var resources = typeof(BuiltInProfiles).Assembly.GetManifestResourceNames().Where(n => n.EndsWith(".yaml", StringComparison.Ordinal));

        Assert.Equal(BuiltInProfiles.Names.Order(), resources.Select(r => r.Split('.')[^2]).Order());
    }

    [Fact]
    public void What_a_profile_leaves_out_has_its_default()
    {
        var profile = Parse("seed: 7");

        Assert.Equal((100, 7, 1), (profile.Devices, profile.Seed, profile.Sites));
        Assert.Equal([new PlatformShare("cisco_iosxe", 100)], profile.Platforms);
        Assert.Equal(("admin", "admin", ""), (profile.Credentials[0].Credential.Username, profile.Credentials[0].Credential.Password, profile.Credentials[0].Credential.Enable));
        Assert.Null(profile.Aaa);
        Assert.Empty(profile.Faults);
    }

    [Fact]
    public void Everything_that_can_be_written_is_read()
    {
        var profile = Parse("""
            devices: 40
            seed: 3
            sites: 4
            latency: { median: 1.5 s, spread: 0.5 }
            bandwidth: 10 Mbit/s
            platforms: { arista_eos: 12.5 %, linux: 87.5% }
            legacy: 5 %
            outputs: { median: 300 B, spread: 1.25, largest: 12 kB, changing: 50 % }
            credentials:
              - { name: ops, username: u, password: p, enable: e, platforms: [linux], sites: [ams*] }
              - { name: rest, username: v, password: q }
            aaa: { at-once: 50, per-second: 10, per: site }
            faults:
              - { fault: hang-in-output, share: 10 % }
              - { fault: reboot, devices: [ams1-*], from: 500 ms, for: 2 min }
            """);

        Assert.Equal((TimeSpan.FromSeconds(1.5), 0.5, 1_250_000L), (profile.Latency, profile.LatencySpread, profile.BytesPerSecond));
        Assert.Equal([new("arista_eos", 12.5m), new("linux", 87.5m)], profile.Platforms);
        Assert.Equal((300, 1.25, 12_000, 0.5), (profile.Outputs.Median, profile.Outputs.Spread, profile.Outputs.Largest, profile.Outputs.Changing));
        Assert.Equal(5m, profile.Legacy);
        Assert.Equal("e", profile.Credentials[0].Credential.Enable);
        Assert.Equal(["linux"], profile.Credentials[0].Platforms);
        Assert.Equal(["ams*"], profile.Credentials[0].Sites);
        Assert.Equal(new AaaLimits(50, 10, PerSite: true), profile.Aaa);
        Assert.Equal((FaultKind.HangInOutput, 10m), (profile.Faults[0].Kind, profile.Faults[0].Percent));
        Assert.Equal((TimeSpan.FromSeconds(0.5), TimeSpan.FromMinutes(2)), (profile.Faults[1].From, profile.Faults[1].For!.Value));
    }

    [Fact]
    public void Changes_of_the_command_line_go_before_the_profile()
    {
        var profile = ProfileFile.Load("faults", new ProfileChanges(Devices: 123, Seed: 9)).Profile!;

        Assert.Equal((123, 9), (profile.Devices, profile.Seed));
    }

    [Theory]
    [InlineData("devcies: 5", "1:1: unknown key 'devcies', did you mean 'devices'?")]
    [InlineData("devices: 0", "1:10: devices is a whole number from 1 to 1000000, not '0'")]
    [InlineData("legacy: 0.3", "1:9: legacy is a percentage from 0 % to 100 %, such as 2.5 %, not '0.3'")]
    [InlineData("legacy: 101 %", "1:9: legacy is a percentage from 0 % to 100 %, such as 2.5 %, not '101 %'")]
    [InlineData("legacy: 79228162514264337593543950335 %", "1:9: legacy is a percentage from 0 % to 100 %, such as 2.5 %, not '79228162514264337593543950335 %'")]
    [InlineData("latency: fast", "1:10: latency is a time in ms, s, min or h up to 10 s, such as 1.5 s, not 'fast'")]
    [InlineData("latency: { median: 11 s }", "1:20: median is a time in ms, s, min or h up to 10 s, such as 1.5 s, not '11 s'")]
    [InlineData("bandwidth: 5 MB", "1:12: bandwidth is a bandwidth from 1 kbit/s to 1000 Gbit/s, such as 10 Mbit/s, not '5 MB'")]
    [InlineData("platforms: { cisco_iosxe: 60 %, linux: 30 % }", "1:12: the shares of the platforms add up to 90 %, not to 100 %")]
    [InlineData("platforms: { cisco_ios: 100 % }", "1:14: unknown key 'cisco_ios', did you mean 'cisco_iosxe'?")]
    [InlineData("outputs: { median: 100 B }", "1:20: median is a size from 200 B to 200 kB, such as 5 kB, not '100 B'")]
    [InlineData("outputs: { median: 9 kB, largest: 8 kB }", "1:10: the median of 9000 B is above the largest size of 8000 B")]
    [InlineData("aaa: { per: site }", "1:6: aaa limits nothing: give it 'at-once', 'per-second' or both")]
    [InlineData("aaa: { at-once: 5, per: rack }", "1:25: per is fleet or site, not 'rack'")]
    [InlineData("credentials: [{ name: a, username: b }]", "1:15: this credential has no password")]
    [InlineData("credentials: [{ name: a, username: b, password: c, platforms: [linx] }]", "1:64: unknown platform 'linx', did you mean 'linux'?")]
    [InlineData("credentials: [{ name: a, username: b, password: c, sites: [x*] }]", "1:14: the last credential is for all devices that have none yet: it has no 'platforms' and no 'sites'")]
    [InlineData("credentials: [{ name: a, username: b, password: prompt }]", "1:49: password would be taken for a reference to a secret: it is not 'prompt', and does not begin with env:, file: or exec:")]
    [InlineData("faults: [{ fault: hang, share: 1 % }]", "1:19: unknown fault 'hang'; there are connection-refused, unreachable, ")]
    [InlineData("faults: [{ fault: hang-in-outputs, share: 1 % }]", "1:19: unknown fault 'hang-in-outputs', did you mean 'hang-in-output'?")]
    [InlineData("faults: [{ fault: silent }]", "1:10: a fault has either a 'share' or 'devices'")]
    [InlineData("faults: [{ fault: silent, share: 1 %, devices: [a] }]", "1:10: a fault has either a 'share' or 'devices'")]
    [InlineData("faults: [{ share: 1 % }]", "1:10: this fault has no name: write it as 'fault'")]
    [InlineData("faults: [{ fault: reboot, share: 1 % }]", "1:10: a reboot takes its time: write it as 'for'")]
    [InlineData("faults: [{ fault: connection-refused, share: 1 %, from: 5 s }]", "1:10: connection-refused has no time: such a device has a port of its own, on which nobody ever listens")]
    [InlineData("faults: [{ fault: silent, share: 60 % }, { fault: trickle, share: 50 % }]", "1:9: the shares of the faults add up to 110 %, more than 100 %")]
    [InlineData("faults: [{ fault: silent, devices: [ams9-*] }]", "1:10: 'ams9-*' matches none of the 100 devices; 'fleet farm inventory' lists them")]
    [InlineData("faults: [{ fault: enable-refused, share: 5 % }]", "1:10: enable-refused is to be the fault of 5 devices, but only 0 without another fault can have it")]
    [InlineData("[1]", "1:1: a profile is a map of keys and values, not a list")]
    public void An_error_names_the_place_and_what_would_be_right(string text, params string[] expected)
    {
        var result = ProfileFile.Parse(text, "p.yaml");

        Assert.Null(result.Profile);
        Assert.Equal(expected.Length, result.Errors.Count);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.StartsWith("p.yaml:" + expected[i], result.Errors[i].ToString());
        }
    }

    [Fact]
    public void All_errors_come_at_once()
    {
        var errors = ProfileFile.Parse("devices: x\nsites: y\nfaults: z\n", "p.yaml").Errors;

        Assert.Equal([1, 2, 3], errors.Select(e => e.Line));
    }

    [Theory]
    [InlineData("mixd", "mixd: there is no profile of this name, nor such a file, did you mean 'mixed'?")]
    [InlineData("everything", "everything: there is no profile of this name, nor such a file; built in are lan, wan, aaa, mixed, faults, hostile, legacy, demo")]
    [InlineData("./no.yaml", "./no.yaml: there is no such file")]
    public void A_profile_that_is_not_there_is_an_error(string name, string error) =>
        Assert.Equal(error, ProfileFile.Load(name).Errors.Single().ToString());

    private static FarmProfile Parse(string text)
    {
        var result = ProfileFile.Parse(text, "p.yaml");
        Assert.Empty(result.Errors);
        return result.Profile!;
    }
}
