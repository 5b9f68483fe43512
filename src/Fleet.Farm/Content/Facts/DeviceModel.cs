namespace Fleet.Farm.Content.Facts;

/// <summary>A kind of hardware, and the software on it.</summary>
/// <param name="Name">The product, as inventories name it.</param>
/// <param name="Description">What it is.</param>
/// <param name="Version">The software's version.</param>
/// <param name="Train">The software's release name or platform code.</param>
internal sealed record DeviceModel(string Name, string Description, string Version, string Train)
{
    /// <summary>The kinds that a platform has.</summary>
    public static ReadOnlySpan<DeviceModel> Of(PortStyle style) => style switch
    {
        PortStyle.IosXe => IosXe,
        PortStyle.NxOs => NxOs,
        PortStyle.IosXr => IosXr,
        PortStyle.Eos => Eos,
        PortStyle.Junos => Junos,
        _ => Linux,
    };

    private static readonly DeviceModel[] IosXe =
    [
        new("C9300-48P", "Catalyst L3 Switch", "17.09.04a", "Cupertino"),
        new("C9300-48U", "Catalyst L3 Switch", "17.06.05", "Bengaluru"),
        new("C9500-48Y4C", "Catalyst L3 Switch", "17.12.02", "Dublin"),
    ];

    private static readonly DeviceModel[] NxOs =
    [
        new("C93180YC-FX", "Nexus9000 C93180YC-FX Chassis", "9.3(12)", "N9K"),
        new("C93180YC-EX", "Nexus9000 C93180YC-EX Chassis", "10.2(5)", "N9K"),
        new("C9336C-FX2", "Nexus9000 C9336C-FX2 Chassis", "10.3(4a)", "N9K"),
    ];

    private static readonly DeviceModel[] IosXr =
    [
        new("NCS-5501", "NCS-5500 Series Router", "7.5.2", "NCS-5500"),
        new("ASR-9006-AC", "ASR 9006 4 Line Card Slot Chassis with V1 AC PEM", "7.3.2", "ASR9K"),
        new("NCS-55A1-24H", "NCS-5500 Series Router", "7.7.21", "NCS-5500"),
    ];

    private static readonly DeviceModel[] Eos =
    [
        new("DCS-7050SX3-48YC8", "48-port SFP28 25GigE + 8-port QSFP100", "4.28.3M", "strata"),
        new("DCS-7280SR3-48YC8", "48-port SFP28 25GigE + 8-port QSFP100", "4.30.5M", "sand"),
        new("DCS-7060CX-32S", "32-port QSFP100 + 2-port SFP+", "4.27.8M", "strata"),
    ];

    private static readonly DeviceModel[] Junos =
    [
        new("ex4300-48p", "EX4300-48P", "21.4R3-S5.4", "ex"),
        new("qfx5100-48s-6q", "QFX5100-48S-6Q", "20.4R3-S8.4", "qfx-5"),
        new("mx204", "JNP204 [MX204]", "22.2R3-S2.8", "junos"),
    ];

    private static readonly DeviceModel[] Linux =
    [
        new("debian", "Debian GNU/Linux 12 (bookworm)", "6.1.0-28-amd64", "12"),
        new("ubuntu", "Ubuntu 24.04.2 LTS", "6.8.0-55-generic", "24.04"),
        new("debian", "Debian GNU/Linux 11 (bullseye)", "5.10.0-33-amd64", "11"),
    ];
}
