using Fleet.Inventory.Yaml;

namespace Fleet.Sessions.Platforms;

/// <summary>What platform definitions hold beyond the values of every YAML file.</summary>
internal static class YamlReaderExtensions
{
    /// <summary>A regular expression that compiles.</summary>
    public static string? Pattern(this YamlReader reader, YamlNode node, string what)
    {
        if (reader.NonEmpty(node, what) is not { } pattern)
            return null;
        try
        {
            PromptPattern.Check(pattern);
            return pattern;
        }
        catch (ArgumentException exception)
        {
            reader.Errors.Add(node, $"{what} is not a regular expression: {exception.Message.TrimEnd('.')}");
            return null;
        }
    }

    /// <summary>A text of at least one character; nothing would be in every output.</summary>
    public static string? NonEmpty(this YamlReader reader, YamlNode node, string what)
    {
        string? text = reader.Text(node, what);
        if (text is not "")
            return text;
        reader.Errors.Add(node, $"{what} is empty");
        return null;
    }

    /// <summary>A list of texts, none of them empty.</summary>
    public static IReadOnlyList<string> Texts(this YamlReader reader, YamlNode node, string what) =>
        [.. reader.Items(node, what).Select(item => reader.NonEmpty(item, $"an item of {what}")).OfType<string>()];

    /// <summary>Adds an error for every key that a map lacks.</summary>
    public static void Require(this YamlReader reader, YamlNode node, string what, params string[] keys)
    {
        foreach (string key in keys)
        {
            if (node is YamlMap map && !map.Has(key))
                reader.Errors.Add(node, $"{what} needs a '{key}'");
        }
    }

    /// <summary>Adds an error unless a map has exactly one of two keys.</summary>
    public static void RequireOne(this YamlReader reader, YamlNode node, string what, string one, string other)
    {
        if (node is YamlMap map && map.Has(one) == map.Has(other))
            reader.Errors.Add(node, $"{what} needs either a '{one}' or a '{other}'");
    }
}
