using Fleet.Collection.Permits.Limits;

namespace Fleet.LoadTests.Parallelism.Simulation;

/// <summary>How limits are judged: against the best fixed number that a search through a grid finds.</summary>
public static class Scoring
{
    private const double Settled = 60;

    private static readonly int[] Grid = [25, 50, 100, 200, 400, 800, 1_200];
    private static readonly Dictionary<string, (int, double)> Known = [];

    /// <summary>Length of a run with conditions that stay.</summary>
    public static TimeSpan Length { get; } = TimeSpan.FromSeconds(150);

    /// <summary>Changes of conditions; each is judged by itself.</summary>
    public static IReadOnlyList<Change> Changes { get; } =
    [
        new("20 ms become 300 ms", Scenarios.Moves, 60, 240, Scenarios.Moves with { Name = "at 300 ms", Sites = Scenarios.Wan.Sites, Changes = [] }),
        new("300 ms become 20 ms", Scenarios.Moves, 150, 240, Scenarios.Moves with { Name = "at 20 ms", Changes = [] }),
        new("half of the cores go", Scenarios.Halves, 60, 240, Scenarios.Halves with { Name = "one core", Cores = 1, Changes = [] }),
        new("they come back", Scenarios.Halves, 150, 240, Scenarios.Halves with { Name = "two cores", Changes = [] }),
    ];

    /// <summary>Sessions collected in a second once a minute has passed.</summary>
    public static double Steady(Trace trace) => trace.PerSecond(Settled, Length.TotalSeconds);

    /// <summary>The best fixed limit of the grid, and what it brings in a second.</summary>
    public static (int Limit, double PerSecond) Best(Scenario scenario)
    {
        lock (Known)
        {
            if (!Known.TryGetValue(scenario.Name, out var best))
            {
                best = Grid
                    .Select(limit => (Limit: limit, PerSecond: Steady(Simulator.Run(scenario, _ => new FixedLimit(limit), Length))))
                    .Where(IsSettled)
                    .MaxBy(found => found.PerSecond);
                Known.Add(scenario.Name, best);
            }

            return best;
        }
    }

    /// <summary>
    /// Whether sessions took no longer than half of the time to settle (Little's law). Of longer ones the logins, which are
    /// work too, lie before the time that is judged, and more seems to be collected in it than can be.
    /// </summary>
    private static bool IsSettled((int Limit, double PerSecond) found) => found.Limit <= found.PerSecond * Settled / 2;
}

/// <summary>A change of conditions in the middle of a run.</summary>
/// <param name="Name">What happens.</param>
/// <param name="Scenario">The run.</param>
/// <param name="At">When it happens, in seconds.</param>
/// <param name="Seconds">The length of the run.</param>
/// <param name="After">The conditions from then on.</param>
public sealed record Change(string Name, Scenario Scenario, double At, double Seconds, Scenario After)
{
    /// <summary>
    /// What is collected is counted over a window of this length, in seconds: a session's at 300 ms, as sessions that began
    /// together come in waves of that length.
    /// </summary>
    public const double Window = 8;

    /// <summary>The length of the run.</summary>
    public TimeSpan Length => TimeSpan.FromSeconds(Seconds);
}
