namespace Fleet.Farm.Fleets;

/// <summary>What the plan of a fleet needs to know of a platform.</summary>
/// <param name="Name">The name that platform definitions use.</param>
/// <param name="Role">What device names say: <c>r</c> for a router, <c>sw</c> for a switch, <c>srv</c> for a server.</param>
internal sealed record FarmPlatform(string Name, string Role)
{
    /// <summary>All platforms that the farm can play.</summary>
    public static IReadOnlyList<FarmPlatform> All { get; } =
    [
        new("cisco_iosxe", "r"),
        new("cisco_nxos", "sw"),
        new("cisco_iosxr", "r"),
        new("arista_eos", "sw"),
        new("juniper_junos", "r"),
        new("linux", "srv"),
    ];

    /// <summary>A platform by its name.</summary>
    public static FarmPlatform? Find(string name) => All.FirstOrDefault(p => p.Name == name);
}
