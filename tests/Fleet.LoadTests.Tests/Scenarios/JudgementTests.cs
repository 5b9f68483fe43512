using Fleet.LoadTests.CommandLine;
using Fleet.LoadTests.Measures;
using Fleet.LoadTests.Promises;
using Fleet.LoadTests.Scenarios;
using Spectre.Console.Testing;

namespace Fleet.LoadTests.Tests.Scenarios;

public sealed class JudgementTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void One_promise_that_is_missed_is_bad_news()
    {
        Promise[] kept = [Promise.AtMost("time", 240, 240, "0.0 s"), Promise.AtLeast("share", 0.8, 0.8, "0 %"), Promise.Figure("rate", 7, "0")];

        Assert.Equal(ExitCode.Kept, Verdict.Print("sweep", kept, new TestConsole()));
        Assert.Equal(ExitCode.Missed, Verdict.Print("sweep", [.. kept, Promise.AtMost("time", 240, 240.01, "0.0 s")], new TestConsole()));
        Assert.Equal(ExitCode.Missed, Verdict.Print("sweep", [.. kept, Promise.AtLeast("share", 0.8, double.NaN, "0 %")], new TestConsole()));
    }

    [Fact]
    public void The_table_says_bound_and_measure()
    {
        var console = new TestConsole().Width(120);
        Verdict.Print("wan", [Promise.AtLeast("of what the permits allowed", 0.8, 0.755, "0 %")], console);

        Assert.Contains("at least 80 %", console.Output, StringComparison.Ordinal);
        Assert.Contains("76 %", console.Output, StringComparison.Ordinal);
        Assert.Contains("MISSED", console.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(28_000, 240)]
    [InlineData(14_000, 120)]
    [InlineData(200, 10)]
    public void A_sweep_of_fewer_devices_has_less_time(int devices, int seconds) =>
        Assert.Equal(seconds, SweepTest.BoundOf(devices, 240 * Second).TotalSeconds, 6);

    [Fact]
    public void A_ramp_without_a_knee_asks_for_a_higher_rate()
    {
        var promises = RampTest.Judge([Rung(10, 20), Rung(20, 25)], isOverrun: false).ToList();

        Assert.False(promises.Single(p => p.Name == "the knee").IsKept);
        Assert.Contains("--rate", promises.Single(p => p.Name == "the knee").Measured, StringComparison.Ordinal);
    }

    [Fact]
    public void Failures_past_the_knee_are_not_judged()
    {
        var promises = RampTest.Judge([Rung(10, 20), Rung(20, 25), Rung(30, 900, 4)], isOverrun: false).ToList();

        Assert.All(promises, p => Assert.NotEqual(false, p.IsKept));
        Assert.Equal("20 a second", promises.Single(p => p.Name == "the knee").Measured);
        Assert.False(RampTest.Judge([Rung(10, 20, 1), Rung(20, 25), Rung(30, 900)], isOverrun: true).Last().IsKept);
    }

    [Fact]
    public void Memory_that_grows_is_not_flat()
    {
        Assert.All(SoakTest.Judge(Samples(0)), p => Assert.True(p.IsKept));
        Assert.All(SoakTest.Judge(Samples(-1_000_000)), p => Assert.True(p.IsKept));
        Assert.Equal([false, true], SoakTest.Judge(Samples(1_000_000)).Select(p => p.IsKept));
    }

    private static Stage Rung(int rate, int percent95, int failed = 0) =>
        new(rate, Second / 100, TimeSpan.FromMilliseconds(percent95), failed);

    private static List<ProcessSample> Samples(long growth) =>
        [.. Enumerable.Range(0, 60).Select(i => new ProcessSample(i * Second, 300_000_000 + (growth * i), 80 + (i % 3)))];
}
