using Fleet.LoadTests.CommandLine;
using Fleet.LoadTests.Scenarios;

namespace Fleet.LoadTests.Tests.Scenarios;

public sealed class SweepEndToEndTests : IDisposable
{
    private readonly string _work = Directory.CreateTempSubdirectory("fleet-load-tests-").FullName;

    public void Dispose() => Directory.Delete(_work, recursive: true);

    [Fact]
    public async Task A_small_fleet_is_swept_twice_and_judged()
    {
        var options = new LoadTestOptions { Devices = 60, Reports = Path.Combine(_work, "reports") };

        var promises = await new SweepTest().RunAsync(options, _work, CancellationToken.None);

        Assert.All(promises.Where(p => p.Name != "first sweep of 60 devices" && p.Name != "second sweep of 60 devices"),
            p => Assert.NotEqual(false, p.IsKept));
        foreach (var sweep in new[] { "sweep-first", "sweep-second" })
        {
            var csv = File.ReadAllLines(Directory.GetFiles(Path.Combine(options.Reports, sweep), "*.csv").Single());
            Assert.StartsWith("fleet,", csv[1], StringComparison.Ordinal);
            Assert.Contains(",global information,60,", csv[1], StringComparison.Ordinal);
        }
    }
}
