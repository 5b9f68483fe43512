using NBomber.Contracts;

namespace NBomber.CSharp;

/// <summary>Describes scenarios: what a user does, and how many do it.</summary>
public static class Scenario
{
    /// <summary>A scenario with 30 s of warming up, and one copy for a minute, if nothing else is said.</summary>
    /// <param name="name">Its name, which is unique in a test.</param>
    /// <param name="run">One iteration. An exception is a failure of the iteration.</param>
    public static ScenarioProps Create(string name, Func<IScenarioContext, Task<IResponse>> run) =>
        new(name, run, TimeSpan.FromSeconds(30));

    /// <summary>A scenario without iterations, which prepares and tidies up for others.</summary>
    /// <param name="name">Its name, which is unique in a test.</param>
    public static ScenarioProps Empty(string name) => new(name, null, null);

    /// <summary>Prepares the scenario, before anything warms up; an exception ends the test.</summary>
    public static ScenarioProps WithInit(this ScenarioProps scenario, Func<IScenarioInitContext, Task> initFunc) =>
        scenario with { Init = initFunc };

    /// <summary>Tidies up, when all scenarios have ended; an exception is printed, and the test goes on.</summary>
    public static ScenarioProps WithClean(this ScenarioProps scenario, Func<IScenarioInitContext, Task> cleanFunc) =>
        scenario with { Clean = cleanFunc };

    /// <summary>How long the load is put on before anything is counted; at most as long as the simulations take.</summary>
    public static ScenarioProps WithWarmUpDuration(this ScenarioProps scenario, TimeSpan duration) =>
        scenario with { WarmUpDuration = duration };

    /// <summary>Counts from the start.</summary>
    public static ScenarioProps WithoutWarmUp(this ScenarioProps scenario) => scenario with { WarmUpDuration = null };

    /// <summary>The load, one simulation after the other.</summary>
    public static ScenarioProps WithLoadSimulations(this ScenarioProps scenario, params LoadSimulation[] loadSimulations) =>
        scenario with { LoadSimulations = [.. loadSimulations] };

    /// <summary>How many failures of iterations and steps end the test; 5,000 if nothing else is said.</summary>
    public static ScenarioProps WithMaxFailCount(this ScenarioProps scenario, int maxFailCount) =>
        scenario with { MaxFailCount = maxFailCount };
}
