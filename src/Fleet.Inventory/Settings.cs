using Fleet.Inventory.Yaml;

namespace Fleet.Inventory;

/// <summary>What a device, a group or the defaults say; <see langword="null"/> where they say nothing.</summary>
internal sealed class Settings
{
    public int? Port { get; set; }

    public string? Platform { get; set; }

    public string? Site { get; set; }

    public string? Credential { get; set; }

    public IReadOnlyList<string>? Commands { get; set; }

    public RetryBudget Retry { get; set; } = RetryBudget.Unsaid;

    public IReadOnlyList<string> Tags { get; set; } = [];

    /// <summary>The groups that are named here, with their places.</summary>
    public List<YamlScalar> Groups { get; set; } = [];

    /// <summary>Whether a named group is in error, so that nobody can tell what is missing.</summary>
    public bool MayLackGroups { get; set; }

    /// <summary>Takes over what is not said here from a level above: retries key by key, and tags add up.</summary>
    public void Inherit(Settings above)
    {
        Port ??= above.Port;
        Platform ??= above.Platform;
        Site ??= above.Site;
        Credential ??= above.Credential;
        Commands ??= above.Commands;
        Retry = Retry.Over(above.Retry);
        MayLackGroups |= above.MayLackGroups;
        if (Tags.Count == 0)
            Tags = above.Tags;
        else if (above.Tags.Count > 0)
            Tags = [.. Tags.Union(above.Tags, StringComparer.Ordinal)];
    }
}
