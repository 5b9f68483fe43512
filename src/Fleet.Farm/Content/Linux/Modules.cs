namespace Fleet.Farm.Content.Linux;

/// <summary><c>lsmod</c>.</summary>
internal static class Modules
{
    private static readonly string[] Names =
    [
        "nf_tables", "nf_conntrack", "xt_nat", "bridge", "stp", "llc", "ixgbe", "mlx5_core", "vxlan", "udp_tunnel", "dummy",
        "bonding", "8021q", "garp", "mrp", "ext4", "jbd2", "mbcache", "crc32c_intel", "nvme", "nvme_core", "virtio_net",
    ];

    public static void Write(Report report)
    {
        report.Text.Line("Module                  Size  Used by"u8);
        report.Fill(static (report, index) =>
        {
            SplitMix random = report.Row(index);
            string name = random.Pick<string>(Names);
            int start = report.Text.Length;
            report.Text.Append($"{name}_{index}");
            report.Text.PadTo(start + 19);
            report.Text.Line($" {random.Between(16, 4_000) * 1024,8}  {random.Below(9) + report.Touches(index)}");
        });
    }
}
