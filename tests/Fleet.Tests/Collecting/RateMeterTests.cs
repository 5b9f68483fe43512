using CsCheck;
using Fleet.Collecting;

namespace Fleet.Tests.Collecting;

public class RateMeterTests
{
    [Fact]
    public void Nothing_is_said_before_there_is_something_to_say()
    {
        var meter = new RateMeter();
        meter.Add(TimeSpan.Zero, 0);
        meter.Add(TimeSpan.FromMilliseconds(200), 50);

        Assert.Null(meter.PerSecond);
        Assert.Null(meter.Remaining(10));
    }

    [Fact]
    public void A_steady_rate_gives_the_remaining_time()
    {
        var meter = Metered(seconds: 10, perSecond: 20);

        Assert.Equal(20, meter.PerSecond!.Value, 6);
        Assert.Equal(TimeSpan.FromSeconds(5), meter.Remaining(100));
    }

    [Fact]
    public void Only_the_last_half_minute_counts()
    {
        var meter = Metered(seconds: 100, perSecond: 1);
        for (var second = 101; second <= 140; second++)
        {
            meter.Add(TimeSpan.FromSeconds(second), 100 + (second - 100) * 9);
        }

        Assert.Equal(9, meter.PerSecond!.Value, 6);
    }

    [Fact]
    public void While_nothing_finishes_there_is_no_estimate()
    {
        var meter = Metered(seconds: 10, perSecond: 0);

        Assert.Equal(0, meter.PerSecond);
        Assert.Null(meter.Remaining(1));
        Assert.Equal(TimeSpan.Zero, meter.Remaining(0));
    }

    [Fact]
    public void Whatever_is_counted_no_estimate_is_negative_or_beyond_all_time() =>
        Gen.Select(Gen.Int[0, 1_000_000], Gen.Int[0, 100_000]).Array[2, 50].Sample(samples =>
        {
            var meter = new RateMeter();
            foreach (var (milliseconds, finished) in samples.OrderBy(s => s.Item1))
            {
                meter.Add(TimeSpan.FromMilliseconds(milliseconds), finished);
            }

            Assert.True(meter.PerSecond is null or >= 0);
            Assert.True(meter.Remaining(int.MaxValue) is not { } left || left >= TimeSpan.Zero);
        });

    private static RateMeter Metered(int seconds, int perSecond)
    {
        var meter = new RateMeter();
        for (var second = 0; second <= seconds; second++)
        {
            meter.Add(TimeSpan.FromSeconds(second), second * perSecond);
        }

        return meter;
    }
}
