using Akka.Actor;
using Fleet.Collection.Runs;
using Fleet.Sessions;
using Fleet.Storage;
using Fleet.Storage.Outputs;
using Fleet.Storage.ReadSide;

namespace Fleet.Collection.Tests.Actors;

public sealed class RunActorTests : ActorTest
{
    private static readonly IReadOnlyList<PlannedDevice> TwentyDevices =
        [.. Enumerable.Range(1, 20).Select(i => new PlannedDevice($"R{i}", ThreeCommands))];

    private readonly ProgressBoard _board = new();
    private readonly TaskCompletionSource<RunSummary> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _acknowledged;

    [Fact]
    public async Task A_run_ends_when_every_device_has()
    {
        Sessions.NextBreaks(FailureClass.AuthenticationRejected);
        Sessions.NextBreaks(FailureClass.Unreachable);
        Start();
        var summary = await Completed();

        Assert.False(summary.Interrupted);
        Assert.Equal(19, summary.Progress.Done);
        Assert.Equal(1, summary.Progress.Failed);
        Assert.Equal(57, summary.Progress.Outputs);
        Assert.Equal(21, summary.Progress.Sessions);
        Assert.Equal(21, _acknowledged);
    }

    [Fact]
    public async Task An_interrupted_run_finishes_what_is_in_flight_and_starts_nothing_else()
    {
        var sessions = new TaskCompletionSource();
        for (var i = 0; i < 2; i++)
        {
            Sessions.Next(async s =>
            {
                await sessions.Task;
                return s.Collect();
            });
        }

        var run = Start();
        AwaitAssert(() => Assert.Equal(2, _board.Current!.InFlight));
        run.Tell(new RunActor.Interrupt());
        AwaitAssert(() => Assert.Equal(18, _board.Current!.Cancelled));
        sessions.SetResult();
        var summary = await Completed();

        Assert.True(summary.Interrupted);
        Assert.Equal(2, summary.Progress.Done);
        Assert.Equal(18, summary.Progress.Cancelled);
        Assert.Equal(2, Sessions.Asked.Count);
    }

    [Fact]
    public async Task A_device_whose_event_was_lost_is_collected_again()
    {
        var failures = 1;
        FaultyJournal.Next = id =>
            id == "device-r3" && Interlocked.Decrement(ref failures) >= 0
                ? FaultyJournal.Fault.Fail
                : FaultyJournal.Fault.None;
        Start();
        var summary = await Completed();

        Assert.Equal(20, summary.Progress.Done);
        Assert.Equal(21, Sessions.Asked.Count);
        Assert.Equal(20, _acknowledged);
    }

    [Fact]
    public async Task A_journal_that_stays_broken_ends_the_run_with_the_cause_and_how_to_go_on()
    {
        FaultyJournal.Next = id =>
            id.StartsWith("device-", StringComparison.Ordinal) ? FaultyJournal.Fault.Fail : FaultyJournal.Fault.None;
        Start();

        var e = await Assert.ThrowsAsync<StoreUnavailableException>(Completed);
        Assert.Contains("no space left on device", e.Message, StringComparison.Ordinal);
        Assert.Contains("--resume " + RunName, e.Message, StringComparison.Ordinal);
        Assert.Equal(0, _acknowledged);
    }

    [Fact]
    public async Task Outputs_that_cannot_be_stored_fail_the_run_and_not_the_device()
    {
        for (var i = 0; i < 100; i++)
        {
            Sessions.Next(_ => throw new StoreUnavailableException("outputs.db: disk full"));
        }

        Start();
        var e = await Assert.ThrowsAsync<StoreUnavailableException>(Completed);
        Assert.Contains("outputs.db: disk full", e.Message, StringComparison.Ordinal);
        Assert.Equal(0, _acknowledged);
    }

    [Fact]
    public async Task A_device_goes_on_when_the_store_is_back()
    {
        Sessions.Next(_ => throw new StoreUnavailableException("outputs.db: locked"));
        Start();
        var summary = await Completed();

        Assert.Equal(20, summary.Progress.Done);
    }

    [Fact]
    public async Task A_run_that_cannot_even_begin_says_why()
    {
        FaultyJournal.Next = _ => FaultyJournal.Fault.Fail;
        Start();

        var e = await Assert.ThrowsAsync<StoreUnavailableException>(Completed);
        Assert.Contains("no space left on device", e.Message, StringComparison.Ordinal);
        Assert.Empty(Sessions.Asked);
    }

    private IActorRef Start() => Sys.ActorOf(Props.Create<RunActor>(new RunAssignment
    {
        Run = RunName,
        Beginning = new RunStarted(
            RunName, DateTimeOffset.UnixEpoch, "test", OutputHash.Of("plan"u8), TwentyDevices.Count, 60),
        Devices = TwentyDevices,
        DeviceRouter = DeviceRouter,
        Board = _board,
        Completion = _completion,
        Acknowledged = _ => Interlocked.Increment(ref _acknowledged),
        Parallelism = 2,
        StartAhead = 4,
        RestartDelay = TimeSpan.FromMilliseconds(5),
    }));

    private Task<RunSummary> Completed() => _completion.Task.WaitAsync(TimeSpan.FromSeconds(20));
}
