using Fleet.Farm.Fleets;
using Fleet.Inventory;
using Fleet.Inventory.Yaml;

namespace Fleet.Farm.Profiles;

/// <summary>Reads the credentials of a profile. They are no secrets: the farm prints them in its inventory.</summary>
internal sealed class FarmCredentialReader(YamlReader reader)
{
    private static readonly string[] Keys = ["name", "username", "password", "enable", "platforms", "sites"];
    private static readonly string[] References = ["env:", "file:", "exec:"];

    /// <summary>The credentials in their order; the last one is for all devices that the others are not for.</summary>
    public IReadOnlyList<CredentialRule> Read(YamlNode node)
    {
        var rules = new List<CredentialRule>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var item in reader.Items(node, "credentials"))
        {
            var rule = ReadRule(item);
            if (rule.Credential.Name is { Length: > 0 } name && !lines.TryAdd(name, item.Line))
            {
                reader.Errors.Add(item, $"credential {YamlReader.Quote(name)} is already in line {lines[name]}");
            }

            rules.Add(rule);
        }

        if (rules.Count == 0 || rules[^1].Platforms.Count + rules[^1].Sites.Count > 0)
        {
            reader.Errors.Add(node, "the last credential is for all devices that have none yet: it has no 'platforms' and no 'sites'");
        }

        return rules;
    }

    private CredentialRule ReadRule(YamlNode node)
    {
        var credential = new FarmCredential("", "", "", "");
        IReadOnlyList<string> platforms = [];
        IReadOnlyList<string> sites = [];
        foreach (var (key, value) in reader.Fields(node, "a credential", Keys))
        {
            switch (key.Value)
            {
                case "name":
                    credential = credential with { Name = reader.Line(value, key.Value) ?? "" };
                    break;
                case "username":
                    credential = credential with { Username = reader.Line(value, key.Value) ?? "" };
                    break;
                case "password":
                    credential = credential with { Password = ReadSecret(value, key.Value) };
                    break;
                case "enable":
                    credential = credential with { Enable = ReadSecret(value, key.Value) };
                    break;
                case "platforms":
                    platforms = ReadPlatforms(value);
                    break;
                case "sites":
                    sites = reader.Lines(value, "a site");
                    break;
            }
        }

        foreach (var key in Keys.AsSpan(0, 3))
        {
            if (node is YamlMap map && !map.Has(key))
            {
                reader.Errors.Add(node, $"this credential has no {key}");
            }
        }

        return new CredentialRule(credential, platforms, sites);
    }

    /// <summary>A secret that the farm's inventory can name as it is, instead of a reference to one.</summary>
    private string ReadSecret(YamlNode node, string what)
    {
        var text = reader.Line(node, what) ?? "";
        if (text == "prompt" || References.Any(r => text.StartsWith(r, StringComparison.Ordinal)))
        {
            reader.Errors.Add(node, $"{what} would be taken for a reference to a secret: it is not 'prompt', "
                + "and does not begin with env:, file: or exec:");
        }

        return text;
    }

    private List<string> ReadPlatforms(YamlNode node)
    {
        var known = FarmPlatform.All.Select(p => p.Name).ToArray();
        var platforms = new List<string>();
        foreach (var item in reader.LineNodes(node, "a platform"))
        {
            if (known.Contains(item.Value))
            {
                platforms.Add(item.Value);
            }
            else
            {
                reader.Errors.Add(item, $"unknown platform {YamlReader.Quote(item.Value)}"
                    + Spelling.DidYouMean(item.Value, known, $"; there are {string.Join(", ", known)}"));
            }
        }

        return platforms;
    }
}
