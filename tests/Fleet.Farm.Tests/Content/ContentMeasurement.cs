using System.Diagnostics;
using Fleet.Farm.Content;
using Fleet.Farm.Fleets;

namespace Fleet.Farm.Tests.Content;

/// <summary>How fast outputs are made, in bytes per second of processor time. Run with <c>-explicit only</c>.</summary>
public class ContentMeasurement(ITestOutputHelper output)
{
    [Fact(Explicit = true)]
    public void Outputs_are_made_fast_enough_for_a_loaded_server()
    {
        string[] platforms = [.. DeviceContent.Platforms.Order(StringComparer.Ordinal)];
        // Until the just-in-time compiler has nothing left to improve.
        for (int i = 0; i < 10; i++)
        {
            foreach (string platform in platforms)
                Measure(platform, DeviceContent.UsualCommands(platform), TimeSpan.FromMilliseconds(150));
        }
        foreach (string platform in platforms)
        {
            double rate = Measure(platform, DeviceContent.UsualCommands(platform), TimeSpan.FromSeconds(1));
            output.WriteLine($"{platform,-14} {"15 usual commands",-40} {rate,8:F0} MB/s");
            foreach (string command in DeviceContent.UsualCommands(platform))
                output.WriteLine($"{platform,-14} {command,-40} {Measure(platform, [command], TimeSpan.FromMilliseconds(150)),8:F0} MB/s");
            Assert.True(rate > 200, $"{platform}: {rate:F0} MB/s");
        }
    }

    private static double Measure(string platform, IReadOnlyList<string> commands, TimeSpan time)
    {
        SimulatedDevice[] devices =
            [.. Enumerable.Range(1, 50).Select(i => Some.Device(platform, (ulong)i, new OutputShape(5_000, 0, 200_000, 0.2)))];
        ICommandContent[] contents = [.. commands.Select(c => Some.Command(platform, c))];
        using var text = new TextBuffer();
        long bytes = 0;
        long start = Stopwatch.GetTimestamp();
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        while (Stopwatch.GetElapsedTime(start) < time)
        {
            foreach (SimulatedDevice device in devices)
            {
                foreach (ICommandContent content in contents)
                    bytes += Some.Write(text, device, content, epoch: 3).Length;
            }
        }
        return bytes / (Environment.CpuUsage.TotalTime - processor).TotalSeconds / 1e6;
    }
}
