namespace Fleet.LoadTests.Parallelism.Simulation;

/// <summary>The scenarios that limits are compared on.</summary>
public static class Scenarios
{
    /// <summary>A fleet next door: the machine is all that holds sessions up.</summary>
    public static Scenario Lan { get; } = new() { Name = "lan", Sites = Ms(0.2, 10) };

    /// <summary>A fleet 300 ms away: hundreds of sessions at once are needed.</summary>
    public static Scenario Wan { get; } = new() { Name = "wan", Sites = Ms(300, 10) };

    /// <summary>An AAA server that allows 50 at once: the credential's own ceiling holds sessions back, not the limit.</summary>
    public static Scenario Aaa { get; } = new() { Name = "aaa", Sites = Ms(20, 10), Ceiling = 50 };

    /// <summary>Forty sites, near and far, and outputs that make more work.</summary>
    public static Scenario Mixed { get; } = new()
    {
        Name = "mixed",
        Sites = [.. Enumerable.Range(0, 40).Select(i => TimeSpan.FromMilliseconds(20 * Math.Exp((i - 19.5) / 9)))],
        Spread = 0.5,
        CommandWork = TimeSpan.FromMilliseconds(0.9),
    };

    /// <summary>The same with three of ten devices at fault.</summary>
    public static Scenario Faulty { get; } = Mixed with { Name = "faulty", Faulty = 0.3 };

    /// <summary>A line that all sessions share takes 25 sessions a second, and the machine is idle.</summary>
    public static Scenario NarrowLine { get; } = new()
    {
        Name = "narrow line",
        Sites = Ms(50, 10),
        SharedLine = TimeSpan.FromSeconds(1.0 / 25 / (Scenario.LoginTrips + Scenario.Commands)),
    };

    /// <summary>At 60 s the fleet moves from 20 to 300 ms, and at 150 s back.</summary>
    public static Scenario Moves { get; } = new()
    {
        Name = "moves",
        Sites = Ms(20, 10),
        Changes =
        [
            (TimeSpan.FromSeconds(60), s => s with { Sites = Ms(300, 10) }),
            (TimeSpan.FromSeconds(150), s => s with { Sites = Ms(20, 10) }),
        ],
    };

    /// <summary>At 60 s half of the machine is taken away, and at 150 s given back.</summary>
    public static Scenario Halves { get; } = Wan with
    {
        Name = "halves",
        Changes =
        [
            (TimeSpan.FromSeconds(60), s => s with { Cores = 1 }),
            (TimeSpan.FromSeconds(150), s => s with { Cores = 2 }),
        ],
    };

    /// <summary>Those with conditions that stay.</summary>
    public static IReadOnlyList<Scenario> Steady { get; } = [Lan, Wan, Aaa, Mixed, Faulty, NarrowLine];

    /// <summary>Those with conditions that change.</summary>
    public static IReadOnlyList<Scenario> Changing { get; } = [Moves, Halves];

    private static TimeSpan[] Ms(double milliseconds, int sites) =>
        [.. Enumerable.Repeat(TimeSpan.FromMilliseconds(milliseconds), sites)];
}
