namespace Fleet.Farm.Content.Facts;

/// <summary>What an interface is used for.</summary>
internal enum PortUse
{
    Server,
    AccessPoint,
    Customer,
    Spare,
    Neighbor,
}

/// <summary>An interface: what every output that shows it agrees on.</summary>
/// <param name="Device">Whose it is.</param>
/// <param name="Index">0-based.</param>
/// <param name="Bits">What its properties are chosen by.</param>
internal readonly record struct Port(DeviceFacts Device, int Index, ulong Bits)
{
    public PortName Name => new(Device.Style, Index);

    /// <summary>Its Ethernet address.</summary>
    public MacAddress Mac => new(Device.BaseMac.Bits + (ulong)Index + 1);

    /// <summary>Whether it has an IP address; the first ones, and some of the others, have.</summary>
    public bool IsRouted => Index < 2 || !Name.IsPort || (Bits & 7) < 3;

    /// <summary>The first address of its subnet, which has <see cref="PrefixLength"/> bits.</summary>
    public Ipv4 Network => new(0x0A00_0000 | (Device.Block + (uint)Index << 2 & 0x00FF_FFFF));

    /// <summary>Its address.</summary>
    public Ipv4 Address => Network.Plus(1);

    /// <summary>The address of what is at the other end.</summary>
    public Ipv4 NeighborAddress => Network.Plus(2);

    /// <summary>All its subnets are links between two.</summary>
    public const int PrefixLength = 30;

    /// <summary>What is at the other end.</summary>
    public NeighborName Neighbor => new(Device.Site, (uint)(Bits >> 16));

    /// <summary>The other end's interface.</summary>
    public PortName NeighborPort => new(Device.Style, (int)((Bits >> 24) % 52));

    /// <summary>The Ethernet address of what is at the other end.</summary>
    public MacAddress NeighborMac => new(Device.BaseMac.Bits & 0xFFFF_FF00_0000 | (Bits >> 20 & 0xFF_FFFF));

    public PortDescription Description => new(this);

    /// <summary>Its speed in Mbit/s.</summary>
    public int Megabits => (Device.Style, Name.IsUplink) switch
    {
        (PortStyle.IosXr, false) => 10_000,
        (PortStyle.IosXr or PortStyle.NxOs or PortStyle.Eos, true) => 100_000,
        (PortStyle.NxOs or PortStyle.Eos, false) or (_, true) => 10_000,
        _ => 1_000,
    };

    /// <summary>The VLAN it is in when it is switched: ports take the first VLANs in turn.</summary>
    public int Vlan => Device.Vlan(Index % PortVlans);

    /// <summary>How many VLANs have ports.</summary>
    public const int PortVlans = 16;

    /// <summary>What is plugged in.</summary>
    public PortUse Use => Index < 2 ? PortUse.Neighbor : (PortUse)Math.Min((int)(Bits >> 32 & 7), (int)PortUse.Neighbor);

    /// <summary>Switched off by configuration. On Junos people leave spare ports on.</summary>
    public bool IsShut => Use == PortUse.Spare && Device.Style != PortStyle.Junos;

    /// <summary>Whether it works after its row has changed so often. The first two do at first.</summary>
    public bool IsUp(int touches) =>
        Use != PortUse.Spare && (Index < 2 || (Bits >> 12 & 7) != 0) == ((touches & 1) == 0);
}
