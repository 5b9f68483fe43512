using Fleet.Inventory.Yaml;

namespace Fleet.Inventory;

/// <summary>Finds groups that inherit from themselves.</summary>
internal static class GroupCircles
{
    private const int LongestShown = 10;

    /// <summary>Adds an error for each circle.</summary>
    public static void Check(IReadOnlyDictionary<string, Settings> groups, ErrorList errors)
    {
        var unfinished = WithoutEnd(groups);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string start in unfinished)
        {
            // Each of these has a parent that is one of them too, so the way up arrives at a circle.
            var path = new List<string>();
            string at = start;
            for (; seen.Add(at); at = UnfinishedParent(at).Value)
                path.Add(at);
            if (path.IndexOf(at) is var first and >= 0)
            {
                string circle = string.Join(" > ", path[first..].Append(at).Take(LongestShown).Select(YamlReader.Quote));
                errors.Add(UnfinishedParent(at), $"a group inherits from itself: {circle}");
            }
        }

        YamlScalar UnfinishedParent(string group) => groups[group].Groups.First(p => unfinished.Contains(p.Value));
    }

    /// <summary>
    /// The groups that remain when those whose parents are all done are taken away, again and again (Kahn's algorithm:
    /// linear, and without a recursion that a long chain of groups would overflow).
    /// </summary>
    private static HashSet<string> WithoutEnd(IReadOnlyDictionary<string, Settings> groups)
    {
        var children = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var openParents = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (name, group) in groups)
        {
            string[] parents = [.. group.Groups.Select(p => p.Value).Where(groups.ContainsKey).Distinct()];
            openParents.Add(name, parents.Length);
            foreach (string parent in parents)
            {
                if (!children.TryGetValue(parent, out var list))
                    children.Add(parent, list = []);
                list.Add(name);
            }
        }

        var remaining = new HashSet<string>(groups.Keys, StringComparer.Ordinal);
        var done = new Queue<string>(groups.Keys.Where(g => openParents[g] == 0));
        while (done.TryDequeue(out string? parent))
        {
            remaining.Remove(parent);
            foreach (string child in children.GetValueOrDefault(parent) ?? [])
            {
                if (--openParents[child] == 0)
                    done.Enqueue(child);
            }
        }

        return remaining;
    }
}
