using NBomber.Contracts.Stats;

namespace NBomber.Contracts;

/// <summary>What a scenario is being run for.</summary>
public enum ScenarioOperation
{
    /// <summary>To be prepared.</summary>
    Init = 0,

    /// <summary>To be tidied up.</summary>
    Clean = 1,

    /// <summary>To warm up; nothing is counted.</summary>
    WarmUp = 2,

    /// <summary>For the measurement.</summary>
    Bombing = 3,
}

/// <summary>The copy of a scenario that is running.</summary>
/// <param name="ThreadId">The scenario's name and the copy's number, for correlation.</param>
/// <param name="ThreadNumber">The copy's number, from 0.</param>
/// <param name="ScenarioName">The scenario's name.</param>
/// <param name="ScenarioDuration">How long its simulations are planned to take.</param>
/// <param name="ScenarioOperation">What it is being run for.</param>
public sealed record ScenarioInfo(
    string ThreadId, int ThreadNumber, string ScenarioName, TimeSpan ScenarioDuration, ScenarioOperation ScenarioOperation);

/// <summary>What an iteration of a scenario knows of the test it is part of.</summary>
public interface IScenarioContext
{
    /// <summary>The test.</summary>
    TestInfo TestInfo { get; }

    /// <summary>The copy that is running.</summary>
    ScenarioInfo ScenarioInfo { get; }

    /// <summary>The machine.</summary>
    NodeInfo NodeInfo { get; }

    /// <summary>How many iterations this copy has begun.</summary>
    int InvocationNumber { get; }

    /// <summary>Values that steps of one iteration hand on; empty at the start of each.</summary>
    Dictionary<string, object> Data { get; }

    /// <summary>Ends one scenario before its time; iterations that have begun go on to their end.</summary>
    /// <param name="scenarioName">The scenario.</param>
    /// <param name="reason">A line for the report.</param>
    void StopScenario(string scenarioName, string reason);

    /// <summary>Ends all scenarios before their time; iterations that have begun go on to their end.</summary>
    /// <param name="reason">A line for the report.</param>
    void StopCurrentTest(string reason);
}

/// <summary>What a scenario knows of the test while it is prepared or tidied up.</summary>
public interface IScenarioInitContext
{
    /// <summary>The test.</summary>
    TestInfo TestInfo { get; }

    /// <summary>The scenario.</summary>
    ScenarioInfo ScenarioInfo { get; }

    /// <summary>The machine.</summary>
    NodeInfo NodeInfo { get; }
}
