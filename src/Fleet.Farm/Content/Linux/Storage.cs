namespace Fleet.Farm.Content.Linux;

/// <summary><c>df -h</c> and <c>mount</c>.</summary>
internal static class Storage
{
    public static void Free(Report report)
    {
        report.Text.Line("""
            Filesystem                      Size  Used Avail Use% Mounted on
            udev                            7.9G     0  7.9G   0% /dev
            tmpfs                           1.6G  1.8M  1.6G   1% /run
            /dev/sda1                        40G   11G   27G  29% /
            tmpfs                           7.9G     0  7.9G   0% /dev/shm
            """u8);
        report.Fill(static (report, index) =>
        {
            SplitMix random = report.Row(index);
            int size = random.Between(100, 900);
            int percent = (random.Below(90) + report.Touches(index)) % 100;
            int used = size * percent / 100;
            report.Text.Line($"/dev/mapper/vg0-volume{index:D3}        {size,4}G {used,4}G {size - used,4}G {percent,3}% /srv/volume{index:D3}");
        });
    }

    public static void Mounts(Report report)
    {
        report.Text.Line("""
            sysfs on /sys type sysfs (rw,nosuid,nodev,noexec,relatime)
            proc on /proc type proc (rw,nosuid,nodev,noexec,relatime)
            udev on /dev type devtmpfs (rw,nosuid,relatime,size=8149200k,nr_inodes=2037300,mode=755)
            /dev/sda1 on / type ext4 (rw,relatime,errors=remount-ro)
            """u8);
        report.Fill(static (report, index) =>
        {
            ReadOnlySpan<byte> mode = (report.Touches(index) & 1) == 0 ? "rw"u8 : "ro"u8;
            report.Text.Line($"/dev/mapper/vg0-volume{index:D3} on /srv/volume{index:D3} type ext4 ({mode},relatime)");
        });
    }
}
