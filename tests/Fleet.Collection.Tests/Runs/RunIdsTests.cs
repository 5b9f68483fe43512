using Fleet.Collection.Runs;

namespace Fleet.Collection.Tests.Runs;

public sealed class RunIdsTests
{
    [Fact]
    public void Runs_that_begin_in_the_same_second_never_share_an_id()
    {
        // Of 5,000 that are drawn from 531,441, some two dozen are drawn twice.
        var ids = new RunIds(new StoppedClock());
        var given = new string[5_000];

        Parallel.For(0, given.Length, i => given[i] = ids.New());

        Assert.Equal(given.Length, given.Distinct().Count());
        Assert.All(given, id => Assert.Matches("^20260131-142501-[b-z2-9]{4}$", id));
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 1, 31, 14, 25, 1, TimeSpan.Zero);
    }
}
