using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Linux;

/// <summary>Files that say what a system is: <c>/etc/os-release</c>, <c>/proc/meminfo</c> and others.</summary>
internal static class SystemFiles
{
    public static void OsRelease(Report report)
    {
        DeviceModel model = report.Device.Model;
        report.Text.Line($"""
            PRETTY_NAME="{model.Description}"
            NAME="{model.Name}"
            VERSION_ID="{model.Train}"
            VERSION="{model.Train}"
            ID={model.Name}
            HOME_URL="https://www.{model.Name}.org/"
            SUPPORT_URL="https://www.{model.Name}.org/support"
            BUG_REPORT_URL="https://bugs.{model.Name}.org/"
            BUILD_ID="{report.Device.Serial}"
            """);
    }

    public static void MemoryInfo(Report report)
    {
        SplitMix random = report.Row(0);
        int free = random.Between(400_000, 4_000_000) + report.Revision * 16 % 100_000;
        int cached = random.Between(1_000_000, 6_000_000);
        report.Text.Line($"""
            MemTotal:       16384256 kB
            MemFree:        {free,8} kB
            MemAvailable:   {free + cached,8} kB
            Buffers:        {random.Below(400_000),8} kB
            Cached:         {cached,8} kB
            SwapCached:            0 kB
            Active:         {random.Between(1_000_000, 3_000_000),8} kB
            Inactive:       {random.Between(1_000_000, 3_000_000),8} kB
            Unevictable:           0 kB
            Mlocked:               0 kB
            SwapTotal:             0 kB
            SwapFree:              0 kB
            Dirty:          {random.Below(4_000),8} kB
            Writeback:             0 kB
            AnonPages:      {random.Between(500_000, 2_000_000),8} kB
            Mapped:         {random.Below(900_000),8} kB
            Shmem:          {random.Below(90_000),8} kB
            Slab:           {random.Below(900_000),8} kB
            KernelStack:    {random.Below(20_000),8} kB
            PageTables:     {random.Below(40_000),8} kB
            CommitLimit:     8192128 kB
            VmallocTotal:   34359738367 kB
            HugePages_Total:       0
            HugePages_Free:        0
            Hugepagesize:       2048 kB
            """);
    }

    public static void Free(Report report)
    {
        SplitMix random = report.Row(0);
        int free = random.Between(400, 4_000) + report.Revision % 100;
        int cached = random.Between(1_000, 6_000);
        report.Text.Line($"""
                           total        used        free      shared  buff/cache   available
            Mem:           16000 {15_900 - free - cached,11} {free,11} {88,11} {cached,11} {free + cached,11}
            Swap:              0           0           0
            """);
    }

    public static void Users(Report report)
    {
        report.Text.Line($"""
            root:x:0:0:root:/root:/bin/bash
            daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin
            {report.Device.User}:x:1000:1000::/home/{report.Device.User}:/bin/bash
            """);
        report.Fill(static (report, index) =>
        {
            int generation = report.Touches(index);
            report.Text.Line($"svc{index:D3}:x:{1_001 + index}:{1_001 + index}:service {index}, revision {generation}:/srv/svc{index:D3}:/usr/sbin/nologin");
        });
    }

    public static void Version(Report report) => report.Text.Line(
        $"Linux version {report.Device.Model.Version} (builder@example.net) (gcc (Debian 12.2.0-14) 12.2.0, GNU ld 2.40) #1 SMP PREEMPT_DYNAMIC");

    public static void KernelName(Report report) => report.Text.Line(
        $"Linux {report.Device.Name} {report.Device.Model.Version} #1 SMP PREEMPT_DYNAMIC {report.Device.Model.Description} x86_64 GNU/Linux");
}
