namespace Fleet.Formatting;

/// <summary>Finds the names that a mistyped one may have meant.</summary>
internal static class NearNames
{
    private const int AtMost = 3;

    /// <summary>The nearest names, best first; none when nothing is near.</summary>
    public static IReadOnlyList<string> Of(string typed, IEnumerable<string> names)
    {
        var wanted = typed.ToLowerInvariant();
        return [.. names
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(name => (name, distance: Distance(wanted, name.ToLowerInvariant())))
            .Where(n => n.distance <= Math.Max(1, wanted.Length / 3)
                || (wanted.Length > 2 && n.name.Contains(wanted, StringComparison.OrdinalIgnoreCase)))
            .OrderBy(n => n.distance)
            .ThenBy(n => n.name, StringComparer.OrdinalIgnoreCase)
            .Take(AtMost)
            .Select(n => n.name)];
    }

    /// <summary>The end of an error message: <c>; did you mean a or b?</c>, or nothing.</summary>
    public static string Hint(string typed, IEnumerable<string> names) =>
        Of(typed, names) is { Count: > 0 } near ? $"; did you mean {string.Join(" or ", near.Select(n => $"'{n}'"))}?" : "";

    /// <summary>Least number of insertions, deletions, replacements and swaps of neighbours that make one text the other.</summary>
    internal static int Distance(string a, string b)
    {
        var beforeLast = new int[b.Length + 1];
        var last = new int[b.Length + 1];
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
        {
            last[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                row[j] = Math.Min(replaced, Math.Min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
                }
            }

            (beforeLast, last, row) = (last, row, beforeLast);
        }

        return last[b.Length];
    }
}
