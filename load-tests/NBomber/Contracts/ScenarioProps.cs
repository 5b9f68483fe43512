namespace NBomber.Contracts;

/// <summary>A scenario as it was described. Made and changed by <see cref="CSharp.Scenario"/>.</summary>
public sealed record ScenarioProps
{
    internal ScenarioProps(string name, Func<IScenarioContext, Task<IResponse>>? run, TimeSpan? warmUp)
    {
        ScenarioName = name;
        Run = run;
        WarmUpDuration = warmUp;
    }

    /// <summary>Its name, which is unique in a test.</summary>
    public string ScenarioName { get; }

    internal Func<IScenarioContext, Task<IResponse>>? Run { get; }

    internal TimeSpan? WarmUpDuration { get; init; }

    internal Func<IScenarioInitContext, Task>? Init { get; init; }

    internal Func<IScenarioInitContext, Task>? Clean { get; init; }

    internal IReadOnlyList<LoadSimulation> LoadSimulations { get; init; } = [LoadSimulation.Default];

    internal int MaxFailCount { get; init; } = 5_000;
}
