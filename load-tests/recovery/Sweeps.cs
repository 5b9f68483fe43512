using System.Diagnostics;
using System.Globalization;
using Fleet.Collection;
using Fleet.Collection.Configuration;
using Fleet.Collection.Runs;
using Fleet.Storage;
using Fleet.Storage.ReadSide;

namespace Fleet.LoadTests.Recovery;

/// <summary>Three sweeps in one process: the actors of the first one recover, those of the others are there.</summary>
internal static class Sweeps
{
    public static async Task RunAsync(DataFolder folder, FleetSettings settings, int devices)
    {
        await using var host = await CollectionHost.StartAsync(
            folder, settings, SimulatedHistory.Directory(devices), new InstantSessions());
        var plan = Enumerable.Range(0, devices)
            .Select(i => new PlannedDevice(SimulatedHistory.NameOf(i), SimulatedHistory.Commands))
            .ToList();
        for (var sweep = 1; sweep <= 3; sweep++)
        {
            var (wall, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            await host.RunAsync(new RunRequest(plan, "load test"), default, default);
            var (took, used) = (Stopwatch.GetElapsedTime(wall), Environment.CpuUsage.TotalTime - cpu);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"sweep {sweep}: {took.TotalSeconds:f1} s, {used.TotalMilliseconds / devices:f2} ms CPU a session"));
        }
    }
}
