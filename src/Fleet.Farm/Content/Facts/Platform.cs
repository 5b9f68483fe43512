namespace Fleet.Farm.Content.Facts;

/// <summary>The platforms that are simulated, and what their interfaces are called.</summary>
internal enum Platform
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
