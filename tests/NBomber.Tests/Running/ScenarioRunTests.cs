using NBomber.Contracts;
using NBomber.Contracts.Stats;
using NBomber.CSharp;
using NBomber.Load;
using NBomber.Running;

namespace NBomber.Tests.Running;

public sealed class ScenarioRunTests
{
    private const string Name = "scenario";

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_copy_that_starts_late_has_waited_since_it_was_due()
    {
        var late = TimeSpan.FromMilliseconds(400);
        var stats = await RunAsync(
            Scenario.Create(Name, _ => Task.FromResult<IResponse>(Response.Ok()))
                .WithLoadSimulations(Simulation.Inject(10, Second, Second)),
            10 * Second,
            copy => _ = Task.Run(async () =>
            {
                await Task.Delay(late);
                await copy();
            }));

        Assert.Equal(10, stats.Ok.Request.Count);

        // .NET's timers count the system's ticks, and may be early by one; without the wait it would be next to nothing.
        Assert.True(stats.Ok.Latency.MinMs >= late.TotalMilliseconds - 10, $"{stats.Ok.Latency.MinMs}");
    }

    [Fact]
    public async Task An_iteration_that_never_ends_has_failed_and_is_not_left_out()
    {
        var stats = await RunAsync(
            Scenario.Create(Name, async context =>
            {
                await Task.Delay(context.ScenarioInfo.ThreadNumber == 0 ? -1 : 0);
                return Response.Ok();
            })
            .WithLoadSimulations(Simulation.Inject(3, Second, Second)),
            TimeSpan.Zero);

        Assert.Equal(2, stats.Ok.Request.Count);
        Assert.Equal("-100", stats.Fail.StatusCodes.Single().StatusCode);
        Assert.True(stats.Fail.Latency.MinMs >= 1000, $"{stats.Fail.Latency.MinMs}");
    }

    [Fact]
    public async Task Constant_copies_run_side_by_side_and_again_and_again()
    {
        var (now, most) = (0, 0);
        var invocations = 0;
        var stats = await RunAsync(
            Scenario.Create(Name, async context =>
            {
                InterlockedMax(ref most, Interlocked.Increment(ref now));
                InterlockedMax(ref invocations, context.InvocationNumber);
                await Task.Delay(50);
                Interlocked.Decrement(ref now);
                return Response.Ok();
            })
            .WithLoadSimulations(Simulation.KeepConstant(4, Second)),
            10 * Second);

        Assert.Equal(4, most);
        Assert.InRange(stats.Ok.Request.Count, 8, 84);
        Assert.InRange(invocations, 2, 21);
    }

    private static async Task<ScenarioStats> RunAsync(ScenarioProps scenario, TimeSpan grace, Action<Func<Task>>? launch = null)
    {
        using var test = new TestControl(new TestInfo("id", "suite", "test"), [Name]);
        var run = new ScenarioRun(
            scenario, LoadPlan.Of(scenario.LoadSimulations, Random.Shared), test, ScenarioOperation.Bombing, launch);
        await run.RunAsync(() => grace);
        return run.Recorder.ToStats(Name, OperationType.Complete, run.Lasted);
    }

    private static void InterlockedMax(ref int most, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref most)) < value && Interlocked.CompareExchange(ref most, value, seen) != seen)
        {
        }
    }
}
