using CsCheck;
using Fleet.LoadTests.Measures;
using Fleet.LoadTests.OnDemand;

namespace Fleet.LoadTests.Tests.Measures;

public sealed class MeasuresTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Permits_add_up_over_time_and_the_first_limit_counts_from_the_start() =>
        Assert.Equal(
            TimeSpan.FromSeconds((10 * 5) + (20 * 5) + (40 * 2)),
            PermitTime.Sum([(2 * Second, 10), (5 * Second, 20), (10 * Second, 40), (15 * Second, 80)], 12 * Second));

    [Fact]
    public void A_limit_that_stays_allows_its_number_for_the_whole_time() =>
        Assert.Equal(50 * 60 * Second, PermitTime.Sum([(3 * Second, 50)], 60 * Second));

    [Theory]
    [InlineData(50, 2)]
    [InlineData(51, 3)]
    [InlineData(95, 4)]
    [InlineData(100, 4)]
    [InlineData(1, 1)]
    public void A_percentile_is_that_of_the_nearest_rank(double percent, int seconds) =>
        Assert.Equal(seconds * Second, Percentiles.Of([3 * Second, Second, 4 * Second, 2 * Second], percent));

    [Fact]
    public void Requests_belong_to_the_stage_in_which_they_began()
    {
        var stages = Stage.Of(
            [Asked(0.5, 100), Asked(9.9, 20_000), Asked(10, 300, "ConnectionLost"), Asked(31, 400)],
            [10, 20, 30],
            10 * Second);

        Assert.Equal([(10, 100), (20, 300), (30, 400)], stages.Select(s => (s.Rate, (int)s.Percent50.TotalMilliseconds)));
        Assert.Equal(20_000, stages[0].Percent95.TotalMilliseconds);
        Assert.Equal([0, 1, 0], stages.Select(s => s.Failed));
    }

    [Fact]
    public void The_knee_is_the_last_stage_before_latencies_leave_the_ground_for_good()
    {
        Assert.Equal(3, Stage.Knee(Stages(120, 100, 900, 110, 800, 5_000), isOverrun: false));
        Assert.Null(Stage.Knee(Stages(120, 100, 900, 110), isOverrun: false));
        Assert.Null(Stage.Knee(Stages(100), isOverrun: false));
    }

    [Fact]
    public void A_stage_that_was_given_up_is_past_the_knee_whatever_its_latencies()
    {
        Assert.Equal(2, Stage.Knee(Stages(120, 100, 110, 400), isOverrun: true));
        Assert.Equal(1, Stage.Knee(Stages(120, 100, 900, 400), isOverrun: true));
        Assert.Null(Stage.Knee(Stages(400), isOverrun: true));
    }

    [Fact]
    public void Recovery_ends_with_the_last_second_that_was_slow()
    {
        List<Request> requests = [.. Enumerable.Range(0, 60).Select(i => Asked(i + 0.5, i is >= 20 and < 32 ? 5_000 : 100))];

        Assert.Equal(100 * Second / 1000, Recovery.Usual(requests, 20 * Second));
        Assert.Equal(12 * Second, Recovery.After(requests, 20 * Second));
        Assert.Equal(TimeSpan.Zero, Recovery.After(requests, 40 * Second));
    }

    [Fact]
    public void One_slow_request_among_many_is_no_disturbance()
    {
        List<Request> requests = [.. Enumerable.Range(0, 400).Select(i => Asked(i / 10.0, i == 350 ? 5_000 : 100))];

        Assert.Equal(TimeSpan.Zero, Recovery.After(requests, 20 * Second));
    }

    [Fact]
    public void A_straight_line_drifts_by_its_rise_whatever_stands_out() =>
        Gen.Select(Gen.Double[-10, 10], Gen.Double[-1000, 1000], Gen.Int[0, 29]).Sample((slope, start, outlier) =>
        {
            List<(TimeSpan, double)> samples =
                [.. Enumerable.Range(0, 30).Select(i => (i * Second, start + (slope * i) + (i == outlier ? 1e6 : 0)))];

            Assert.InRange(Drift.Of(samples), (29 * slope) - 0.01, (29 * slope) + 0.01);
        });

    [Fact]
    public void A_median_of_an_even_number_lies_between_two() => Assert.Equal(2.5, Drift.Median([9, 1, 2, 3]));

    private static Request Asked(double at, double milliseconds, string? failure = null) =>
        new(at * Second, TimeSpan.FromMilliseconds(milliseconds), failure);

    private static List<Stage> Stages(params int[] percent95) =>
        [.. percent95.Select((ms, i) => new Stage(i, TimeSpan.Zero, TimeSpan.FromMilliseconds(ms), 0))];
}
