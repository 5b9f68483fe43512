namespace Fleet.Farm.Content.Facts;

/// <summary>Where a route comes from.</summary>
internal enum RouteSource
{
    Ospf,
    OspfInterArea,
    OspfExternal,
    Bgp,
    Static,
}

/// <summary>A route that a device has learnt, through one of its first two interfaces.</summary>
/// <param name="Device">Whose it is.</param>
/// <param name="Index">0-based.</param>
/// <param name="Bits">What its properties are chosen by.</param>
internal readonly record struct Route(DeviceFacts Device, int Index, ulong Bits)
{
    /// <summary>Where learnt prefixes begin, above those of the links.</summary>
    private const uint First = 0x0A40_0000 >> 8;

    public RouteSource Source => (Bits & 15) switch
    {
        < 4 => RouteSource.Ospf,
        < 6 => RouteSource.OspfInterArea,
        < 8 => RouteSource.OspfExternal,
        < 15 => RouteSource.Bgp,
        _ => RouteSource.Static,
    };

    /// <summary>The destination.</summary>
    public Prefix Prefix => new(
        new Ipv4(First + (Device.Block & 0x3FFF) + (uint)Index * 4 + (uint)(Bits >> 4 & 3) << 8), 24);

    /// <summary>Its cost.</summary>
    public int Metric => Source is RouteSource.Static or RouteSource.Bgp ? 0 : (int)(Bits >> 8 & 63) + 2;

    /// <summary>The interface it goes through, which changes when its row does.</summary>
    public Port Port(int touches) => Device.Port((int)(Bits >> 14) + touches & 1);

    /// <summary>For how long it has been there.</summary>
    public Duration Age(int touches) => new(
        (long)((Bits >> 20) + (ulong)touches * 97) % (touches == 0 ? Device.UptimeSeconds(0) : Math.Min(3_500, Device.UptimeSeconds(0))));
}
