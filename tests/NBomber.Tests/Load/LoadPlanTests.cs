using CsCheck;
using NBomber.Contracts;
using NBomber.CSharp;
using NBomber.Load;

namespace NBomber.Tests.Load;

public sealed class LoadPlanTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly Gen<int> Rates = Gen.Int[0, 500];

    private static readonly Gen<TimeSpan> Durations = Gen.Int[1_000, 20_000].Select(ms => TimeSpan.FromMilliseconds(ms));

    private static readonly Gen<TimeSpan> Intervals = Gen.Int[10, 1_000].Select(ms => TimeSpan.FromMilliseconds(ms));

    private static readonly Gen<LoadSimulation> Simulations = Gen.OneOf(
        Gen.Select(Rates, Durations, (n, d) => Simulation.KeepConstant(n, d)),
        Gen.Select(Rates, Durations, (n, d) => Simulation.RampingConstant(n, d)),
        Gen.Select(Rates, Intervals, Durations, (n, i, d) => Simulation.Inject(n, i, d)),
        Gen.Select(Rates, Intervals, Durations, (n, i, d) => Simulation.RampingInject(n, i, d)),
        Gen.Select(Rates, Intervals, Durations, (n, i, d) => Simulation.InjectRandom(n / 2, n, i, d)),
        Durations.Select(Simulation.Pause));

    [Fact]
    public void An_inject_has_its_rate_in_every_interval() =>
        Gen.Select(Rates, Intervals, Gen.Int[1, 30]).Where(x => x.Item2 * x.Item3 >= Second).Sample((rate, interval, intervals) =>
        {
            var arrivals = Arrivals(Simulation.Inject(rate, interval, interval * intervals));

            Assert.Equal(rate * intervals, arrivals.Count);
            for (var i = 0; i < intervals; i++)
            {
                // A tick to and fro, for times are whole ticks.
                var due = arrivals.Count(a => Math.Round(a / interval, 6) >= i && Math.Round(a / interval, 6) < i + 1);
                Assert.Equal(rate, due);
            }
        });

    [Fact]
    public void Copies_that_are_due_follow_the_area_below_the_rate() =>
        Gen.Select(Rates, Rates, Durations, Gen.Double[0, 1]).Sample((from, to, during, share) =>
        {
            // The first part sets what the second one ramps from.
            var arrivals = Arrivals(Simulation.Inject(from, Second, Second), Simulation.RampingInject(to, Second, during));

            var t = share * during.TotalSeconds;
            var area = (from * t) + ((to - from) * t * t / (2 * during.TotalSeconds));
            var due = arrivals.Count(a => a >= Second && a < Second + TimeSpan.FromSeconds(t));
            Assert.InRange(due, area - 1.001, area + 1.001);
        });

    [Fact]
    public void Random_injections_stay_between_their_bounds() =>
        Gen.Select(Gen.Int[0, 100], Gen.Int[0, 100], Gen.Int).Sample((least, more, seed) =>
        {
            var plan = LoadPlan.Of([Simulation.InjectRandom(least, least + more, Second, 10 * Second)], new Random(seed));
            var arrivals = plan.Arrivals().ToList();

            for (var i = 0; i < 10; i++)
            {
                Assert.InRange(arrivals.Count(a => a >= i * Second && a < (i + 1) * Second), least, least + more);
            }
        });

    [Fact]
    public void Arrivals_are_in_order_and_within_their_simulation() =>
        Simulations.Array[1, 5].Sample(simulations =>
        {
            var plan = LoadPlan.Of(simulations, new Random(1));
            var last = TimeSpan.Zero;
            foreach (var due in plan.Arrivals())
            {
                Assert.True(due >= last, $"{due} after {last}");
                Assert.True(due <= plan.Duration);
                last = due;
            }
        });

    [Fact]
    public void Open_and_closed_kinds_are_never_due_at_the_same_time() =>
        Simulations.Array[1, 5].Sample(simulations =>
        {
            var plan = LoadPlan.Of(simulations, new Random(1));

            Assert.All(plan.Arrivals().Take(1_000), due => Assert.Equal(0, plan.CopiesAt(due)));
        });

    [Fact]
    public void Constant_copies_stay_between_where_they_come_from_and_where_they_go() =>
        Gen.Select(Rates, Rates, Durations, Gen.Double[0, 1]).Sample((from, to, during, share) =>
        {
            var plan = Plan(Simulation.KeepConstant(from, Second), Simulation.RampingConstant(to, during));

            Assert.Equal(from, plan.CopiesAt(Second / 2));
            Assert.InRange(plan.CopiesAt(Second + (during * share * 0.999)), Math.Min(from, to), Math.Max(from, to));
            Assert.Equal(0, plan.CopiesAt(plan.Duration));
        });

    [Fact]
    public void A_ramp_of_copies_is_a_straight_line()
    {
        var plan = Plan(Simulation.RampingConstant(100, 10 * Second), Simulation.RampingConstant(0, 10 * Second));

        Assert.Equal([0, 25, 50, 75, 100, 75, 50, 25], Enumerable.Range(0, 8).Select(i => plan.CopiesAt(i * 2.5 * Second)));
    }

    [Fact]
    public void A_pause_has_no_copies()
    {
        var plan = Plan(Simulation.Inject(1, Second, Second), Simulation.Pause(5 * Second), Simulation.KeepConstant(3, Second));

        Assert.Equal([TimeSpan.Zero], plan.Arrivals());
        Assert.Equal(0, plan.CopiesAt(3 * Second));
        Assert.Equal(3, plan.CopiesAt(6 * Second));
        Assert.Equal(7 * Second, plan.Duration);
    }

    [Fact]
    public void What_is_not_possible_is_named()
    {
        AssertRefused("there is no load simulation");
        AssertRefused("load simulation 2, inject: rate is -1", Simulation.Pause(Second), Simulation.Inject(-1, Second, Second));
        AssertRefused("keep_constant: copies is -3", Simulation.KeepConstant(-3, Second));
        AssertRefused("pause: it lasts 00:00:00.5000000", Simulation.Pause(Second / 2));
        AssertRefused("inject: interval, 00:00:02, is longer than during, 00:00:01", Simulation.Inject(1, 2 * Second, Second));
        AssertRefused("ramping_inject: interval is 00:00:00", Simulation.RampingInject(1, TimeSpan.Zero, Second));
        AssertRefused("inject_random: maxRate is 1, less than minRate, 2", Simulation.InjectRandom(2, 1, Second, Second));
    }

    private static void AssertRefused(string message, params LoadSimulation[] simulations) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => Plan(simulations)).Message, StringComparison.Ordinal);

    private static LoadPlan Plan(params LoadSimulation[] simulations) => LoadPlan.Of(simulations, new Random(1));

    private static List<TimeSpan> Arrivals(params LoadSimulation[] simulations) => [.. Plan(simulations).Arrivals()];
}
