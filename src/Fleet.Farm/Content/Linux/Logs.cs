using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Linux;

/// <summary><c>dmesg</c> and <c>journalctl</c>.</summary>
internal static class Logs
{
    public static void Kernel(Report report) => report.Fill(static (report, index) =>
    {
        int line = report.FirstLogLine + index;
        SplitMix random = report.Row(line);
        Port port = report.Device.Port(random.Below(52));
        TextBuffer text = report.Text;
        text.Append($"[{line * 37 + random.Below(37),5}.{random.Below(1_000_000):D6}] ");
        switch (random.Below(5))
        {
            case 0:
                text.Line($"ixgbe 0000:03:00.{random.Below(2)} {port.Name}: NIC Link is Up 10 Gbps, Flow Control: RX/TX");
                break;
            case 1:
                text.Line($"ixgbe 0000:03:00.{random.Below(2)} {port.Name}: NIC Link is Down");
                break;
            case 2:
                text.Line($"IPv6: ADDRCONF(NETDEV_CHANGE): {port.Name}: link becomes ready");
                break;
            case 3:
                text.Line($"TCP: request_sock_TCP: Possible SYN flooding on port {random.Between(80, 9_000)}. Sending cookies.");
                break;
            default:
                text.Line($"audit: type=1400 audit({report.LogTime(line, 0).Seconds}.{random.Below(1000):D3}:{line}): apparmor=\"STATUS\" operation=\"profile_replace\"");
                break;
        }
    });

    public static void Journal(Report report)
    {
        if (report.Device.HasRebooted)
            report.Text.Line("-- Boot 6f3a1c2e9d5b4a7c8e0f1a2b3c4d5e6f --"u8);
        report.Fill(static (report, index) =>
        {
            int line = report.FirstLogLine + index;
            SplitMix random = report.Row(line);
            DeviceFacts device = report.Device;
            Port port = device.Port(random.Below(52));
            int process = random.Between(400, 30_000);
            TextBuffer text = report.Text;
            text.Append($"{report.LogTime(line, (uint)random.Next())} {device.Name} ");
            switch (random.Below(6))
            {
                case 0:
                    text.Line($"sshd[{process}]: Accepted publickey for {device.User} from {device.Management.Plus(random.Below(9))} port {random.Between(30_000, 60_000)} ssh2");
                    break;
                case 1:
                    text.Line($"sshd[{process}]: pam_unix(sshd:session): session opened for user {device.User}(uid=1000) by (uid=0)");
                    break;
                case 2:
                    text.Line($"bgpd[{process}]: %ADJCHANGE: neighbor {port.NeighborAddress} in vrf default Up");
                    break;
                case 3:
                    text.Line($"ospfd[{process}]: AdjChg: Nbr {port.NeighborAddress} on {port.Name}: Loading to Full (LoadingDone)");
                    break;
                case 4:
                    text.Line($"systemd[1]: Started session-{line}.scope - Session {line} of User {device.User}.");
                    break;
                default:
                    text.Line($"CRON[{process}]: (root) CMD (command -v debian-sa1 > /dev/null && debian-sa1 1 1)");
                    break;
            }
        });
    }
}
