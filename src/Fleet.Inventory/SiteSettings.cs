namespace Fleet.Inventory;

/// <summary>What the inventory says of a site.</summary>
/// <param name="Sessions">Sessions at once; 0 for any number, <see langword="null"/> for what the settings say.</param>
public sealed record SiteSettings(int? Sessions)
{
    /// <summary>Most sessions at once, and most logins a second, that can be set.</summary>
    public const int Most = 10_000;
}
