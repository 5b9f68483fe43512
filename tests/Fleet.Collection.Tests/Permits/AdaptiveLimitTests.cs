using CsCheck;
using Fleet.Collection.Permits;
using Fleet.Collection.Permits.Limits;
using Fleet.LoadTests.Parallelism.Simulation;
using Fleet.Sessions;

namespace Fleet.Collection.Tests.Permits;

public sealed class AdaptiveLimitTests
{
    public static TheoryData<string> Conditions => [.. Scenarios.Steady.Select(s => s.Name)];

    public static TheoryData<string> Changes => [.. Scoring.Changes.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Conditions))]
    public void It_collects_nine_tenths_of_what_the_best_fixed_limit_does(string name)
    {
        var scenario = Scenarios.Steady.Single(s => s.Name == name);
        var best = Scoring.Best(scenario);
        foreach (var seed in new[] { 1, 2 })
        {
            var trace = Simulator.Run(scenario, Auto, Scoring.Length, seed);
            Assert.InRange(Scoring.Steady(trace), 0.9 * best.PerSecond, double.MaxValue);
        }
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void It_recovers_within_half_a_minute_when_conditions_change(string name)
    {
        var change = Scoring.Changes.Single(c => c.Name == name);
        var goal = 0.9 * Scoring.Best(change.After).PerSecond;
        foreach (var seed in new[] { 1, 2 })
        {
            var trace = Simulator.Run(change.Scenario, Auto, change.Length, seed);
            Assert.InRange(trace.RecoveredAfter(change.At, goal, Change.Window), 0, 30);
        }
    }

    /// <summary>The judgement itself must be able to fail: nine tenths are no matter of course.</summary>
    [Fact]
    public void A_fixed_limit_that_is_good_for_one_fleet_is_not_for_another()
    {
        var lan = Simulator.Run(Scenarios.Lan, _ => new FixedLimit(800), Scoring.Length);
        var wan = Simulator.Run(Scenarios.Wan, _ => new FixedLimit(50), Scoring.Length);

        Assert.InRange(Scoring.Steady(lan), 0, 0.9 * Scoring.Best(Scenarios.Lan).PerSecond);
        Assert.InRange(Scoring.Steady(wan), 0, 0.1 * Scoring.Best(Scenarios.Wan).PerSecond);
    }

    [Fact]
    public void It_does_not_go_where_the_machine_does_little_but_switch_between_sessions()
    {
        var lan = Simulator.Run(Scenarios.Lan, Auto, Scoring.Length);
        var wan = Simulator.Run(Scenarios.Wan, Auto, Scoring.Length);

        Assert.InRange(lan.Limits.Max(l => l.Limit), 0, 150);
        Assert.InRange(wan.Limits.Max(l => l.Limit), 0, 1_200);
    }

    [Fact]
    public void A_line_that_is_full_keeps_it_low_though_the_machine_has_nothing_to_do()
    {
        var trace = Simulator.Run(Scenarios.NarrowLine, Auto, TimeSpan.FromMinutes(5));

        Assert.InRange(trace.PerSecond(120, 300), 0.9 * Scoring.Best(Scenarios.NarrowLine).PerSecond, double.MaxValue);
        Assert.InRange(Enumerable.Range(120, 180).Average(second => trace.LimitAt(second)), 0, 300);
    }

    [Fact]
    public void It_stays_within_its_bounds_whatever_happens() =>
        (from min in Gen.Int[1, 100]
         from more in Gen.Int[0, 200]
         from events in Happenings
         select (min, max: min + more, events)).Sample(
            run =>
            {
                var delay = new GivenDelay();
                var limit = new AdaptiveLimit(new AutoSettings(run.min, run.max), delay, delay);
                Assert.InRange(limit.Current, run.min, run.max);
                Play(limit, delay, run.events, () => Assert.InRange(limit.Current, run.min, run.max));
            },
            iter: 300);

    [Fact]
    public void It_never_grows_while_nobody_waits() => Happenings.Sample(
        events =>
        {
            var delay = new GivenDelay();
            var limit = new AdaptiveLimit(new AutoSettings(), delay, delay);
            var before = limit.Current;
            Play(limit, delay, events.Select(e => e with { IsWaiting = e.IsWaiting && e.Minute % 2 == 0 }), e =>
            {
                Assert.True(e.IsWaiting || limit.Current <= before, $"{before} became {limit.Current}");
                before = limit.Current;
            });
        },
        iter: 300);

    [Fact]
    public void It_never_grows_while_there_is_a_queue() => Happenings.Sample(
        events =>
        {
            var delay = new GivenDelay();
            var limit = new AdaptiveLimit(new AutoSettings(), delay, delay);
            var before = limit.Current;
            Play(limit, delay, events.Select(e => e with { Delay = TimeSpan.FromMilliseconds(10) + e.Delay }), e =>
            {
                Assert.True(limit.Current <= before, $"{before} became {limit.Current}");
                before = limit.Current;
            });
        },
        iter: 300);

    [Fact]
    public void Devices_that_fail_move_nothing()
    {
        var delay = new GivenDelay();
        var limit = new AdaptiveLimit(new AutoSettings(), delay, delay);
        for (var i = 0; i < 10_000; i++)
        {
            limit.OnEnded(TimeSpan.FromMilliseconds(10 * i), 32, true, "ams1", Reports.Of((FailureClass)(i % 10)));
        }

        Assert.Equal(32, limit.Current);
    }

    private static AdaptiveLimit Auto(Simulator machine) => new(new AutoSettings(), machine, machine);

    private static Gen<Happening[]> Happenings { get; } =
        (from step in Gen.Int[0, 2_000]
         from kind in Gen.Int[0, 2]
         from held in Gen.Int[1, 400]
         from isWaiting in Gen.Bool
         from delay in Gen.Int[0, 60]
         select new Happening(step, kind, held, isWaiting, TimeSpan.FromMilliseconds(Math.Max(0, delay - 30)))).Array[0, 500];

    private static void Play(AdaptiveLimit limit, GivenDelay delay, IEnumerable<Happening> events, Action check) =>
        Play(limit, delay, events, _ => check());

    private static void Play(AdaptiveLimit limit, GivenDelay delay, IEnumerable<Happening> events, Action<Happening> check)
    {
        var now = TimeSpan.Zero;
        foreach (var e in events)
        {
            now += TimeSpan.FromMilliseconds(e.Step);
            delay.Current = e.Delay;
            if (e.Kind == 0)
            {
                limit.OnLoggedIn(now, e.Held, e.IsWaiting);
            }
            else
            {
                limit.OnEnded(now, e.Held, e.IsWaiting, "ams1", e.Kind == 1 ? Reports.Good : Reports.Unreachable);
            }

            check(e);
        }
    }

    private sealed record Happening(int Step, int Kind, int Held, bool IsWaiting, TimeSpan Delay)
    {
        public int Minute => Step % 60;
    }

    private sealed class GivenDelay : IQueueDelay, IProcessorUse
    {
        public TimeSpan Current { get; set; }

        public double Share => 0;

        public TimeSpan Quantile(TimeSpan window, double share) => Current;
    }
}
