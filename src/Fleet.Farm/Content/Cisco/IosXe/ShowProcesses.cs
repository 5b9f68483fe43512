namespace Fleet.Farm.Content.Cisco.IosXe;

/// <summary><c>show processes</c>.</summary>
internal static class ShowProcesses
{
    private static readonly string[] Names =
    [
        "Chunk Manager", "Load Meter", "Check heaps", "Pool Manager", "Timers", "ARP Input", "IP Input", "SSH Process",
        "OSPF-1 Hello", "OSPF-1 Router", "BGP Router", "BGP I/O", "BGP Scanner", "CDP Protocol", "LLDP Protocol",
        "Spanning Tree", "Net Background", "Logger", "TTY Background", "Per-Second Jobs", "IP RIB Update", "NTP",
        "SNMP ENGINE", "IPC Periodic Timer", "EEM Server", "HTTP CORE", "PuntInject Keepalive", "SAMsgThread",
    ];

    public static void Cpu(Report report)
    {
        SplitMix random = report.Row(-1);
        int five = (random.Below(20) + report.Revision) % 60 + 1;
        report.Text.Line($"""
            CPU utilization for five seconds: {five}%/0%; one minute: {five + 2}%; five minutes: {five + 1}%
             PID Runtime(ms)     Invoked      uSecs   5Sec   1Min   5Min TTY Process
            """);
        report.Fill(static (report, index) =>
        {
            SplitMix random = report.Row(index);
            int touches = report.Touches(index);
            ulong runtime = Report.Counter(ref random, 24, touches);
            ulong invoked = Report.Counter(ref random, 26, touches);
            int load = random.Below(60);
            report.Text.Line(
                $"{index + 1,4} {runtime,11} {invoked,11} {runtime * 1000 / (invoked + 1),10}  0.{load:D2}%  0.{load:D2}%  0.{load:D2}%   0 {random.Pick<string>(Names)}");
        });
    }

    public static void Memory(Report report)
    {
        report.Text.Line("""
            Processor Pool Total: 1394741052 Used:  295433856 Free: 1099307196
             lsmpi_io Pool Total:    6295128 Used:    6294296 Free:        832

             PID TTY  Allocated      Freed    Holding    Getbufs    Retbufs Process
            """u8);
        report.Fill(static (report, index) =>
        {
            SplitMix random = report.Row(index);
            ulong allocated = Report.Counter(ref random, 28, report.Touches(index));
            report.Text.Line(
                $"{index,4}   0 {allocated,10} {allocated / 3,10} {random.Below(900_000),10}          0          0 {random.Pick<string>(Names)}");
        });
    }
}
