using Fleet.Farm.Content;
using Fleet.Farm.Fleets;

namespace Fleet.Farm.Tests.Content;

public class ChangeTests
{
    public static TheoryData<string> Platforms => [.. DeviceContent.Platforms];

    [Theory]
    [InlineData(0)]
    [InlineData(0.05)]
    [InlineData(0.5)]
    [InlineData(1)]
    public void The_share_of_outputs_that_change_is_as_the_shape_says(double share)
    {
        int changed = 0;
        int outputs = 0;
        using var before = new TextBuffer();
        using var after = new TextBuffer();
        foreach (string platform in DeviceContent.Platforms)
        {
            foreach (ICommandContent content in Changing(platform))
            {
                for (ulong seed = 1; seed <= 20; seed++)
                {
                    SimulatedDevice device = Some.Device(platform, seed, new OutputShape(3_000, 0.3, 200_000, share));
                    Some.Write(before, device, content, epoch: 1);
                    Some.Write(after, device, content, epoch: 2);
                    outputs++;
                    if (!before.Written.Span.SequenceEqual(after.Written.Span))
                        changed++;
                }
            }
        }
        double tolerance = 5 * Math.Sqrt(share * (1 - share) / outputs);
        Assert.InRange((double)changed / outputs, share - tolerance, share + tolerance);
    }

    [Theory]
    [MemberData(nameof(Platforms))]
    public void A_change_touches_few_lines(string platform)
    {
        foreach (ICommandContent content in Changing(platform))
        {
            SimulatedDevice device = Some.Device(platform, 5, new OutputShape(20_000, 0, 200_000, 1));
            for (int epoch = 0; epoch < 12; epoch++)
            {
                string[] before = Some.Output(device, content.Name, epoch).Split('\n');
                string[] after = Some.Output(device, content.Name, epoch + 1).Split('\n');
                int different = Math.Max(Without(after, before), Without(before, after));
                Assert.True(different is > 0, $"{content.Name} at {epoch}");
                Assert.True(different <= Math.Max(12, after.Length / 4), $"{content.Name} at {epoch}: {different} of {after.Length}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Platforms))]
    public void A_reboot_shows_in_the_uptime_and_in_the_log(string platform)
    {
        SimulatedDevice device = Some.Device(platform);
        string uptime = platform switch
        {
            "juniper_junos" => "show system uptime",
            "linux" => "uptime",
            _ => "show version",
        };
        string log = platform switch
        {
            "juniper_junos" => "show log messages",
            "linux" => "journalctl --no-pager",
            "cisco_nxos" => "show logging logfile",
            _ => "show logging",
        };
        Assert.NotEqual(Some.Output(device, uptime), Some.Output(device, uptime, boots: 1));
        Assert.NotEqual(Some.Output(device, uptime, boots: 1), Some.Output(device, uptime, boots: 2));
        Assert.NotEqual(Some.Output(device, log), Some.Output(device, log, boots: 1));
    }

    [Fact]
    public void After_a_reboot_a_device_has_been_up_for_minutes()
    {
        string version = Some.Output(Some.Device("cisco_iosxe"), "show version", boots: 1);
        Assert.Matches(@"(?m)^ams3-r7 uptime is \d minutes$", version);
        Assert.Contains("Last reload reason: Power Failure or Unknown\n", version, StringComparison.Ordinal);
    }

    /// <summary>How many of some lines are not among others.</summary>
    private static int Without(string[] lines, string[] others)
    {
        Dictionary<string, int> counts = others.CountBy(l => l).ToDictionary();
        return lines.Count(l => (counts[l] = counts.GetValueOrDefault(l) - 1) < 0);
    }

    private static IEnumerable<ICommandContent> Changing(string platform) => DeviceContent.UsualCommands(platform)
        .Where(c => c != "cat /etc/os-release" && (platform, c) != ("juniper_junos", "show version"))
        .Select(c => Some.Command(platform, c));
}
