using System.Collections.Concurrent;
using System.Diagnostics;
using Fleet.LoadTests.Processes;
using NBomber.Contracts;
using NBomber.CSharp;

namespace Fleet.LoadTests.OnDemand;

/// <summary>
/// Collections that are asked for one by one, as a scenario. It keeps each request by itself, too, because a report has one
/// distribution for the whole test, and a knee or a recovery is in how it changes.
/// </summary>
internal sealed class Requesting(OnDemandCollector collector)
{
    private readonly ConcurrentQueue<Request> _requests = new();
    private readonly Stopwatch _clock = new();
    private readonly Lock _starting = new();
    private int _begun;

    /// <summary>The requests that have ended.</summary>
    public IReadOnlyList<Request> Requests => [.. _requests];

    /// <summary>Requests that have begun and not ended.</summary>
    public int UnderWay => Volatile.Read(ref _begun) - _requests.Count;

    /// <summary>From the first request until now.</summary>
    public TimeSpan Elapsed => _clock.Elapsed;

    /// <summary>The scenario; its load is still to be said.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="onRequest">Called at the start of each request.</param>
    public ScenarioProps ScenarioOf(string name, Action<IScenarioContext>? onRequest = null) =>
        Scenario.Create(name, async context =>
        {
            lock (_starting)
            {
                _clock.Start();
            }

            onRequest?.Invoke(context);
            Interlocked.Increment(ref _begun);
            var at = _clock.Elapsed;
            var outcome = await CollectAsync();
            _requests.Enqueue(new Request(at, _clock.Elapsed - at, outcome.Failure));
            return outcome.Failure is null
                ? Response.Ok(sizeBytes: outcome.Bytes)
                : Response.Fail(statusCode: outcome.Failure, message: outcome.Reason ?? "", sizeBytes: outcome.Bytes);
        })
        .WithoutWarmUp()
        .WithMaxFailCount(int.MaxValue);

    /// <summary>A request whose run breaks has failed as well; it must not be missing from the verdict.</summary>
    private async Task<DeviceOutcome> CollectAsync()
    {
        try
        {
            return await collector.CollectAsync();
        }
        catch (Exception e)
        {
            return new DeviceOutcome("RunBroke", e.Message, 0);
        }
    }
}
