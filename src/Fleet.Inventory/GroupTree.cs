using Fleet.Inventory.Yaml;

namespace Fleet.Inventory;

/// <summary>The groups of an inventory and what is inherited through them.</summary>
internal sealed class GroupTree(IReadOnlyDictionary<string, Settings> groups, Settings defaults, ErrorList errors)
{
    private readonly Dictionary<string, Inheritance> _known = new(StringComparer.Ordinal);

    /// <summary>What the members of a list of groups inherit from them, their ancestors and the defaults.</summary>
    /// <param name="names">The groups in the order that a device lists them.</param>
    public Inheritance Resolve(List<YamlScalar> names)
    {
        // Names hold no line ends, so this tells every two lists apart.
        string key = names.Count == 1 ? names[0].Value : string.Join('\n', names.Select(n => n.Value));
        if (!_known.TryGetValue(key, out var inheritance))
            _known.Add(key, inheritance = Walk(names));
        return inheritance;
    }

    /// <summary>Adds an error for every named group that does not exist.</summary>
    public void CheckExist(Settings settings)
    {
        foreach (var name in settings.Groups)
        {
            if (groups.ContainsKey(name.Value))
                continue;
            settings.MayLackGroups = true;
            errors.Add(name, () => $"unknown group {YamlReader.Quote(name.Value)}{Spelling.DidYouMean(name.Value, groups.Keys)}");
        }
    }

    private Inheritance Walk(List<YamlScalar> names)
    {
        var order = new List<string>();
        var settings = new Settings();
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Queue<YamlScalar>(names);
        while (waiting.TryDequeue(out var name))
        {
            if (!reached.Add(name.Value) || !groups.TryGetValue(name.Value, out var group))
                continue;
            order.Add(name.Value);
            settings.Inherit(group);
            group.Groups.ForEach(waiting.Enqueue);
        }

        settings.Inherit(defaults);
        return new Inheritance(order, settings);
    }
}

/// <summary>What a device has from above.</summary>
/// <param name="Groups">Its groups and their ancestors, nearest first.</param>
/// <param name="Settings">What they and the defaults say.</param>
internal sealed record Inheritance(IReadOnlyList<string> Groups, Settings Settings);
