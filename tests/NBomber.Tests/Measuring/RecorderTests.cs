using NBomber.Contracts.Stats;
using NBomber.CSharp;
using NBomber.Measuring;

namespace NBomber.Tests.Measuring;

public sealed class RecorderTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Latencies_of_a_thousand_iterations_have_their_percentiles()
    {
        var recorder = new Recorder(10 * Second);
        for (var ms = 1; ms <= 1000; ms++)
        {
            recorder.AddIteration(Response.Ok(sizeBytes: 10), TimeSpan.FromMilliseconds(ms), Second);
        }

        var stats = recorder.ToStats("s", OperationType.Complete, 10 * Second);

        Assert.Equal((1000, 100), (stats.Ok.Request.Count, stats.Ok.Request.RPS));
        Assert.Equal((1, 1000), (stats.Ok.Latency.MinMs, stats.Ok.Latency.MaxMs));
        // Three digits.
        Assert.InRange(stats.Ok.Latency.Percent50, 500, 500.5);
        Assert.InRange(stats.Ok.Latency.Percent75, 750, 750.8);
        Assert.InRange(stats.Ok.Latency.Percent95, 950, 951);
        Assert.InRange(stats.Ok.Latency.Percent99, 990, 991);
        Assert.InRange(stats.Ok.Latency.MeanMs, 500, 501);
        Assert.InRange(stats.Ok.Latency.StdDev, 288, 289);
        Assert.Equal((10, 10_000), (stats.Ok.DataTransfer.MaxBytes, stats.AllBytes));
    }

    [Fact]
    public void Failures_are_apart_and_counted_by_code()
    {
        var recorder = new Recorder(Second);
        recorder.AddIteration(Response.Ok(statusCode: "200"), Second, Second);
        recorder.AddIteration(Response.Fail(statusCode: "503", message: "busy"), 5 * Second, Second);
        recorder.AddIteration(Response.Fail(statusCode: "503", message: "still busy"), 5 * Second, Second);
        recorder.AddStep("login", Response.Fail<int>(), Second);

        var stats = recorder.ToStats("s", OperationType.Complete, Second);

        Assert.Equal(3, recorder.Failures);
        Assert.Equal((1, 2), (stats.Ok.Request.Count, stats.Fail.Request.Count));
        Assert.Equal((4, 1, 3), (stats.AllRequestCount, stats.AllOkCount, stats.AllFailCount));
        Assert.Equal([new StatusCodeStats("503", true, "busy", 2)], stats.Fail.StatusCodes);
        Assert.Equal(1000, stats.Ok.Latency.MaxMs);
        Assert.Equal(("login", 1), (stats.StepStats.Single().StepName, stats.StepStats.Single().Fail.Request.Count));
    }

    [Fact]
    public void A_latency_in_the_response_goes_first()
    {
        var recorder = new Recorder(Second);
        recorder.AddIteration(Response.Ok(latencyMs: 42), 5 * Second, Second);

        Assert.Equal(42, recorder.ToStats("s", OperationType.Complete, Second).Ok.Latency.MaxMs);
    }

    [Fact]
    public void Without_iterations_all_figures_are_zero()
    {
        var stats = new Recorder(Second).ToStats("s", OperationType.Complete, TimeSpan.Zero);

        Assert.Equal(new LatencyStats(0, 0, 0, 0, 0, 0, 0, 0), stats.Ok.Latency);
        Assert.Equal(new RequestStats(0, 0), stats.Fail.Request);
    }

    [Fact]
    public void A_latency_longer_than_a_day_is_kept()
    {
        var recorder = new Recorder(Second);
        recorder.AddIteration(Response.Ok(sizeBytes: long.MaxValue), TimeSpan.FromDays(3), Second);

        Assert.Equal(3 * 86_400_000, recorder.ToStats("s", OperationType.Complete, Second).Ok.Latency.MaxMs);
    }

    [Fact]
    public void A_timeline_has_a_point_for_each_interval_and_gaps_where_nothing_came()
    {
        var timeline = Timeline.For(10 * Second);
        timeline.Add(Response.Ok(), Second, 0.2 * Second);
        timeline.Add(Response.Fail(), 3 * Second, 0.4 * Second);
        timeline.Add(Response.Ok(), 2 * Second, 2.5 * Second);
        timeline.CloseUntil(3 * Second);

        Assert.Equal(
            [(1.0, 1.0, 1.0), (2.0, 0.0, 0.0), (3.0, 1.0, 0.0)],
            timeline.Points.Select(p => (p.At.TotalSeconds, p.OkPerSecond, p.FailPerSecond)));
        Assert.Null(timeline.Points[1].Percent50);
        Assert.InRange(timeline.Points[2].Percent99!.Value, 2000, 2002);
    }

    [Fact]
    public void What_came_in_a_last_part_of_an_interval_is_shown_at_its_rate()
    {
        var timeline = Timeline.For(10 * Second);
        timeline.Add(Response.Ok(), Second, 1.2 * Second);
        timeline.End(1.25 * Second);

        Assert.Equal([(1.0, 0.0), (1.25, 4.0)], timeline.Points.Select(p => (p.At.TotalSeconds, p.OkPerSecond)));
    }

    [Fact]
    public void A_timeline_of_a_long_test_has_no_more_points_than_a_chart_shows()
    {
        var timeline = Timeline.For(TimeSpan.FromHours(10));
        timeline.CloseUntil(TimeSpan.FromHours(10));

        Assert.Equal(300, timeline.Points.Count);
    }
}
