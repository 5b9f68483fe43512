using Fleet.Inventory.Yaml;

namespace Fleet.Inventory;

/// <summary>Reads an inventory in YAML.</summary>
/// <remarks>
/// <para>
/// The file is a map: <c>devices</c> is a list; <c>groups</c>, <c>credentials</c> and <c>sites</c> are maps by name;
/// <c>defaults</c> is one map; <c>allowPlainSecrets: true</c> permits literal secrets. A device has a <c>name</c> and a <c>host</c>.
/// <c>port</c>, <c>platform</c>, <c>site</c>, <c>credential</c>, <c>commands</c>, <c>retry</c> and <c>tags</c> may stand
/// on a device, on a group or in the defaults. A device names its groups with <c>group</c> or <c>groups</c>, a group those that it
/// inherits from with <c>parent</c> or <c>groups</c>.
/// </para>
/// <para>
/// Precedence, nearest first: the device; its groups in the order that it lists them; their parents in the same order,
/// and so on, level by level; the defaults. A group that is reached twice counts where it is reached first. The nearest
/// that names a setting wins, <c>commands</c> included: a device's own list replaces its groups'. Of <c>retry</c>
/// (<c>attempts</c>, <c>budget</c>, <c>minBackoff</c>, <c>maxBackoff</c>) that holds for each key. Only <c>tags</c> add
/// up: a device has its own and all of those above it.
/// </para>
/// <para>
/// A credential may bound its <c>sessions</c> at once and its <c>loginsPerSecond</c>, a site its <c>sessions</c>, instead
/// of what the settings say of all; 0 is no bound.
/// </para>
/// <para>
/// A secret (<c>password</c>, <c>passphrase</c>, and those under <c>secrets</c>) is a reference: <c>env:NAME</c>,
/// <c>file:PATH</c>, <c>exec:COMMAND</c> or <c>prompt</c>. Paths are relative to the inventory's folder, <c>~</c> is the
/// user's home. A message never repeats what stands in the place of a secret.
/// </para>
/// </remarks>
public static class InventoryFile
{
    /// <summary>Largest file that is read, in bytes.</summary>
    public const int MostBytes = 64 << 20;

    /// <summary>Reads and validates a file. Never throws for what a file contains or for a file that cannot be read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="platforms">Names of the platforms that there are; compared without regard to case.</param>
    public static InventoryResult Load(string path, IReadOnlyCollection<string> platforms)
    {
        var errors = new ErrorList(path);
        string? text = TextFile.Read(path, MostBytes, errors);
        return text is null ? new InventoryResult(null, errors.ToSortedList()) : Read(text, errors, platforms);
    }

    /// <summary>Reads and validates a text.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="file">What errors call it, and what relative paths start from.</param>
    /// <param name="platforms">Names of the platforms that there are.</param>
    public static InventoryResult Parse(string text, string file, IReadOnlyCollection<string> platforms) =>
        Read(text, new ErrorList(file), platforms);

    private static InventoryResult Read(string text, ErrorList errors, IReadOnlyCollection<string> platforms)
    {
        var root = YamlDocument.Parse(text, errors);
        var inventory = root is null ? null : new InventoryReader(errors, platforms).Read(root);
        return new InventoryResult(errors.Count == 0 ? inventory : null, errors.ToSortedList());
    }
}
