using Fleet.Farm.Faults;
using Fleet.Farm.Fleets;
using Fleet.Inventory;
using Fleet.Inventory.Yaml;

namespace Fleet.Farm.Profiles;

/// <summary>Reads the faults of a profile, and checks that its devices can have them.</summary>
internal sealed class FaultReader(YamlReader reader)
{
    private static readonly string[] Keys = ["fault", "share", "devices", "from", "for"];
    private static readonly TimeSpan LongestTime = TimeSpan.FromHours(1000);

    private readonly List<YamlNode> _places = [];

    /// <summary>The profile with its faults; all else of it is read already.</summary>
    public FarmProfile Read(YamlNode node, FarmProfile profile)
    {
        var before = reader.Errors.Count;
        var rules = new List<FaultRule>();
        foreach (var item in reader.Items(node, "faults"))
        {
            rules.Add(ReadRule(item));
            _places.Add(item);
        }

        if (rules.Sum(r => r.Percent) is var sum and > 100)
        {
            reader.Errors.Add(node, $"the shares of the faults add up to {sum:0.####} %, more than 100 %");
        }

        profile = profile with { Faults = rules };
        if (reader.Errors.Count == before)
        {
            CheckAssignment(profile);
        }

        return profile;
    }

    private FaultRule ReadRule(YamlNode node)
    {
        var before = reader.Errors.Count;
        FaultKind? kind = null;
        decimal? percent = null;
        IReadOnlyList<string> devices = [];
        TimeSpan? from = null;
        TimeSpan? time = null;
        foreach (var (key, value) in reader.Fields(node, "a fault", Keys))
        {
            switch (key.Value)
            {
                case "fault":
                    kind = ReadKind(value);
                    break;
                case "share":
                    percent = reader.Percent(value, key.Value);
                    break;
                case "devices":
                    devices = reader.Lines(value, "a device");
                    break;
                case "from":
                    from = reader.Time(value, key.Value, LongestTime);
                    break;
                default:
                    time = reader.Time(value, key.Value, LongestTime);
                    break;
            }
        }

        if (node is YamlMap map && before == reader.Errors.Count)
        {
            CheckComplete(map, kind);
        }

        return new FaultRule(kind ?? default, percent ?? 0, devices, from ?? TimeSpan.Zero, time);
    }

    private FaultKind? ReadKind(YamlNode node)
    {
        if (reader.Line(node, "fault") is not { } name)
        {
            return null;
        }

        if (FaultNames.Find(name) is { } kind && FaultNames.OfDevices.Contains(name))
        {
            return kind;
        }

        reader.Errors.Add(node, $"unknown fault {YamlReader.Quote(name)}"
            + Spelling.DidYouMean(name, FaultNames.OfDevices, $"; there are {string.Join(", ", FaultNames.OfDevices)}"));
        return null;
    }

    private void CheckComplete(YamlMap node, FaultKind? kind)
    {
        if (kind is null)
        {
            reader.Errors.Add(node, "this fault has no name: write it as 'fault'");
        }

        if (node.Has("share") == node.Has("devices"))
        {
            reader.Errors.Add(node, "a fault has either a 'share' or 'devices'");
        }

        if (kind == FaultKind.Reboot && !node.Has("for"))
        {
            reader.Errors.Add(node, "a reboot takes its time: write it as 'for'");
        }

        if (kind == FaultKind.ConnectionRefused && (node.Has("from") || node.Has("for")))
        {
            reader.Errors.Add(node, "connection-refused has no time: such a device has a port of its own, on which nobody ever listens");
        }
    }

    private void CheckAssignment(FarmProfile profile)
    {
        var assignment = new SimulatedFleet(profile).Faults;
        foreach (var (rule, pattern) in assignment.Unmatched)
        {
            reader.Errors.Add(_places[rule], $"{YamlReader.Quote(pattern)} matches none of the {profile.Devices:N0} devices; "
                + "'fleet farm inventory' lists them");
        }

        foreach (var (rule, wanted, found) in assignment.Shortages)
        {
            reader.Errors.Add(_places[rule], $"{FaultNames.Of(profile.Faults[rule].Kind)} is to be the fault of {wanted:N0} devices, "
                + $"but only {found:N0} without another fault can have it");
        }
    }
}
