namespace Fleet.Inventory.Yaml;

/// <summary>A node of a YAML document that knows where it stands.</summary>
/// <param name="line">1-based line.</param>
/// <param name="column">1-based column.</param>
public abstract class YamlNode(int line, int column)
{
    /// <summary>1-based line.</summary>
    public int Line { get; } = line;

    /// <summary>1-based column.</summary>
    public int Column { get; } = column;

    /// <summary>What kind of node this is, for an error message: <c>a list</c>, <c>text</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>Whether there is no value: nothing at all, <c>~</c> or <c>null</c>.</summary>
    public virtual bool IsEmpty => false;
}

/// <summary>One value. Every value is text as it is written: <c>no</c> and <c>010</c> are no boolean and no number.</summary>
public sealed class YamlScalar(int line, int column, string value, bool isPlain) : YamlNode(line, column)
{
    /// <summary>The value, without quotes.</summary>
    public string Value { get; } = value;

    /// <inheritdoc/>
    public override string Kind => IsEmpty ? "nothing" : "text";

    /// <inheritdoc/>
    public override bool IsEmpty => isPlain && Value is "" or "~" or "null" or "Null" or "NULL";
}

/// <summary>A list.</summary>
public sealed class YamlList(int line, int column, YamlNode[] items) : YamlNode(line, column)
{
    /// <summary>The items in order.</summary>
    public IReadOnlyList<YamlNode> Items { get; } = items;

    /// <inheritdoc/>
    public override string Kind => "a list";
}

/// <summary>A map, its entries in the order of the file and with repeated keys, if there are any.</summary>
public sealed class YamlMap(int line, int column, KeyValuePair<YamlScalar, YamlNode>[] entries)
    : YamlNode(line, column)
{
    /// <summary>The entries in order.</summary>
    public IReadOnlyList<KeyValuePair<YamlScalar, YamlNode>> Entries { get; } = entries;

    /// <summary>Whether there is a key, be its value right or wrong.</summary>
    public bool Has(string key)
    {
        foreach (var entry in entries)
        {
            if (entry.Key.Value == key)
                return true;
        }

        return false;
    }

    /// <inheritdoc/>
    public override string Kind => "a map";
}
