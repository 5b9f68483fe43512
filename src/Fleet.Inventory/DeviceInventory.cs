namespace Fleet.Inventory;

/// <summary>A validated inventory: every device's credential exists, every name is unique.</summary>
/// <param name="Devices">The devices, in the order of the file.</param>
/// <param name="Credentials">The credentials by name.</param>
public sealed record DeviceInventory(
    IReadOnlyList<Device> Devices,
    IReadOnlyDictionary<string, Credential> Credentials)
{
    /// <summary>What is said of sites, by name; most are not in it.</summary>
    public IReadOnlyDictionary<string, SiteSettings> Sites { get; init; } = new Dictionary<string, SiteSettings>();
}

/// <summary>What reading an inventory gave: the inventory, or every error of the file at once.</summary>
/// <param name="Inventory">The inventory; <see langword="null"/> when there are errors.</param>
/// <param name="Errors">The errors, in the order of the file.</param>
public sealed record InventoryResult(DeviceInventory? Inventory, IReadOnlyList<SourceError> Errors);
