using System.Collections.Concurrent;
using NBomber.Contracts;
using NBomber.Contracts.Stats;
using NBomber.CSharp;

namespace NBomber.Tests.Running;

public sealed class RunnerTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Exceptions_and_failed_steps_are_failures_and_end_nothing_but_their_iteration()
    {
        var after = 0;
        var stats = Run(Scenario.Create("mixed", async context =>
        {
            await Step.Run("first", context, () => Task.FromResult(Response.Ok(sizeBytes: 5)));
            await Step.Run("second", context, () => context.ScenarioInfo.ThreadNumber switch
            {
                0 => throw new IOException("the cable is out"),
                1 => throw new OperationCanceledException(),
                2 => Task.FromResult(Response.Fail(statusCode: "refused")),
                _ => Task.FromResult(Response.Ok()),
            });
            Interlocked.Increment(ref after);
            return context.ScenarioInfo.ThreadNumber == 3 ? throw new InvalidOperationException("later") : Response.Ok();
        })
        .WithoutWarmUp()
        .WithLoadSimulations(Simulation.Inject(6, Second, Second)));

        var scenario = stats.ScenarioStats.Single();
        Assert.Equal((2, 4), (scenario.Ok.Request.Count, scenario.Fail.Request.Count));
        Assert.Equal(3, after);
        Assert.Equal(["first", "second"], scenario.StepStats.Select(s => s.StepName));
        Assert.Equal((6, 0), (scenario.StepStats[0].Ok.Request.Count, scenario.StepStats[0].Fail.Request.Count));
        Assert.Equal(
            [("-100", "operation timeout"), ("-101", "the cable is out"), ("refused", "")],
            scenario.StepStats[1].Fail.StatusCodes.Select(c => (c.StatusCode, c.Message)));
        Assert.Equal([("-101", "later")], scenario.Fail.StatusCodes.Select(c => (c.StatusCode, c.Message)));
    }

    [Fact]
    public void Too_many_failures_end_the_test()
    {
        var stats = Run(Scenario.Create("broken", _ => throw new IOException("always"))
            .WithoutWarmUp()
            .WithMaxFailCount(5)
            .WithLoadSimulations(Simulation.Inject(100, Second, 60 * Second)));

        Assert.InRange(stats.AllFailCount, 5, 1000);
        Assert.True(stats.Duration < 30 * Second, $"{stats.Duration}");
    }

    [Fact]
    public void Scenarios_are_prepared_warmed_up_run_and_tidied_up_in_this_order()
    {
        var log = new ConcurrentQueue<string>();
        void Log(string line)
        {
            if (log.LastOrDefault() != line)
            {
                log.Enqueue(line);
            }
        }

        var stats = Run(
            Scenario.Create("worker", async context =>
            {
                Log(context.ScenarioInfo.ScenarioOperation.ToString());
                await Task.Delay(50);
                return Response.Ok();
            })
            .WithInit(_ => Say("init worker"))
            .WithClean(_ => throw new IOException("nothing to tidy up"))
            .WithWarmUpDuration(Second)
            .WithLoadSimulations(Simulation.KeepConstant(1, Second)),
            Scenario.Empty("database").WithInit(_ => Say("init database")).WithClean(_ => Say("clean database")));

        Assert.Equal(["init worker", "init database", "WarmUp", "Bombing", "clean database"], log);
        Assert.Equal("worker", stats.ScenarioStats.Single().ScenarioName);
        Assert.InRange(stats.ScenarioStats[0].Ok.Request.Count, 2, 21);

        Task Say(string line)
        {
            Log(line);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public void A_scenario_can_stop_itself_and_others_go_on()
    {
        var stats = Run(
            Scenario.Create("short", context =>
            {
                context.StopScenario("short", "seen enough");
                return Task.FromResult<IResponse>(Response.Ok());
            })
            .WithoutWarmUp()
            .WithLoadSimulations(Simulation.Inject(1, Second, 60 * Second)),
            Scenario.Create("long", _ => Task.FromResult<IResponse>(Response.Ok()))
                .WithoutWarmUp()
                .WithLoadSimulations(Simulation.Inject(5, Second, 2 * Second)));

        Assert.Equal(1, stats.ScenarioStats[0].Ok.Request.Count);
        Assert.True(stats.ScenarioStats[0].Duration < 2 * Second, $"{stats.ScenarioStats[0].Duration}");
        Assert.Equal(10, stats.ScenarioStats[1].Ok.Request.Count);
    }

    [Fact]
    public void What_cannot_be_run_is_named_before_anything_runs()
    {
        var scenario = Scenario.Create("s", _ => Task.FromResult<IResponse>(Response.Ok()));

        AssertRefused("no scenario is registered");
        AssertRefused("two scenarios are named 's'", scenario, scenario);
        AssertRefused("scenario 's': load simulation 1, inject: rate is -1",
            scenario.WithLoadSimulations(Simulation.Inject(-1, Second, Second)));
        AssertRefused("scenario 's': it warms up for 00:00:30, longer than its simulations take, 00:00:01",
            scenario.WithLoadSimulations(Simulation.KeepConstant(1, Second)));
        AssertRefused("scenario 's' could not be prepared: no database",
            scenario.WithInit(_ => throw new IOException("no database")));
    }

    [Fact]
    public void A_step_needs_a_name_of_its_own()
    {
        var context = new NBomber.Running.IterationContext(
            new ScenarioInfo("s_0", 0, "s", Second, ScenarioOperation.Bombing), null!, new NBomber.Measuring.Recorder(Second));

        Assert.ThrowsAny<ArgumentException>(() => { _ = Step.Run(" ", context, () => Task.FromResult(Response.Ok())); });
        Assert.ThrowsAny<ArgumentException>(
            () => { _ = Step.Run("global information", context, () => Task.FromResult(Response.Ok())); });
    }

    private static void AssertRefused(string message, params ScenarioProps[] scenarios) =>
        Assert.Contains(
            message, Assert.Throws<InvalidOperationException>(() => Run(scenarios)).Message, StringComparison.Ordinal);

    private static NodeStats Run(params ScenarioProps[] scenarios) =>
        NBomberRunner.RegisterScenarios(scenarios).WithReportFormats().Run();
}
