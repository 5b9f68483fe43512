using System.Diagnostics;
using Fleet.Collection.Permits.Limits;

namespace Fleet.Collection.Tests.Permits;

[CollectionDefinition(nameof(ThreadPoolDelayTests), DisableParallelization = true)]
[Collection(nameof(ThreadPoolDelayTests))]
public sealed class ThreadPoolDelayTests
{
    [Fact]
    public void Work_that_waits_for_the_pool_is_seen_while_it_waits()
    {
        using var delay = new ThreadPoolDelay(TimeProvider.System);

        // Not disposed of: the last of them may begin when the test is over.
        var release = new ManualResetEventSlim();

        // The pool adds a thread or two in a second to those that are blocked.
        for (var i = 0; i < 200; i++)
        {
            ThreadPool.QueueUserWorkItem(_ => release.Wait());
        }

        var isSeen = Eventually(() => delay.Quantile(TimeSpan.FromSeconds(1), 0.5) > TimeSpan.FromMilliseconds(200));
        release.Set();
        Assert.True(isSeen);
        Assert.True(Eventually(() => delay.Quantile(TimeSpan.FromMilliseconds(500), 0.25) < TimeSpan.FromMilliseconds(100)));
    }

    [Fact]
    public void Before_the_first_measurement_nothing_waits()
    {
        using var delay = new ThreadPoolDelay(TimeProvider.System);

        Assert.InRange(delay.Quantile(TimeSpan.FromSeconds(10), 1), TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    private static bool Eventually(Func<bool> condition)
    {
        var began = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(began) > TimeSpan.FromSeconds(20))
            {
                return false;
            }

            Thread.Sleep(50);
        }

        return true;
    }
}
