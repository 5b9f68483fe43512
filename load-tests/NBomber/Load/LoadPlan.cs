using NBomber.Contracts;

namespace NBomber.Load;

/// <summary>
/// How many copies are due when, from a scenario's start: its simulations, one after the other, without a clock. Copies of
/// the open kinds arrive once each; of the closed kinds a number is to run at any time.
/// </summary>
internal sealed class LoadPlan
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    private readonly List<Part> _parts = [];

    private LoadPlan()
    {
    }

    /// <summary>When the last simulation ends.</summary>
    public TimeSpan Duration => _parts[^1].End;

    /// <summary>Whether any simulation is of a closed kind.</summary>
    public bool HasClosedParts => _parts.Exists(p => p is ClosedPart);

    /// <summary>Puts simulations one after the other.</summary>
    /// <param name="simulations">The simulations.</param>
    /// <param name="random">What random numbers of copies come from.</param>
    /// <exception cref="ArgumentException">There is none, or one is not possible; the message says which and why.</exception>
    public static LoadPlan Of(IReadOnlyList<LoadSimulation> simulations, Random random)
    {
        if (simulations.Count == 0)
        {
            throw new ArgumentException("there is no load simulation; one is needed at least");
        }

        var plan = new LoadPlan();
        var start = TimeSpan.Zero;
        var (copies, perSecond) = (0, 0.0);
        for (var i = 0; i < simulations.Count; i++)
        {
            var simulation = simulations[i];
            if (Problem(simulation) is { } problem)
            {
                throw new ArgumentException($"load simulation {i + 1}, {simulation}: {problem}");
            }

            plan._parts.Add(PartOf(simulation, start, copies, perSecond, random));
            start += simulation.During;
            (copies, perSecond) = EndOf(simulation);
        }

        return plan;
    }

    /// <summary>How many copies of the closed kinds are to run at a moment.</summary>
    public int CopiesAt(TimeSpan moment) =>
        moment >= TimeSpan.Zero && _parts.Find(p => moment < p.End) is ClosedPart part ? part.CopiesAt(moment) : 0;

    /// <summary>When each copy of the open kinds is due, in order.</summary>
    public IEnumerable<TimeSpan> Arrivals() => _parts.OfType<OpenPart>().SelectMany(p => p.Arrivals());

    private static string? Problem(LoadSimulation simulation)
    {
        if (simulation.During < Shortest)
        {
            return $"it lasts {simulation.During}; the shortest is {Shortest}";
        }

        return simulation switch
        {
            LoadSimulation.KeepConstant { Copies: < 0 } s => Negative("copies", s.Copies),
            LoadSimulation.RampingConstant { Copies: < 0 } s => Negative("copies", s.Copies),
            LoadSimulation.Inject { Rate: < 0 } s => Negative("rate", s.Rate),
            LoadSimulation.RampingInject { Rate: < 0 } s => Negative("rate", s.Rate),
            LoadSimulation.InjectRandom { MinRate: < 0 } s => Negative("minRate", s.MinRate),
            LoadSimulation.InjectRandom s when s.MaxRate < s.MinRate => $"maxRate is {s.MaxRate}, less than minRate, {s.MinRate}",
            LoadSimulation.Inject s => ProblemOf(s.Interval, s.During),
            LoadSimulation.RampingInject s => ProblemOf(s.Interval, s.During),
            LoadSimulation.InjectRandom s => ProblemOf(s.Interval, s.During),
            _ => null,
        };
    }

    private static string Negative(string what, int number) => $"{what} is {number}; it must be 0 or more";

    private static string? ProblemOf(TimeSpan interval, TimeSpan during) =>
        interval <= TimeSpan.Zero ? $"interval is {interval}; it must be more than 0"
        : interval > during ? $"interval, {interval}, is longer than during, {during}"
        : null;

    private static Part PartOf(LoadSimulation simulation, TimeSpan start, int copies, double perSecond, Random random) =>
        simulation switch
        {
            LoadSimulation.KeepConstant s => new ClosedPart(start, s.During, s.Copies, s.Copies),
            LoadSimulation.RampingConstant s => new ClosedPart(start, s.During, copies, s.Copies),
            LoadSimulation.Inject s => new SteadyPart(start, s.During, PerSecond(s.Rate, s.Interval), PerSecond(s.Rate, s.Interval)),
            LoadSimulation.RampingInject s => new SteadyPart(start, s.During, perSecond, PerSecond(s.Rate, s.Interval)),
            LoadSimulation.InjectRandom s => new RandomPart(start, s, random),
            _ => new Part(start, simulation.During),
        };

    /// <summary>What the next simulation ramps from.</summary>
    private static (int Copies, double PerSecond) EndOf(LoadSimulation simulation) => simulation switch
    {
        LoadSimulation.KeepConstant s => (s.Copies, 0),
        LoadSimulation.RampingConstant s => (s.Copies, 0),
        LoadSimulation.Inject s => (0, PerSecond(s.Rate, s.Interval)),
        LoadSimulation.RampingInject s => (0, PerSecond(s.Rate, s.Interval)),
        LoadSimulation.InjectRandom s => (0, PerSecond(s.MaxRate, s.Interval)),
        _ => (0, 0),
    };

    private static double PerSecond(int rate, TimeSpan interval) => rate / interval.TotalSeconds;

    /// <summary>A simulation at its place; this one does nothing.</summary>
    private class Part(TimeSpan start, TimeSpan during)
    {
        public TimeSpan Start => start;

        public TimeSpan During => during;

        public TimeSpan End => start + during;
    }

    /// <summary>From one number of copies to another, in a straight line.</summary>
    private sealed class ClosedPart(TimeSpan start, TimeSpan during, int from, int to) : Part(start, during)
    {
        public int CopiesAt(TimeSpan moment) =>
            (int)Math.Round(from + ((to - from) * ((moment - Start) / During)), MidpointRounding.AwayFromZero);
    }

    private abstract class OpenPart(TimeSpan start, TimeSpan during) : Part(start, during)
    {
        public abstract IEnumerable<TimeSpan> Arrivals();
    }

    /// <summary>
    /// From one rate to another, in a straight line. Copy <c>n</c> is due when the area below that line has grown to
    /// <c>n</c>, so that no rate is rounded.
    /// </summary>
    private sealed class SteadyPart(TimeSpan start, TimeSpan during, double from, double to) : OpenPart(start, during)
    {
        public override IEnumerable<TimeSpan> Arrivals()
        {
            var slope = (to - from) / During.TotalSeconds;
            // Rates are quotients, so the area may be off by a rounding error; a copy that is due at the end is not due.
            var copies = (from + to) / 2 * During.TotalSeconds;
            for (var n = 0; n < copies - 1e-6; n++)
            {
                // from * t + slope * t^2 / 2 = n, in the form that does not cancel out.
                var seconds = n == 0 ? 0 : 2.0 * n / (from + Math.Sqrt(Math.Max(0, (from * from) + (2 * slope * n))));
                var due = TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond));
                yield return Start + (due < During ? due : During);
            }
        }
    }

    /// <summary>A random number of copies in each interval.</summary>
    private sealed class RandomPart(TimeSpan start, LoadSimulation.InjectRandom simulation, Random random)
        : OpenPart(start, simulation.During)
    {
        public override IEnumerable<TimeSpan> Arrivals()
        {
            for (var from = Start; from < End; from += simulation.Interval)
            {
                var copies = random.Next(simulation.MinRate, simulation.MaxRate + 1);
                for (var n = 0; n < copies; n++)
                {
                    var due = from + (simulation.Interval * n / copies);
                    if (due < End)
                    {
                        yield return due;
                    }
                }
            }
        }
    }
}
