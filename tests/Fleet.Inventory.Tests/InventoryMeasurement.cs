using System.Diagnostics;

namespace Fleet.Inventory.Tests;

/// <summary>How long a large fleet takes to load, in the two ways that people write YAML.</summary>
public sealed class InventoryMeasurement : IDisposable
{
    private const int Devices = 28_000;

    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_fleet_of_28000_devices_loads_in_a_moment(bool block)
    {
        Write(block);
        long allocatedBefore = GC.GetAllocatedBytesForCurrentThread();

        var elapsed = Load();

        long allocated = (GC.GetAllocatedBytesForCurrentThread() - allocatedBefore) >> 20;
        // Time is bounded loosely, for machines that are busy with other tests; allocation is the same everywhere.
        Assert.True(elapsed < TimeSpan.FromSeconds(20), $"took {elapsed}");
        Assert.True(allocated < 300, $"allocated {allocated} MiB");
    }

    /// <summary>
    /// Run alone in a new process, so that nothing is compiled or cached before it:
    /// <c>dotnet run -c Release --project tests/Fleet.Inventory.Tests -- -explicit only -diagnostics</c>.
    /// </summary>
    [Fact(Explicit = true)]
    public void Cold_process_takes_less_than_a_second_and_200_megabytes()
    {
        Write(block: false);

        var elapsed = Load();

        long peak = Process.GetCurrentProcess().PeakWorkingSet64 >> 20;
        TestContext.Current.SendDiagnosticMessage("{0:0} ms, peak {1} MiB", elapsed.TotalMilliseconds, peak);
        Assert.True(elapsed < TimeSpan.FromSeconds(1), $"took {elapsed}");
        Assert.True(peak < 200, $"peak of {peak} MiB");
    }

    private TimeSpan Load()
    {
        var watch = Stopwatch.StartNew();
        var result = InventoryFile.Load(_path, ["cisco_iosxe"]);
        watch.Stop();
        Assert.Empty(result.Errors);
        Assert.Equal(Devices, result.Inventory!.Devices.Count);
        Assert.Equal(15, result.Inventory.Devices[^1].Commands.Count);
        return watch.Elapsed;
    }

    private void Write(bool block)
    {
        using var file = new StreamWriter(_path);
        file.Write("""
            credentials:
              lab: { username: admin, password: env:LAB_PASSWORD }
            groups:
              core:
                platform: cisco_iosxe
                credential: lab
                commands:

            """);
        for (int i = 0; i < 15; i++)
            file.WriteLine($"      - show something number {i}");
        file.WriteLine("devices:");
        for (int i = 0; i < Devices; i++)
        {
            string host = $"10.{i >> 16 & 255}.{i >> 8 & 255}.{i & 255}";
            file.Write(block
                ? $"""
                  - name: router-{i:D5}
                    host: {host}
                    site: site{i % 200}
                    groups:
                      - core
                    tags:
                      - role-{i % 7}
                      - rack-{i % 40}

                """
                : $"  - {{ name: router-{i:D5}, host: {host}, site: site{i % 200}, groups: [core], "
                    + $"tags: [role-{i % 7}, rack-{i % 40}] }}\n");
        }
    }
}
