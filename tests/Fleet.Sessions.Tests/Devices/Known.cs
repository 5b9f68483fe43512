using Fleet.Sessions.Platforms;

namespace Fleet.Sessions.Tests.Devices;

/// <summary>The built-in platforms.</summary>
internal static class Known
{
    private static readonly PlatformCatalog Catalog = PlatformCatalog.Load(null, out _);

    public static PlatformDefinition Iosxe => Platform("cisco_iosxe");

    public static PlatformDefinition Linux => Platform("linux");

    public static PlatformDefinition Platform(string name) => Catalog.Platforms[name];
}
