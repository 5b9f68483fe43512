using Fleet.Farm.Fleets;

namespace Fleet.Farm.Content.Facts;

/// <summary>What all outputs of a device agree on. It follows from the device alone, and is cheap to make.</summary>
internal sealed class DeviceFacts
{
    private readonly ulong _ports;
    private readonly ulong _vlans;
    private readonly ulong _routes;
    private readonly int _uptime;
    private readonly int _boots;

    /// <param name="device">The device.</param>
    /// <param name="style">How its platform names interfaces.</param>
    /// <param name="boots">How often it has rebooted since the farm started.</param>
    public DeviceFacts(SimulatedDevice device, PortStyle style, int boots)
    {
        var random = new SplitMix(device.Seed);
        Seed = device.Seed;
        Name = device.Name;
        Site = device.Site;
        User = device.Credential.Username;
        Style = style;
        Model = random.Pick(DeviceModel.Of(style));
        Serial = new Serial(random.Next());
        BaseMac = new MacAddress(Vendor(style) << 24 | random.Next() & 0xFF_FF00);
        Block = (uint)random.Next() & 0x7_FFFF;
        Asn = (uint)random.Between(64_512, 65_400);
        RouterId = new Ipv4(0xAC10_0000 | (uint)random.Next() & 0x000F_FFFF);
        Management = new Ipv4(0xC0A8_0000 | (uint)random.Between(256, 65_000));
        _uptime = random.Between(30 * 86_400, 900 * 86_400);
        _ports = random.Next();
        _vlans = random.Next();
        _routes = random.Next();
        _boots = boots;
    }

    /// <summary>The device's seed.</summary>
    public ulong Seed { get; }

    /// <summary>The host name.</summary>
    public string Name { get; }

    /// <summary>The site, which neighbours are named after.</summary>
    public string Site { get; }

    /// <summary>Who logs in.</summary>
    public string User { get; }

    /// <summary>How interfaces are named.</summary>
    public PortStyle Style { get; }

    /// <summary>Hardware and software.</summary>
    public DeviceModel Model { get; }

    /// <summary>The chassis' serial number.</summary>
    public Serial Serial { get; }

    /// <summary>The chassis' Ethernet address; its ports have the ones that follow.</summary>
    public MacAddress BaseMac { get; }

    /// <summary>Where its links lie in 10.0.0.0/8, counted in subnets of four addresses.</summary>
    public uint Block { get; }

    /// <summary>Its autonomous system.</summary>
    public uint Asn { get; }

    /// <summary>Its loopback address, in 172.16.0.0/12.</summary>
    public Ipv4 RouterId { get; }

    /// <summary>The address of its management interface, in 192.168.0.0/16.</summary>
    public Ipv4 Management { get; }

    /// <summary>Whether it has rebooted since the farm started.</summary>
    public bool HasRebooted => _boots > 0;

    /// <summary>When it started.</summary>
    public Moment Started => HasRebooted ? Moment.Zero.Plus(_boots * 21_600L) : Moment.Zero.Plus(-_uptime);

    /// <summary>How long it has been running, in seconds. A device that has rebooted is never far from its start.</summary>
    public long UptimeSeconds(int revision) => HasRebooted
        ? 120 + (long)(SplitMix.Mix(_ports + (ulong)_boots) % 420) + revision * 61L
        : _uptime + revision * 3_607L;

    /// <summary>An interface.</summary>
    public Port Port(int index) => new(this, index, SplitMix.Mix(_ports + (ulong)index * 0x9E3779B97F4A7C15));

    /// <summary>The first interface from an index on that is a port without an address.</summary>
    public Port SwitchedPort(int index)
    {
        Port port = Port(index);
        while (port.IsRouted && index < 60)
            port = Port(++index);
        return port;
    }

    /// <summary>A route that it has learnt; they are in order.</summary>
    public Route Route(int index) => new(this, index, SplitMix.Mix(_routes + (ulong)index * 0x9E3779B97F4A7C15));

    /// <summary>One of its VLANs; they grow with the index, up to 4,094.</summary>
    /// <param name="index">0-based; the first is VLAN 1.</param>
    public int Vlan(int index) => index == 0 ? 1 : 1 + (index * 3 + (int)(SplitMix.Mix(_vlans + (ulong)index) % 3)) % 4_093;

    /// <summary>The organisation part of the Ethernet addresses of a vendor.</summary>
    private static ulong Vendor(PortStyle style) => style switch
    {
        PortStyle.Eos => 0x28993A,
        PortStyle.Junos => 0x3C8AB0,
        PortStyle.Linux => 0x525400,
        _ => 0x00562B,
    };
}
