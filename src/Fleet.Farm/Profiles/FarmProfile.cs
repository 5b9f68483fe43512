using Fleet.Farm.Faults;
using Fleet.Farm.Fleets;

namespace Fleet.Farm.Profiles;

/// <summary>What a simulated fleet is made of. <see cref="ProfileFile"/> reads it from YAML.</summary>
public sealed record FarmProfile
{
    /// <summary>The most devices of a fleet.</summary>
    public const int MostDevices = 1_000_000;

    /// <summary>The name of the built-in profile, or the file.</summary>
    public required string Name { get; init; }

    /// <summary>How many devices, 1 to <see cref="MostDevices"/>.</summary>
    public int Devices { get; init; } = 100;

    /// <summary>What every pseudo-random choice grows from.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How many sites the devices stand at, in equal parts; no more than there are devices are used.</summary>
    public int Sites { get; init; } = 1;

    /// <summary>The median of the sites' round-trip times.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>Standard deviation of the logarithm of the sites' round-trip times; 0: all sites are equally far away.</summary>
    public double LatencySpread { get; init; }

    /// <summary>What a connection can carry towards the collector; 0: not limited.</summary>
    public long BytesPerSecond { get; init; }

    /// <summary>The platforms and their shares, which add up to 100 %.</summary>
    public IReadOnlyList<PlatformShare> Platforms { get; init; } = [new("cisco_iosxe", 100)];

    /// <summary>Percentage of devices that speak the SSH of the 2000s.</summary>
    public decimal Legacy { get; init; }

    /// <summary>How large outputs are, and how often they change.</summary>
    public OutputShape Outputs { get; init; } = new(Median: 5_000, Spread: 0, Largest: 200_000, Changing: 0.1);

    /// <summary>Who may log in; the first that suits a device is the device's.</summary>
    public IReadOnlyList<CredentialRule> Credentials { get; init; } =
        [new(new FarmCredential("admin", "admin", "admin", ""), [], [])];

    /// <summary>What the AAA server allows; <see langword="null"/>: there is none.</summary>
    public AaaLimits? Aaa { get; init; }

    /// <summary>What is wrong with the fleet.</summary>
    public IReadOnlyList<FaultRule> Faults { get; init; } = [];
}

/// <summary>A platform's share of the devices.</summary>
/// <param name="Platform">Its name.</param>
/// <param name="Percent">Its share.</param>
public sealed record PlatformShare(string Platform, decimal Percent);

/// <summary>A credential, and the devices that it is for.</summary>
/// <param name="Credential">The credential.</param>
/// <param name="Platforms">The platforms; none: all.</param>
/// <param name="Sites">Patterns of the names of sites; none: all.</param>
public sealed record CredentialRule(FarmCredential Credential, IReadOnlyList<string> Platforms, IReadOnlyList<string> Sites);

/// <summary>What an AAA server allows; more is refused as a wrong password is.</summary>
/// <param name="AtOnce">Users logged in at once; 0: not limited.</param>
/// <param name="PerSecond">Logins in a second; 0: not limited.</param>
/// <param name="PerSite">Whether each site has a server of its own, instead of one for the whole fleet.</param>
public sealed record AaaLimits(int AtOnce, int PerSecond, bool PerSite);

/// <summary>A fault, and the devices that have it: either a share of all, or those of some names.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Percent">The share of devices, which have no other fault then.</param>
/// <param name="Devices">Patterns of the names of devices.</param>
/// <param name="From">When it begins, from the start of the farm on.</param>
/// <param name="For">How long it lasts; <see langword="null"/>: for ever.</param>
public sealed record FaultRule(FaultKind Kind, decimal Percent, IReadOnlyList<string> Devices, TimeSpan From, TimeSpan? For);
