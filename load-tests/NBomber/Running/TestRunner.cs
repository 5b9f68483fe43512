using System.Runtime.InteropServices;
using NBomber.Contracts;
using NBomber.Contracts.Stats;
using NBomber.Load;
using NBomber.Reporting;

namespace NBomber.Running;

/// <summary>Carries out a test: prepare, warm up, measure, tidy up, report.</summary>
internal sealed class TestRunner : IDisposable
{
    /// <summary>How long iterations that have begun are waited for, and when somebody wants the process to end.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan GraceAfterSignal = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(5);

    private readonly NBomberContext _context;
    private readonly IReadOnlyList<(ScenarioProps Scenario, LoadPlan Plan)> _scenarios;
    private readonly DateTimeOffset _began = DateTimeOffset.Now;
    private readonly TestControl _test;

    private TestRunner(NBomberContext context)
    {
        _context = context;
        _scenarios = Check(context);
        _test = new TestControl(
            new TestInfo($"{_began:yyyy-MM-dd_HH.mm.ss}_{Guid.NewGuid().ToString("N")[..8]}", context.TestSuite, context.TestName),
            context.Scenarios.Select(s => s.ScenarioName));
    }

    /// <summary>Runs a test.</summary>
    /// <exception cref="InvalidOperationException">It cannot be run as described, or could not be prepared.</exception>
    public static async Task<NodeStats> RunAsync(NBomberContext context)
    {
        using var runner = new TestRunner(context);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, runner.OnSignal);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, runner.OnSignal);
        return await runner.RunAsync();
    }

    public void Dispose() => _test.Dispose();

    private static List<(ScenarioProps, LoadPlan)> Check(NBomberContext context)
    {
        if (context.Scenarios.Count == 0)
        {
            throw new InvalidOperationException("no scenario is registered; one is needed at least");
        }

        var plans = new List<(ScenarioProps, LoadPlan)>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var scenario in context.Scenarios)
        {
            if (string.IsNullOrWhiteSpace(scenario.ScenarioName))
            {
                throw new InvalidOperationException("a scenario has no name");
            }

            if (!names.Add(scenario.ScenarioName))
            {
                throw new InvalidOperationException($"two scenarios are named '{scenario.ScenarioName}'; names must be unique");
            }

            plans.Add((scenario, PlanOf(scenario)));
        }

        return plans;
    }

    private static LoadPlan PlanOf(ScenarioProps scenario)
    {
        LoadPlan plan;
        try
        {
            plan = LoadPlan.Of(scenario.LoadSimulations, Random.Shared);
        }
        catch (ArgumentException e)
        {
            throw new InvalidOperationException($"scenario '{scenario.ScenarioName}': {e.Message}", e);
        }

        return scenario.WarmUpDuration is { } warmUp && warmUp > plan.Duration
            ? throw new InvalidOperationException(
                $"scenario '{scenario.ScenarioName}': it warms up for {warmUp}, longer than its simulations take, {plan.Duration}")
            : plan;
    }

    private async Task<NodeStats> RunAsync()
    {
        Progress.Say($"{_context.TestSuite}: {_context.TestName}");
        await InitAsync();
        var runs = new List<ScenarioRun>();
        try
        {
            await RunAsync(ScenarioOperation.WarmUp, OperationType.WarmUp);
            runs = await RunAsync(ScenarioOperation.Bombing, OperationType.Bombing);
        }
        finally
        {
            await CleanAsync();
        }

        _test.Operation = OperationType.Complete;
        var report = Summarize(runs);
        ConsoleReport.Print(report);
        return report.Stats with { ReportFiles = ReportWriter.Write(report, Folder, _context.ReportFormats) };
    }

    private string Folder => _context.ReportFolder ?? Path.Combine("reports", _test.Info.SessionId);

    private async Task InitAsync()
    {
        _test.Operation = OperationType.Init;
        foreach (var (scenario, plan) in _scenarios)
        {
            if (scenario.Init is not { } init)
            {
                continue;
            }

            try
            {
                await init(new InitContext(_test, InfoOf(scenario, plan, ScenarioOperation.Init)));
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"scenario '{scenario.ScenarioName}' could not be prepared: {e.Message}", e);
            }
        }
    }

    private async Task CleanAsync()
    {
        _test.Operation = OperationType.Stop;
        foreach (var (scenario, plan) in _scenarios)
        {
            try
            {
                await (scenario.Clean?.Invoke(new InitContext(_test, InfoOf(scenario, plan, ScenarioOperation.Clean))) ?? Task.CompletedTask);
            }
            catch (Exception e)
            {
                Progress.Say($"scenario '{scenario.ScenarioName}' could not be tidied up: {e.Message}");
            }
        }
    }

    private async Task<List<ScenarioRun>> RunAsync(ScenarioOperation operation, OperationType type)
    {
        var runs = _scenarios
            .Where(s => s.Scenario.Run is not null
                && (operation == ScenarioOperation.Bombing || s.Scenario.WarmUpDuration is not null))
            .Select(s => new ScenarioRun(s.Scenario, s.Plan, _test, operation))
            .ToList();
        if (runs.Count > 0)
        {
            _test.Operation = type;
            using var progress = new Progress(runs, operation == ScenarioOperation.WarmUp ? "warming up, " : "", ProgressInterval);
            await Task.WhenAll(runs.Select(r => r.RunAsync(() => _test.IsInterrupted ? GraceAfterSignal : Grace)));
        }

        return runs;
    }

    private TestReport Summarize(IReadOnlyList<ScenarioRun> runs)
    {
        var scenarios = runs
            .Select(r => new ScenarioReport(
                r.Recorder.ToStats(r.Name, OperationType.Complete, r.Lasted), r.Recorder.TimelineUntil(r.Ended)))
            .ToList();
        var stats = scenarios.Select(s => s.Stats).ToArray();
        return new TestReport(
            _began,
            new NodeStats(
                stats,
                _test.Node,
                _test.Info,
                [],
                stats.Sum(s => s.AllRequestCount),
                stats.Sum(s => s.AllOkCount),
                stats.Sum(s => s.AllFailCount),
                stats.Sum(s => s.AllBytes),
                stats.Select(s => s.Duration).DefaultIfEmpty().Max()),
            scenarios,
            _test.Reasons);
    }

    /// <summary>The first signal ends the test in good order; the next one is left to the system.</summary>
    private void OnSignal(PosixSignalContext signal)
    {
        if (!_test.IsInterrupted)
        {
            signal.Cancel = true;
            _test.Interrupt(signal.Signal.ToString());
        }
    }

    private static ScenarioInfo InfoOf(ScenarioProps scenario, LoadPlan plan, ScenarioOperation operation) =>
        new($"{scenario.ScenarioName}_0", 0, scenario.ScenarioName, plan.Duration, operation);

    private sealed class InitContext(TestControl test, ScenarioInfo info) : IScenarioInitContext
    {
        public TestInfo TestInfo => test.Info;

        public ScenarioInfo ScenarioInfo => info;

        public NodeInfo NodeInfo => test.Node;
    }
}
