using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Juniper;

/// <summary><c>show configuration</c>, as blocks or as commands.</summary>
internal static class ShowConfiguration
{
    /// <summary>What stands below the rows, in bytes.</summary>
    private const int Tail = 30;

    public static void Write(Report report)
    {
        DeviceFacts device = report.Device;
        report.Text.Line($$"""
            ## Last commit: {{report.Now:i}} UTC by {{device.User}}
            version {{device.Model.Version}};
            system {
                host-name {{device.Name}};
                domain-name example.net;
                services {
                    ssh;
                    netconf {
                        ssh;
                    }
                }
                syslog {
                    host 192.168.0.12 {
                        any notice;
                    }
                }
                ntp {
                    server 192.168.0.10;
                    server 192.168.0.11;
                }
            }
            interfaces {
            """);
        report.FillPart(65, Interface);
        report.Text.Line($$"""
                lo0 {
                    unit 0 {
                        family inet {
                            address {{device.RouterId}}/32;
                        }
                    }
                }
            }
            routing-options {
                router-id {{device.RouterId}};
                autonomous-system {{device.Asn}};
            }
            protocols {
                bgp {
                    group core {
                        type internal;
                        neighbor {{device.Port(0).NeighborAddress}};
                        neighbor {{device.Port(1).NeighborAddress}};
                    }
                }
                ospf {
                    area 0.0.0.0 {
                        interface {{device.Port(0).Name}}.0;
                    }
                }
                lldp {
                    interface all;
                }
            }
            policy-options {
                prefix-list CUSTOMERS {
            """);
        report.Fill(static (report, index) => report.Text.Line($"        {Customer(report, index)};"), Tail);
        report.Text.Line("    }\n}"u8);
    }

    public static void DisplaySet(Report report)
    {
        DeviceFacts device = report.Device;
        report.Text.Line($"""
            set version {device.Model.Version}
            set system host-name {device.Name}
            set system domain-name example.net
            set system services ssh
            set system services netconf ssh
            set system syslog host 192.168.0.12 any notice
            set system ntp server 192.168.0.10
            set system ntp server 192.168.0.11
            """);
        report.FillPart(65, static (report, index) =>
        {
            Port port = report.Device.Port(index);
            report.Text.Line($"set interfaces {port.Name} description \"{port.Description}\"");
            if (port.IsRouted)
                report.Text.Line($"set interfaces {port.Name} unit 0 family inet address {port.Address}/{Port.PrefixLength}");
            else
                report.Text.Line($"set interfaces {port.Name} unit 0 family ethernet-switching vlan members vlan-{port.Vlan}");
        });
        report.Text.Line($"""
            set routing-options router-id {device.RouterId}
            set routing-options autonomous-system {device.Asn}
            set protocols bgp group core type internal
            set protocols bgp group core neighbor {device.Port(0).NeighborAddress}
            """);
        report.Fill(static (report, index) =>
            report.Text.Line($"set policy-options prefix-list CUSTOMERS {Customer(report, index)}"));
    }

    private static Prefix Customer(Report report, int index)
    {
        uint bits = (uint)report.Row(index + 100_000).Next() + (uint)report.Touches(index) * 0x100;
        return new Prefix(new Ipv4(0x0A00_0000 | bits & 0x00FF_FF00), 24);
    }

    private static void Interface(Report report, int index)
    {
        Port port = report.Device.Port(index);
        TextBuffer text = report.Text;
        text.Line($$"""
                {{port.Name}} {
                    description "{{port.Description}}";
            """);
        text.Line("        unit 0 {"u8);
        if (port.IsRouted)
        {
            text.Line($$"""
                            family inet {
                                address {{port.Address}}/{{Port.PrefixLength}};
                            }
                """);
        }
        else
        {
            text.Line($$"""
                            family ethernet-switching {
                                vlan {
                                    members vlan-{{port.Vlan}};
                                }
                            }
                """);
        }
        text.Line("        }\n    }"u8);
    }
}
