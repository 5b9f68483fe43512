using System.Diagnostics;
using NBomber.Contracts;
using NBomber.Contracts.Stats;
using NBomber.Measuring;

namespace NBomber.Running;

/// <summary>The context of one copy, for the iterations that it makes one after the other.</summary>
internal sealed class IterationContext(ScenarioInfo scenario, TestControl test, Recorder recorder) : IScenarioContext
{
    /// <inheritdoc/>
    public TestInfo TestInfo => test.Info;

    /// <inheritdoc/>
    public ScenarioInfo ScenarioInfo => scenario;

    /// <inheritdoc/>
    public NodeInfo NodeInfo => test.Node;

    /// <inheritdoc/>
    public int InvocationNumber { get; private set; }

    /// <inheritdoc/>
    public Dictionary<string, object> Data { get; } = [];

    /// <inheritdoc/>
    public void StopScenario(string scenarioName, string reason) => test.StopScenario(scenarioName, reason);

    /// <inheritdoc/>
    public void StopCurrentTest(string reason) => test.Stop(reason);

    /// <summary>Begins an iteration.</summary>
    public void BeginIteration()
    {
        InvocationNumber++;
        Data.Clear();
    }

    /// <summary>Runs and measures a step.</summary>
    /// <exception cref="StepFailedException">It failed, and so the iteration is over.</exception>
    public async Task<Response<T>> RunStepAsync<T>(string name, Func<Task<Response<T>>> run)
    {
        var began = Stopwatch.GetTimestamp();
        Response<T> response;
        try
        {
            response = await run();
        }
        catch (Exception e)
        {
            response = Failures.Of<T>(e);
        }

        recorder.AddStep(name, response, Stopwatch.GetElapsedTime(began));
        return response.IsError ? throw new StepFailedException() : response;
    }
}

/// <summary>A step failed; what it failed of is counted already.</summary>
internal sealed class StepFailedException() : Exception("a step failed, which ends its iteration");
