using Fleet.Inventory.Yaml;

namespace Fleet.Inventory;

/// <summary>Reads what an inventory says of its sites.</summary>
internal sealed class SiteReader(YamlReader reader)
{
    private static readonly string[] Keys = ["sessions"];

    /// <summary>Reads the sites; a site that no device can be at is an error.</summary>
    /// <param name="node">The section.</param>
    /// <param name="known">The sites that devices, groups and defaults name.</param>
    public Dictionary<string, SiteSettings> Read(YamlNode node, IReadOnlyCollection<string> known)
    {
        var sites = new Dictionary<string, SiteSettings>(StringComparer.Ordinal);
        foreach (var (name, value) in reader.Entries(node, "sites"))
        {
            if (reader.Line(name, "a site's name") is null)
                continue;
            if (!known.Contains(name.Value))
                reader.Errors.Add(name, () => $"no device is at site {YamlReader.Quote(name.Value)}{Spelling.DidYouMean(name.Value, known)}");
            int? sessions = null;
            foreach (var field in reader.Fields(value, "a site", Keys))
                sessions = reader.Number(field.Value, "sessions", 0, SiteSettings.Most);
            sites.Add(name.Value, new SiteSettings(sessions));
        }

        return sites;
    }
}
