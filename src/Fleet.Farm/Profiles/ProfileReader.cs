using Fleet.Farm.Fleets;
using Fleet.Inventory;
using Fleet.Inventory.Yaml;

namespace Fleet.Farm.Profiles;

/// <summary>Turns the nodes of a profile into one; see <see cref="ProfileFile"/> for the rules.</summary>
internal sealed class ProfileReader(ErrorList errors)
{
    private const int LeastOutput = 200;
    private const int LargestOutput = 200_000;
    private const int WidestSpread = 3;

    private static readonly string[] Keys =
        ["devices", "seed", "sites", "latency", "bandwidth", "platforms", "legacy", "outputs", "credentials", "aaa", "faults"];

    private static readonly string[] LatencyKeys = ["median", "spread"];
    private static readonly string[] OutputKeys = ["median", "spread", "largest", "changing"];
    private static readonly string[] AaaKeys = ["at-once", "per-second", "per"];
    private static readonly TimeSpan LongestLatency = TimeSpan.FromSeconds(10);

    private readonly YamlReader _reader = new(errors);

    public FarmProfile Read(YamlNode root, ProfileChanges changes)
    {
        var profile = new FarmProfile { Name = errors.File };
        YamlNode? credentials = null;
        YamlNode? faults = null;
        foreach (var (key, value) in _reader.Fields(root, "a profile", Keys))
        {
            switch (key.Value)
            {
                case "credentials":
                    credentials = value;
                    break;
                case "faults":
                    faults = value;
                    break;
                default:
                    profile = ReadSetting(profile, key.Value, value);
                    break;
            }
        }

        profile = profile with { Devices = changes.Devices ?? profile.Devices, Seed = changes.Seed ?? profile.Seed };
        if (credentials is not null)
        {
            profile = profile with { Credentials = new FarmCredentialReader(_reader).Read(credentials) };
        }

        return faults is null ? profile : new FaultReader(_reader).Read(faults, profile);
    }

    private FarmProfile ReadSetting(FarmProfile profile, string key, YamlNode value) => key switch
    {
        "devices" => profile with { Devices = _reader.Number(value, key, 1, FarmProfile.MostDevices) ?? profile.Devices },
        "seed" => profile with { Seed = _reader.Number(value, key, 0, int.MaxValue) ?? profile.Seed },
        "sites" => profile with { Sites = _reader.Number(value, key, 1, FarmProfile.MostDevices) ?? profile.Sites },
        "bandwidth" => profile with { BytesPerSecond = _reader.Bandwidth(value, key) ?? 0 },
        "legacy" => profile with { Legacy = _reader.Percent(value, key) ?? 0 },
        "platforms" => ReadPlatforms(profile, value),
        "latency" => ReadLatency(profile, value),
        "outputs" => profile with { Outputs = ReadOutputs(profile.Outputs, value) },
        _ => profile with { Aaa = ReadAaa(value) },
    };

    private FarmProfile ReadPlatforms(FarmProfile profile, YamlNode node)
    {
        var before = errors.Count;
        string[] known = [.. FarmPlatform.All.Select(p => p.Name)];
        var shares = new List<PlatformShare>();
        foreach (var (name, value) in _reader.Fields(node, "platforms", known))
        {
            if (_reader.Percent(value, name.Value) is { } percent)
            {
                shares.Add(new PlatformShare(name.Value, percent));
            }
        }

        if (errors.Count != before)
        {
            return profile;
        }

        if (shares.Sum(s => s.Percent) is var sum and not 100)
        {
            errors.Add(node, $"the shares of the platforms add up to {sum:0.####} %, not to 100 %");
            return profile;
        }

        return profile with { Platforms = shares };
    }

    private FarmProfile ReadLatency(FarmProfile profile, YamlNode node)
    {
        if (node is YamlScalar)
        {
            return profile with { Latency = _reader.Time(node, "latency", LongestLatency) ?? default };
        }

        foreach (var (key, value) in _reader.Fields(node, "latency", LatencyKeys))
        {
            profile = key.Value == "median"
                ? profile with { Latency = _reader.Time(value, "median", LongestLatency) ?? default }
                : profile with { LatencySpread = _reader.Factor(value, "spread", WidestSpread) ?? 0 };
        }

        return profile;
    }

    private OutputShape ReadOutputs(OutputShape shape, YamlNode node)
    {
        foreach (var (key, value) in _reader.Fields(node, "outputs", OutputKeys))
        {
            shape = key.Value switch
            {
                "median" => shape with { Median = _reader.Size(value, "median", LeastOutput, LargestOutput) ?? shape.Median },
                "spread" => shape with { Spread = _reader.Factor(value, "spread", WidestSpread) ?? shape.Spread },
                "largest" => shape with { Largest = _reader.Size(value, "largest", LeastOutput, LargestOutput) ?? shape.Largest },
                _ => shape with { Changing = _reader.Percent(value, "changing") is { } percent ? (double)percent / 100 : shape.Changing },
            };
        }

        if (shape.Median > shape.Largest)
        {
            errors.Add(node, $"the median of {shape.Median} B is above the largest size of {shape.Largest} B");
        }

        return shape;
    }

    private AaaLimits ReadAaa(YamlNode node)
    {
        var limits = new AaaLimits(0, 0, PerSite: false);
        var before = errors.Count;
        foreach (var (key, value) in _reader.Fields(node, "aaa", AaaKeys))
        {
            limits = key.Value switch
            {
                "at-once" => limits with { AtOnce = _reader.Number(value, key.Value, 1, FarmProfile.MostDevices) ?? 0 },
                "per-second" => limits with { PerSecond = _reader.Number(value, key.Value, 1, FarmProfile.MostDevices) ?? 0 },
                _ => limits with { PerSite = _reader.Word(value, key.Value, ["fleet", "site"]) == "site" },
            };
        }

        if (limits is { AtOnce: 0, PerSecond: 0 } && errors.Count == before)
        {
            errors.Add(node, "aaa limits nothing: give it 'at-once', 'per-second' or both");
        }

        return limits;
    }
}
