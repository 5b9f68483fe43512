namespace NBomber.Contracts.Stats;

/// <summary>The figures of a whole test.</summary>
/// <param name="ScenarioStats">Those of each scenario.</param>
/// <param name="NodeInfo">The machine.</param>
/// <param name="TestInfo">The test.</param>
/// <param name="ReportFiles">The reports that were written.</param>
/// <param name="AllRequestCount">Iterations and steps, in all.</param>
/// <param name="AllOkCount">Those that were well.</param>
/// <param name="AllFailCount">Those that failed.</param>
/// <param name="AllBytes">Bytes that iterations transferred.</param>
/// <param name="Duration">Time of the scenario that ran longest.</param>
public sealed record NodeStats(
    ScenarioStats[] ScenarioStats,
    NodeInfo NodeInfo,
    TestInfo TestInfo,
    ReportFile[] ReportFiles,
    int AllRequestCount,
    int AllOkCount,
    int AllFailCount,
    long AllBytes,
    TimeSpan Duration);

/// <summary>The figures of a scenario.</summary>
/// <param name="ScenarioName">Its name.</param>
/// <param name="Ok">Iterations that were well.</param>
/// <param name="Fail">Iterations that failed.</param>
/// <param name="StepStats">Its steps, in the order in which they were first run.</param>
/// <param name="CurrentOperation">What the scenario was doing last.</param>
/// <param name="AllRequestCount">Iterations and steps, in all.</param>
/// <param name="AllOkCount">Those that were well.</param>
/// <param name="AllFailCount">Those that failed.</param>
/// <param name="AllBytes">Bytes that iterations transferred.</param>
/// <param name="Duration">How long it ran: until its simulations were through or it was stopped.</param>
public sealed record ScenarioStats(
    string ScenarioName,
    MeasurementStats Ok,
    MeasurementStats Fail,
    StepStats[] StepStats,
    OperationType CurrentOperation,
    int AllRequestCount,
    int AllOkCount,
    int AllFailCount,
    long AllBytes,
    TimeSpan Duration);

/// <summary>The figures of a step.</summary>
/// <param name="StepName">Its name.</param>
/// <param name="Ok">Those that were well.</param>
/// <param name="Fail">Those that failed.</param>
public sealed record StepStats(string StepName, MeasurementStats Ok, MeasurementStats Fail);
