using Fleet.Farm.Content.Commands;
using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Linux;

/// <summary>What a Linux server prints.</summary>
internal static class LinuxCommands
{
    public static CommandTable Table { get; } = new(
        PlatformSyntax.Shell,
        PortStyle.Linux,
        [
            new("cat /etc/os-release", SystemFiles.OsRelease, Extent.Natural),
            new("cat /proc/meminfo", SystemFiles.MemoryInfo, Extent.Natural),
            new("ip addr|address|a", IpCommands.Address),
            new("ip -s link", IpCommands.LinkStatistics),
            new("ip route|r", IpCommands.Route),
            new("ip neigh|n", IpCommands.Neighbors),
            new("ss -tan", Sockets.Tcp),
            new("df -h", Storage.Free),
            new("mount", Storage.Mounts),
            new("ps aux", Processes.All),
            new("lsmod", Modules.Write),
            new("dpkg -l", Packages.Write),
            new("systemctl list-units --no-pager", Units.Write),
            new("dmesg", Logs.Kernel),
            new("journalctl --no-pager", Logs.Journal),
        ],
        [
            new("cat /etc/hostname", static r => r.Text.Line(r.Device.Name), Extent.Natural),
            new("cat /etc/passwd", SystemFiles.Users),
            new("cat /proc/version", SystemFiles.Version, Extent.Natural),
            new("cat /var/log/syslog", static _ => { }, Extent.Everything),
            new("date", static r => r.Text.Line($"{r.Now.DayName} {r.Now} UTC {r.Now.Time.Year}"), Extent.Natural),
            new("free -m", SystemFiles.Free, Extent.Natural),
            new("hostname", static r => r.Text.Line(r.Device.Name), Extent.Natural),
            new("id", static r => r.Text.Line($"uid=1000({r.Device.User}) gid=1000({r.Device.User}) groups=1000({r.Device.User}),27(sudo)"), Extent.Natural),
            new("ip addr|address|a show", IpCommands.Address),
            new("ip link|l", IpCommands.Link),
            new("ip link|l show", IpCommands.Link),
            new("ip neigh|n show", IpCommands.Neighbors),
            new("ip route|r show", IpCommands.Route),
            new("uname -a", SystemFiles.KernelName, Extent.Natural),
            new("uptime", Processes.Uptime, Extent.Natural),
            new("w", Processes.Who, Extent.Natural),
            new("who", Processes.LoggedIn, Extent.Natural),
            new("whoami", static r => r.Text.Line(r.Device.User), Extent.Natural),
        ]);
}
