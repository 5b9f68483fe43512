using Fleet.Collection.Permits;

namespace Fleet.Collection.Tests.Permits;

public sealed class OvertimeTests
{
    private readonly Overtime<string> _overtime = new(TimeSpan.FromSeconds(3));

    [Fact]
    public void Nobody_is_late_before_it_is_known_how_long_it_takes()
    {
        Learn(UsualTime.Fewest - 1, seconds: 1);
        _overtime.Begin("d1", Seconds(100));

        Assert.False(_overtime.TryFind(Seconds(1_000), out _));
    }

    [Fact]
    public void Who_takes_much_longer_than_others_is_found_once()
    {
        Learn(100, seconds: 10);
        _overtime.Begin("d1", Seconds(100));
        _overtime.Begin("d2", Seconds(105));

        Assert.False(_overtime.TryFind(Seconds(109), out _));
        Assert.True(_overtime.TryFind(Seconds(112), out var late));
        Assert.Equal("d1", late);
        Assert.False(_overtime.TryFind(Seconds(112), out _));
    }

    [Fact]
    public void A_time_that_is_never_too_long_is_not_however_quick_the_others_are()
    {
        Learn(100, seconds: 0.1);
        _overtime.Begin("d1", Seconds(100));

        Assert.False(_overtime.TryFind(Seconds(102.9), out _));
        Assert.True(_overtime.TryFind(Seconds(103.1), out _));
    }

    [Fact]
    public void Where_times_differ_much_it_takes_more_to_be_late()
    {
        for (var i = 0; i < 200; i++)
        {
            Learn(1, seconds: i % 2 == 0 ? 2 : 18);
        }

        _overtime.Begin("d1", Seconds(100));

        Assert.False(_overtime.TryFind(Seconds(130), out _));
        Assert.True(_overtime.TryFind(Seconds(150), out _));
    }

    [Fact]
    public void Who_has_given_up_is_neither_late_nor_says_how_long_it_takes()
    {
        Learn(100, seconds: 5);
        for (var i = 0; i < 100; i++)
        {
            _overtime.End(_overtime.Begin("failed", Seconds(100)), Seconds(200), isDone: false);
        }

        _overtime.Begin("d1", Seconds(200));
        Assert.False(_overtime.TryFind(Seconds(204), out _));
        Assert.True(_overtime.TryFind(Seconds(206), out var late));
        Assert.Equal("d1", late);
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private void Learn(int times, double seconds)
    {
        for (var i = 0; i < times; i++)
        {
            _overtime.End(_overtime.Begin("other", Seconds(10)), Seconds(10 + seconds), isDone: true);
        }
    }
}
