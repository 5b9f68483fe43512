namespace Fleet.Farm.Content.Facts;

/// <summary>How a platform names its interfaces.</summary>
internal enum PortStyle
{
    /// <summary>GigabitEthernet1/0/1, TenGigabitEthernet1/1/1, Vlan100.</summary>
    IosXe,

    /// <summary>Ethernet1/1, Vlan100.</summary>
    NxOs,

    /// <summary>TenGigE0/0/0/1, Bundle-Ether1.100.</summary>
    IosXr,

    /// <summary>Ethernet1, Ethernet3/1, Vlan100.</summary>
    Eos,

    /// <summary>ge-0/0/1, xe-0/2/0, irb.100.</summary>
    Junos,

    /// <summary>eth0, vlan100.</summary>
    Linux,
}

/// <summary>
/// The name of an interface. Formats: <c>"s"</c>: short, Gi1/0/1; <c>"c"</c>: as CDP neighbour tables have it,
/// Gig 1/0/1.
/// </summary>
/// <param name="Style">The platform's way.</param>
/// <param name="Index">0-based: ports first, and what is not a port behind them.</param>
internal readonly record struct PortName(PortStyle Style, int Index) : IUtf8SpanFormattable
{
    /// <summary>Ports of a stack member, module or line card.</summary>
    private const int PerSlot = 52;

    /// <summary>Ports that have the lower speed; the others are uplinks.</summary>
    private const int SlowPorts = 48;

    private const int Ports = PerSlot * 8;

    /// <summary>Whether it has a plug.</summary>
    public bool IsPort => Index < Ports;

    /// <summary>Whether it is one of the faster ports.</summary>
    public bool IsUplink => IsPort && Index % PerSlot >= SlowPorts;

    /// <summary>The VLAN of an interface that has no plug.</summary>
    public int Vlan => (Index - Ports) % 4000 + 10;

    private uint Slot => (uint)(Index / PerSlot);

    private uint Position => (uint)(Index % PerSlot);

    public bool TryFormat(Span<byte> destination, out int written, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        written = 0;
        if (destination.Length < AsciiValue.Room)
            return false;
        var writer = new AsciiWriter(destination);
        char form = format.IsEmpty ? 'l' : format[0];
        switch (Style)
        {
            case PortStyle.IosXe:
                IosXe(ref writer, form);
                break;
            case PortStyle.NxOs:
                NxOs(ref writer, form);
                break;
            case PortStyle.IosXr:
                IosXr(ref writer, form);
                break;
            case PortStyle.Eos:
                Eos(ref writer, form);
                break;
            case PortStyle.Junos:
                Junos(ref writer);
                break;
            default:
                writer.Add(IsPort ? "eth"u8 : "vlan"u8);
                writer.Add((uint)(IsPort ? Index : Vlan));
                break;
        }
        written = writer.Written;
        return true;
    }

    private void IosXe(ref AsciiWriter writer, char form)
    {
        if (!IsPort)
        {
            VlanName(ref writer, form);
            return;
        }
        writer.Add((form, IsUplink) switch
        {
            ('s', false) => "Gi"u8,
            ('s', true) => "Te"u8,
            ('c', false) => "Gig "u8,
            ('c', true) => "Ten "u8,
            (_, false) => "GigabitEthernet"u8,
            (_, true) => "TenGigabitEthernet"u8,
        });
        writer.Add(Slot + 1);
        writer.Add(IsUplink ? "/1/"u8 : "/0/"u8);
        writer.Add(IsUplink ? Position - SlowPorts + 1 : Position + 1);
    }

    private void NxOs(ref AsciiWriter writer, char form)
    {
        if (!IsPort)
        {
            VlanName(ref writer, form);
            return;
        }
        writer.Add(form == 'l' ? "Ethernet"u8 : "Eth"u8);
        writer.Add(Slot + 1);
        writer.Add((byte)'/');
        writer.Add(Position + 1);
    }

    private void IosXr(ref AsciiWriter writer, char form)
    {
        if (!IsPort)
        {
            writer.Add(form == 'l' ? "Bundle-Ether1."u8 : "BE1."u8);
            writer.Add((uint)Vlan);
            return;
        }
        writer.Add((form == 'l', IsUplink) switch
        {
            (true, false) => "TenGigE0/"u8,
            (true, true) => "HundredGigE0/"u8,
            (false, false) => "Te0/"u8,
            (false, true) => "Hu0/"u8,
        });
        writer.Add(Slot);
        writer.Add(IsUplink ? "/1/"u8 : "/0/"u8);
        writer.Add(IsUplink ? Position - SlowPorts : Position);
    }

    private void Eos(ref AsciiWriter writer, char form)
    {
        if (!IsPort)
        {
            VlanName(ref writer, form);
            return;
        }
        writer.Add(form == 'l' ? "Ethernet"u8 : "Et"u8);
        if (Slot > 0)
        {
            writer.Add(Slot + 2);
            writer.Add((byte)'/');
        }
        writer.Add(Position + 1);
    }

    private void Junos(ref AsciiWriter writer)
    {
        if (!IsPort)
        {
            writer.Add("irb."u8);
            writer.Add((uint)Vlan);
            return;
        }
        writer.Add(IsUplink ? "xe-"u8 : "ge-"u8);
        writer.Add(Slot);
        writer.Add(IsUplink ? "/2/"u8 : "/0/"u8);
        writer.Add(IsUplink ? Position - SlowPorts : Position);
    }

    private void VlanName(ref AsciiWriter writer, char form)
    {
        writer.Add(form == 'l' ? "Vlan"u8 : "Vl"u8);
        writer.Add((uint)Vlan);
    }
}
