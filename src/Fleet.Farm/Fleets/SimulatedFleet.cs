using System.IO.Enumeration;
using Fleet.Farm.Content;
using Fleet.Farm.Faults;
using Fleet.Farm.Profiles;
using Fleet.Farm.Server;

namespace Fleet.Farm.Fleets;

/// <summary>
/// The devices of a profile. What a device is follows from the profile and the device's index alone; devices are made when
/// they are asked for, so that 28,000 cost nothing as long as nobody looks.
/// </summary>
public sealed class SimulatedFleet
{
    // Names of real sites, as many networks choose them.
    private static readonly string[] Places =
    [
        "ams", "fra", "lon", "par", "mad", "mil", "vie", "zrh", "sto", "osl", "cph", "hel", "waw", "prg", "bud", "ath",
        "dub", "bru", "lis", "ber", "nyc", "chi", "dfw", "sea", "sjc", "atl", "mia", "iad", "yyz", "gru", "sin", "hkg",
        "nrt", "syd", "bom", "dxb", "jnb",
    ];

    /// <summary>The longest round trip that a site may have.</summary>
    public static readonly TimeSpan LongestLatency = TimeSpan.FromSeconds(10);

    private readonly byte[] _platforms;
    private readonly bool[] _isLegacy;
    private readonly string[] _siteNames;
    private readonly NetworkPath[] _paths;
    private readonly FarmPlatform[] _kinds;
    private readonly IReadOnlyList<string>?[] _commands;
    private readonly FaultAssignment _faults;
    private readonly SimulatedDevice?[] _devices;

    /// <summary>Plans the fleet of a profile.</summary>
    public SimulatedFleet(FarmProfile profile)
    {
        Profile = profile;
        Sites = Math.Min(profile.Sites, profile.Devices);
        _devices = new SimulatedDevice?[profile.Devices];
        _kinds = [.. profile.Platforms.Select(p => FarmPlatform.Find(p.Platform)!)];
        _commands = new IReadOnlyList<string>?[_kinds.Length];
        _platforms = Deal(profile, Choice.Platform, [.. profile.Platforms.Select(p => p.Percent)]);
        _isLegacy = [.. Deal(profile, Choice.Legacy, [profile.Legacy, 100 - profile.Legacy]).Select(part => part == 0)];
        _siteNames = [.. Enumerable.Range(0, Sites).Select(s => $"{Places[s % Places.Length]}{1 + (s / Places.Length)}")];
        _paths = [.. Enumerable.Range(0, Sites).Select(PathOf)];
        _faults = new FaultAssignment(this);
    }

    /// <summary>What every pseudo-random choice is mixed with, so that no two go together.</summary>
    private enum Choice
    {
        Device,
        Platform,
        Legacy,
        Latency,
        Fault,
    }

    /// <summary>The profile.</summary>
    public FarmProfile Profile { get; }

    /// <summary>How many devices there are.</summary>
    public int Count => _devices.Length;

    /// <summary>How many sites there are.</summary>
    public int Sites { get; }

    /// <summary>What of the profile's faults could not be assigned.</summary>
    internal FaultAssignment Faults => _faults;

    /// <summary>The faults of all devices that have any.</summary>
    public IEnumerable<(int Index, IReadOnlyList<PlannedFault> Faults)> Faulty => _faults.All;

    /// <summary>A device.</summary>
    /// <param name="index">0 to below <see cref="Count"/>.</param>
    public SimulatedDevice this[int index] => _devices[index] ??= Create(index);

    /// <summary>The name of a device.</summary>
    public string NameOf(int index)
    {
        var site = SiteOf(index);
        var first = (((long)site * Count) + Sites - 1) / Sites;
        return $"{_siteNames[site]}-{PlatformOf(index).Role}{index - first + 1}";
    }

    /// <summary>The credential of a device.</summary>
    public FarmCredential CredentialOf(int index)
    {
        var (platform, site) = (PlatformOf(index).Name, _siteNames[SiteOf(index)]);
        return Profile.Credentials.First(rule =>
            (rule.Platforms.Count == 0 || rule.Platforms.Contains(platform))
            && (rule.Sites.Count == 0 || rule.Sites.Any(s => FileSystemName.MatchesSimpleExpression(s, site)))).Credential;
    }

    /// <summary>The name of a site.</summary>
    internal string SiteName(int site) => _siteNames[site];

    internal FarmPlatform PlatformOf(int index) => _kinds[_platforms[index]];

    /// <summary>The devices in the order in which faults are dealt out.</summary>
    internal int[] FaultOrder() => Shuffle(Profile, Choice.Fault);

    /// <summary>Devices stand at their sites in blocks, as addresses are given out.</summary>
    private int SiteOf(int index) => (int)((long)index * Sites / Count);

    private SimulatedDevice Create(int index) => new()
    {
        Index = index,
        Name = NameOf(index),
        Site = _siteNames[SiteOf(index)],
        Platform = PlatformOf(index).Name,
        Address = DeviceAddress.Of(index),
        Seed = SplitMix.At(SeedOf(Profile, Choice.Device), index).Next(),
        Credential = CredentialOf(index),
        Path = _paths[SiteOf(index)],
        IsLegacy = _isLegacy[index],
        Outputs = Profile.Outputs,
        Faults = _faults.Of(index),
        Commands = _commands[_platforms[index]] ??= DeviceContent.UsualCommands(PlatformOf(index).Name),
    };

    private NetworkPath PathOf(int site)
    {
        var deviation = SplitMix.At(SeedOf(Profile, Choice.Latency), site).Normal();
        var milliseconds = Profile.Latency.TotalMilliseconds * Math.Exp(Profile.LatencySpread * deviation);
        var roundTrip = TimeSpan.FromMilliseconds(Math.Round(Math.Min(milliseconds, LongestLatency.TotalMilliseconds), 1));
        return new NetworkPath(roundTrip, Profile.BytesPerSecond);
    }

    /// <summary>Deals the devices out to parts of given shares, exactly, in an order that the seed determines.</summary>
    private static byte[] Deal(FarmProfile profile, Choice choice, decimal[] percents)
    {
        var parts = new byte[profile.Devices];
        var order = Shuffle(profile, choice);
        var at = 0;
        var counts = Apportionment.Divide(profile.Devices, percents);
        for (var part = 0; part < counts.Length; part++)
        {
            foreach (var device in order.AsSpan(at, counts[part]))
            {
                parts[device] = (byte)part;
            }

            at += counts[part];
        }

        return parts;
    }

    /// <summary>The devices in an order that the seed determines (Fisher and Yates).</summary>
    private static int[] Shuffle(FarmProfile profile, Choice choice)
    {
        var order = new int[profile.Devices];
        var random = new SplitMix(SeedOf(profile, choice));
        for (var i = 0; i < order.Length; i++)
        {
            var at = random.Below(i + 1);
            order[i] = order[at];
            order[at] = i;
        }

        return order;
    }

    private static ulong SeedOf(FarmProfile profile, Choice choice) =>
        SplitMix.At((ulong)profile.Seed, (int)choice).Next();
}
