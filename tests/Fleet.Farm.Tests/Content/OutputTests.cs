using System.Security.Cryptography;
using System.Text;
using Fleet.Farm.Content;
using Fleet.Farm.Fleets;

namespace Fleet.Farm.Tests.Content;

public class OutputTests
{
    public static TheoryData<string> Platforms => [.. DeviceContent.Platforms];

    [Theory]
    [MemberData(nameof(Platforms))]
    public void Every_usual_output_of_500_devices_is_within_bounds_and_plain(string platform)
    {
        using var text = new TextBuffer();
        ICommandContent[] contents = [.. DeviceContent.UsualCommands(platform).Select(c => Some.Command(platform, c))];
        for (ulong seed = 1; seed <= 500; seed++)
        {
            SimulatedDevice device = Some.Device(platform, seed, new OutputShape(2_000, 1.2, 40_000, 0.3));
            foreach (ICommandContent content in contents)
                AssertPlain(device, content, Some.Write(text, device, content, (int)(seed % 7), (int)(seed % 2)).Written.Span);
        }
    }

    [Theory]
    [MemberData(nameof(Platforms))]
    public void Every_command_prints_plain_lines(string platform)
    {
        using var text = new TextBuffer();
        for (ulong seed = 1; seed <= 20; seed++)
        {
            SimulatedDevice device = Some.Device(platform, seed);
            foreach (ICommandContent content in DeviceContent.Table(platform).Sections)
                AssertPlain(device, content, Some.Write(text, device, content).Written.Span, smallest: 1);
        }
    }

    [Theory]
    [MemberData(nameof(Platforms))]
    public void An_output_is_the_same_whenever_and_wherever_it_is_made(string platform)
    {
        using var first = new TextBuffer();
        using var second = new TextBuffer();
        second.Append(new byte[70_000]);
        foreach (ICommandContent content in DeviceContent.Table(platform).Sections)
        {
            SimulatedDevice device = Some.Device(platform, 3);
            Some.Write(first, device, content, epoch: 4, boots: 1);
            Some.Write(second, device with { Index = 9, Commands = ["x"] }, content, epoch: 4, boots: 1);
            Assert.True(first.Written.Span.SequenceEqual(second.Written.Span), content.Name);
        }
    }

    [Theory]
    [MemberData(nameof(Platforms))]
    public void Devices_and_commands_differ(string platform)
    {
        using var text = new TextBuffer();
        HashSet<string> hashes = [];
        int outputs = 0;
        for (ulong seed = 1; seed <= 20; seed++)
        {
            SimulatedDevice device = Some.Device(platform, seed);
            foreach (string command in DeviceContent.UsualCommands(platform).Where(c => c != "cat /etc/os-release"))
            {
                outputs++;
                hashes.Add(Convert.ToHexString(SHA256.HashData(Some.Write(text, device, Some.Command(platform, command)).Written.Span)));
            }
        }
        Assert.Equal(outputs, hashes.Count);
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(5_000)]
    [InlineData(40_000)]
    public void Without_spread_outputs_with_rows_are_near_the_median(int median)
    {
        using var text = new TextBuffer();
        foreach (string platform in DeviceContent.Platforms)
        {
            foreach (ICommandContent content in Sized(platform))
            {
                for (ulong seed = 1; seed <= 30; seed++)
                {
                    SimulatedDevice device = Some.Device(platform, seed, new OutputShape(median, 0, 200_000, 0));
                    int size = Some.Write(text, device, content).Length;
                    Assert.True(Math.Abs(size - median) <= Math.Max(median * 0.05, LongestLine / 2), $"{platform} {content.Name}: {size}");
                }
            }
        }
    }

    /// <summary>Outputs are cut at the nearest line end, so a small one can be off by half a line.</summary>
    private const int LongestLine = 200;

    [Fact]
    public void Sizes_are_distributed_as_the_shape_says()
    {
        const int Median = 5_000;
        const double Spread = 0.7;
        using var text = new TextBuffer();
        List<double> sizes = [];
        ICommandContent content = Some.Command("cisco_iosxe", "show ip route");
        for (ulong seed = 1; seed <= 4_000; seed++)
            sizes.Add(Some.Write(text, Some.Device("cisco_iosxe", seed, new OutputShape(Median, Spread, 200_000, 0)), content).Length);
        double[] logs = [.. sizes.Select(s => Math.Log(s / Median))];
        double mean = logs.Average();
        double deviation = Math.Sqrt(logs.Average(l => (l - mean) * (l - mean)));
        Assert.InRange(mean, -0.06, 0.06);
        Assert.InRange(deviation, Spread - 0.06, Spread + 0.06);
    }

    [Fact]
    public void The_largest_size_and_the_smallest_hold()
    {
        using var text = new TextBuffer();
        foreach (string platform in DeviceContent.Platforms)
        {
            foreach (ICommandContent content in DeviceContent.UsualCommands(platform).Select(c => Some.Command(platform, c)))
            {
                for (ulong seed = 1; seed <= 20; seed++)
                {
                    Assert.InRange(Some.Write(text, Some.Device(platform, seed, new OutputShape(200, 0, 200_000, 0)), content).Length, 200, 200_000);
                    Assert.InRange(Some.Write(text, Some.Device(platform, seed, new OutputShape(200_000, 2, 3_000, 0)), content).Length, 200, 3_000);
                }
                Assert.InRange(Some.Write(text, Some.Device(platform, 1, new OutputShape(200_000, 0, 200_000, 0)), content).Length, 200, 200_000);
            }
        }
    }

    [Fact]
    public void Tech_support_is_about_20_MB_in_small_parts()
    {
        using var text = new TextBuffer();
        foreach (string platform in DeviceContent.Platforms)
        {
            string command = platform switch
            {
                "linux" => "cat /var/log/syslog",
                "juniper_junos" => "request support information",
                _ => "show tech-support",
            };
            ICommandContent content = Some.Command(platform, command);
            SimulatedDevice device = Some.Device(platform);
            long bytes = 0;
            foreach (OutputPart part in content.Parts(new OutputContext(device, content.Name, 0)))
            {
                text.Clear();
                part(text);
                Assert.InRange(text.Length, 1, 64_000);
                Assert.Equal((byte)'\n', text.Written.Span[^1]);
                bytes += text.Length;
            }
            Assert.InRange(bytes, 19_000_000, 21_500_000);
        }
    }

    private static IEnumerable<ICommandContent> Sized(string platform) => DeviceContent.UsualCommands(platform)
        .Where(c => c is not ("show version" or "cat /etc/os-release" or "cat /proc/meminfo"))
        .Select(c => Some.Command(platform, c));

    private static void AssertPlain(SimulatedDevice device, ICommandContent content, ReadOnlySpan<byte> output, int smallest = 200)
    {
        string where = $"{device.Platform} {device.Name} {content.Name}";
        Assert.True(output.Length >= smallest && output.Length <= device.Outputs.Largest, $"{where}: {output.Length} bytes");
        Assert.True(output[^1] == '\n', where);
        Assert.True(!output.ContainsAnyExceptInRange((byte)' ', (byte)'~') || output.IndexOfAnyExcept(Printable) < 0, where);
        Assert.True(output.IndexOf(Encoding.ASCII.GetBytes(device.Name + "#")) < 0, where);
        Assert.True(output.IndexOf(Encoding.ASCII.GetBytes(device.Name + ">")) < 0, where);
        Assert.True(output.IndexOf(Encoding.ASCII.GetBytes(device.Name + ":~")) < 0, where);
        Assert.True(output.IndexOf(Encoding.ASCII.GetBytes($"@{device.Name}")) < 0, where);
    }

    private static readonly System.Buffers.SearchValues<byte> Printable =
        System.Buffers.SearchValues.Create([(byte)'\n', .. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (byte)c)]);
}
