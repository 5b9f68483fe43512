using System.Globalization;
using System.Text;

namespace Fleet.Inventory.Yaml;

/// <summary>
/// Reads typed values out of nodes. What is wrong is added to the errors, and the answer is <see langword="null"/> or
/// what could be read, so that reading goes on and finds every error of the file.
/// </summary>
/// <param name="errors">Takes the errors.</param>
public sealed class YamlReader(ErrorList errors)
{
    private const int LongestQuote = 64;

    /// <summary>The errors so far.</summary>
    public ErrorList Errors { get; } = errors;

    /// <summary>
    /// The entries of a map whose keys are known: an unknown or repeated key is an error and left out, and so is a key
    /// without a value.
    /// </summary>
    /// <param name="node">The map.</param>
    /// <param name="what">What it describes, such as <c>a device</c>.</param>
    /// <param name="keys">The known keys.</param>
    /// <param name="mayHoldSecrets">Whether a slip of the pen may make a secret a key: then no key is repeated.</param>
    public IEnumerable<KeyValuePair<YamlScalar, YamlNode>> Fields(
        YamlNode node, string what, string[] keys, bool mayHoldSecrets = false)
    {
        foreach (var entry in Entries(node, what, mayHoldSecrets))
        {
            if (Array.IndexOf(keys, entry.Key.Value) < 0)
                AddUnknownKey(entry.Key, what, keys, mayHoldSecrets);
            else if (entry.Value.IsEmpty)
                Errors.Add(entry.Key, $"'{entry.Key.Value}' has no value");
            else
                yield return entry;
        }
    }

    /// <summary>The entries of a map with keys that the user chooses; a repeated key is an error and left out.</summary>
    public IEnumerable<KeyValuePair<YamlScalar, YamlNode>> Entries(YamlNode node, string what, bool mayHoldSecrets = false)
    {
        if (node is not YamlMap map)
        {
            Errors.Add(node, $"{what} is a map of keys and values, not {node.Kind}");
            return [];
        }

        var entries = map.Entries;
        // The few keys of a device are sooner compared than hashed.
        bool unique = entries.Count <= 16 ? AreUnique(entries) : entries.DistinctBy(e => e.Key.Value).Count() == entries.Count;
        return unique ? entries : WithoutRepeats(entries, mayHoldSecrets);
    }

    private static bool AreUnique(IReadOnlyList<KeyValuePair<YamlScalar, YamlNode>> entries)
    {
        for (int i = 1; i < entries.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (entries[i].Key.Value == entries[j].Key.Value)
                    return false;
            }
        }

        return true;
    }

    private List<KeyValuePair<YamlScalar, YamlNode>> WithoutRepeats(
        IReadOnlyList<KeyValuePair<YamlScalar, YamlNode>> entries, bool mayHoldSecrets)
    {
        var unique = new Dictionary<string, YamlScalar>(StringComparer.Ordinal);
        return [.. entries.Where(entry =>
        {
            if (unique.TryAdd(entry.Key.Value, entry.Key))
                return true;
            string key = mayHoldSecrets ? "this key" : Quote(entry.Key.Value);
            Errors.Add(entry.Key, $"{key} is already given in line {unique[entry.Key.Value].Line}");
            return false;
        })];
    }

    private void AddUnknownKey(YamlScalar key, string what, string[] keys, bool mayHoldSecrets) =>
        Errors.Add(key, () => (mayHoldSecrets ? "unknown key" : $"unknown key {Quote(key.Value)}")
            + Spelling.DidYouMean(key.Value, keys, $" in {what}; known are {string.Join(", ", keys)}"));

    /// <summary>The items of a list.</summary>
    public IReadOnlyList<YamlNode> Items(YamlNode node, string what)
    {
        if (node is YamlList list)
            return list.Items;
        Errors.Add(node, $"{what} is a list, not {node.Kind}: begin each item with '- '");
        return [];
    }

    /// <summary>One value that may be any text.</summary>
    public string? Text(YamlNode node, string what)
    {
        if (node is YamlScalar { IsEmpty: false } scalar)
            return scalar.Value;
        Errors.Add(node, $"{what} is one text, not {node.Kind}");
        return null;
    }

    /// <summary>One value that is a word or a line: not empty, no line ends, no other invisible characters.</summary>
    public string? Line(YamlNode node, string what)
    {
        string? text = Text(node, what);
        if (text is null)
            return null;
        if (string.IsNullOrWhiteSpace(text))
            Errors.Add(node, $"{what} is empty");
        else if (text.AsSpan().IndexOfAny('\r', '\n') >= 0)
            Errors.Add(node, $"{what} is one line, but this has a line break");
        else if (FindInvisible(text) is { } rune)
            Errors.Add(node, $"{what} contains the invisible character U+{rune.Value:X4}");
        else
            return text;
        return null;
    }

    /// <summary>Lines: a list of them, or one alone.</summary>
    public IReadOnlyList<string> Lines(YamlNode node, string what) =>
        LineNodes(node, what).ConvertAll(n => n.Value);

    /// <summary>As <see cref="Lines"/>, with the places.</summary>
    public List<YamlScalar> LineNodes(YamlNode node, string what)
    {
        var items = node is YamlList list ? list.Items : [node];
        var lines = new List<YamlScalar>(items.Count);
        foreach (var item in items)
        {
            if (Line(item, what) is not null)
                lines.Add((YamlScalar)item);
        }

        return lines;
    }

    /// <summary>A whole number between two bounds.</summary>
    public int? Number(YamlNode node, string what, int least, int most)
    {
        string? text = Text(node, what);
        if (text is null)
            return null;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
            && number >= least && number <= most)
        {
            return number;
        }

        Errors.Add(node, $"{what} is a whole number from {least} to {most}, not {Quote(text)}");
        return null;
    }

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public bool? Boolean(YamlNode node, string what)
    {
        string? text = Text(node, what);
        if (text is "true" or "false")
            return text == "true";
        if (text is not null)
            Errors.Add(node, $"{what} is true or false, not {Quote(text)}");
        return null;
    }

    /// <summary>One of a few words.</summary>
    public string? Word(YamlNode node, string what, string[] words)
    {
        string? text = Text(node, what);
        if (text is null || words.Contains(text, StringComparer.Ordinal))
            return text;
        Errors.Add(node, $"{what} is {List(words)}, not {Quote(text)}");
        return null;
    }

    /// <summary>Text from the file in quotes for a message: shortened, and with nothing that disturbs a terminal.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder("'");
        int room = LongestQuote;
        foreach (var rune in text.EnumerateRunes())
        {
            if (room-- == 0)
                return quoted.Append("...'").ToString();
            quoted.Append(IsInvisible(rune) ? $"<U+{rune.Value:X4}>" : rune.ToString());
        }

        return quoted.Append('\'').ToString();
    }

    private static string List(string[] words) =>
        words.Length == 1 ? words[0] : $"{string.Join(", ", words[..^1])} or {words[^1]}";

    private static Rune? FindInvisible(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            return null;
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsInvisible(rune))
                return rune;
        }

        return null;
    }

    private static bool IsInvisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
