using System.Diagnostics;
using Fleet.Farm.Content;
using Fleet.Farm.Fleets;

namespace Fleet.Farm.Tests.Content;

/// <summary>How fast outputs are made. Run with <c>--explicit only</c>.</summary>
public class ContentMeasurement(ITestOutputHelper output)
{
    [Fact(Explicit = true)]
    public void Outputs_are_made_fast_enough_for_a_loaded_server()
    {
        List<double> sessions = [];
        foreach (string platform in DeviceContent.Platforms.Order(StringComparer.Ordinal))
        {
            foreach (string command in DeviceContent.UsualCommands(platform))
                Measure(platform, [command], TimeSpan.FromMilliseconds(120));
            double best = 0;
            for (int i = 0; i < 3; i++)
                best = Math.Max(best, Measure(platform, DeviceContent.UsualCommands(platform), TimeSpan.FromMilliseconds(300)));
            sessions.Add(best);
            output.WriteLine($"{platform,-14} {"15 usual commands",-40} {best,8:F0} MB/s");
            foreach (string command in DeviceContent.UsualCommands(platform))
            {
                output.WriteLine(
                    $"{platform,-14} {command,-40} {Measure(platform, [command], TimeSpan.FromMilliseconds(60)),8:F0} MB/s");
            }
        }
        Assert.All(sessions, rate => Assert.True(rate > 100, $"{rate:F0} MB/s"));
    }

    private static double Measure(string platform, IReadOnlyList<string> commands, TimeSpan time)
    {
        SimulatedDevice[] devices =
            [.. Enumerable.Range(1, 50).Select(i => Some.Device(platform, (ulong)i, new OutputShape(5_000, 0, 200_000, 0.2)))];
        ICommandContent[] contents = [.. commands.Select(c => Some.Command(platform, c))];
        using var text = new TextBuffer();
        long bytes = 0;
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < time)
        {
            foreach (SimulatedDevice device in devices)
            {
                foreach (ICommandContent content in contents)
                    bytes += Some.Write(text, device, content, epoch: 3).Length;
            }
        }
        return bytes / Stopwatch.GetElapsedTime(start).TotalSeconds / 1e6;
    }
}
