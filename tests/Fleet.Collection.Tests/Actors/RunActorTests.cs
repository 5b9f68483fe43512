using System.Collections.Concurrent;
using System.Diagnostics;
using Akka.Actor;
using Fleet.Collection.Devices;
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
    private readonly ConcurrentQueue<IDeviceEvent> _acknowledged = new();

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
        Assert.Equal(21, _acknowledged.Count);
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

    [Theory]
    [InlineData(FaultyJournal.Fault.Fail)]
    [InlineData(FaultyJournal.Fault.Reject)]
    [InlineData(FaultyJournal.Fault.Hang)]
    [InlineData(FaultyJournal.Fault.FailAfterWrite)]
    public async Task Whatever_the_journal_does_for_a_while_each_session_is_held_and_acknowledged_once(
        FaultyJournal.Fault fault)
    {
        // An event that is refused for the third time counts as a crash of its device.
        Journal.FailDevices(fault, times: 5, timesEach: fault == FaultyJournal.Fault.Reject ? 2 : 5);
        _ = OpenGateSoonAsync();
        Start();
        var summary = await Completed();

        Assert.False(summary.Interrupted);
        Assert.Equal(20, summary.Progress.Done);
        Assert.Equal(20, Sessions.Asked.Count);
        Assert.Equal(20, _acknowledged.Count);
        Assert.Equal(20, _acknowledged.Select(e => e.Device.Name).Distinct().Count());
        Assert.All(_acknowledged.SelectMany(e => e.Commands), c => Assert.True(Outputs.Contains(c.Output!.Value)));
        Assert.Null(Store.Reason);
    }

    [Fact]
    public async Task While_the_journal_fails_no_session_starts_and_it_is_said_why()
    {
        var isBroken = true;
        Journal.OnWrite = id => id.StartsWith("device-", StringComparison.Ordinal) && Volatile.Read(ref isBroken)
            ? FaultyJournal.Fault.Fail
            : FaultyJournal.Fault.None;
        Start();
        AwaitAssert(() => Assert.Equal(
            "no space left on device. 2 sessions wait to be stored; new ones start when that works again.", Store.Reason));
        var held = Sessions.Asked.Count;
        await Task.Delay(500, TestContext.Current.CancellationToken);
        Assert.Equal(held, Sessions.Asked.Count);
        Assert.Equal(2, held);
        Assert.Empty(_acknowledged);

        Volatile.Write(ref isBroken, false);
        Assert.Equal(20, (await Completed()).Progress.Done);
        Assert.Equal(20, Sessions.Asked.Count);
        Assert.Null(Store.Reason);
    }

    [Fact]
    public async Task While_the_journal_fails_one_device_at_a_time_tries()
    {
        var isBroken = true;
        Journal.OnWrite = id => id.StartsWith("device-", StringComparison.Ordinal) && Volatile.Read(ref isBroken)
            ? FaultyJournal.Fault.Fail
            : FaultyJournal.Fault.None;
        var began = Stopwatch.GetTimestamp();
        Start();
        AwaitAssert(() => Assert.True(Journal.Writes.Count(id => id.StartsWith("device-", StringComparison.Ordinal)) >= 10));

        // Two at once, then 20, 40, 80 and then 100 ms apart, whoever it is: 640 ms. Each on its own would take 240 ms.
        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.FromMilliseconds(500), TimeSpan.MaxValue);
        Assert.Equal(2, Sessions.Asked.Count);
        Volatile.Write(ref isBroken, false);
        await Completed();
    }

    [Fact]
    public async Task A_journal_that_stays_broken_ends_the_run_with_the_cause_and_how_to_go_on()
    {
        Journal.OnWrite = id =>
            id.StartsWith("device-", StringComparison.Ordinal) ? FaultyJournal.Fault.Fail : FaultyJournal.Fault.None;
        Start();

        var e = await Assert.ThrowsAsync<StoreUnavailableException>(Completed);
        Assert.Equal(
            "the store cannot be written: no space left on device. Run " + RunName
            + " is kept as far as it was acknowledged; when the cause is mended, go on with --resume " + RunName,
            e.Message);
        Assert.Empty(_acknowledged);
    }

    [Fact]
    public async Task A_journal_that_cannot_be_read_only_makes_the_run_wait()
    {
        var failures = 30;
        Journal.OnRead = id => id.StartsWith("device-", StringComparison.Ordinal) && Interlocked.Decrement(ref failures) >= 0
            ? FaultyJournal.Fault.Fail
            : FaultyJournal.Fault.None;
        Start();

        Assert.Equal(20, (await Completed()).Progress.Done);
        Assert.Equal(20, _acknowledged.Count);
        Assert.Equal(20, Sessions.Asked.Count);
    }

    [Fact]
    public async Task A_spool_that_never_takes_what_a_device_gives_ends_the_run_with_the_cause()
    {
        for (var i = 0; i < 1000; i++)
        {
            Sessions.Next(s => Task.FromResult(s.Break(FailureClass.StoreUnavailable, after: 0)));
        }

        Start();
        var e = await Assert.ThrowsAsync<StoreUnavailableException>(Completed);
        Assert.Contains("as the test says", e.Message, StringComparison.Ordinal);
        Assert.Empty(_acknowledged);
    }

    [Fact]
    public async Task A_session_that_broke_because_of_the_spool_costs_the_device_no_attempt_and_loses_nothing()
    {
        for (var i = 0; i < 6; i++)
        {
            Sessions.NextBreaks(FailureClass.StoreUnavailable, after: i % 2);
        }

        Start();
        var summary = await Completed();

        Assert.Equal(20, summary.Progress.Done);
        Assert.Equal(26, Sessions.Asked.Count);
        Assert.Equal(60, _acknowledged.Sum(e => e.Commands.Count(c => c.Failure is null)));
        Assert.Equal(60, summary.Progress.Outputs);
    }

    [Theory]
    [InlineData(FaultyJournal.Fault.Fail)]
    [InlineData(FaultyJournal.Fault.Reject)]
    [InlineData(FaultyJournal.Fault.Hang)]
    [InlineData(FaultyJournal.Fault.FailAfterWrite)]
    public async Task The_beginning_and_the_end_of_a_run_wait_for_the_journal_too(FaultyJournal.Fault fault)
    {
        var writes = 0;
        Journal.OnWrite = id => id == "run-" + RunName && Interlocked.Increment(ref writes) is 1 or 2 or 4
            ? fault
            : FaultyJournal.Fault.None;
        _ = OpenGateSoonAsync();
        Start();

        Assert.Equal(20, (await Completed()).Progress.Done);
        Assert.Equal(2, Journal.Highest["run-" + RunName]);
        Assert.Null(Store.Reason);
    }

    [Fact]
    public async Task A_run_that_cannot_even_begin_says_why()
    {
        Journal.OnWrite = _ => FaultyJournal.Fault.Fail;
        Start();

        var e = await Assert.ThrowsAsync<StoreUnavailableException>(Completed);
        Assert.Equal("the journal cannot be written: no space left on device. Nothing was collected", e.Message);
        Assert.Empty(Sessions.Asked);
    }

    [Fact]
    public async Task A_device_that_crashes_again_and_again_is_given_up_alone()
    {
        var never = new TaskCompletionSource<SessionResult>();
        var crashes = 0;
        Sessions.Always = s =>
        {
            if (s.Request.Device.Name != "R5")
            {
                return Task.FromResult(s.Collect());
            }

            crashes++;
            Sys.ActorSelection("/user/devices/r5").Tell(Kill.Instance);
            return never.Task;
        };
        Start();
        var summary = await Completed();

        Assert.False(summary.Interrupted);
        Assert.Equal((19, 1, 0), (summary.Progress.Done, summary.Progress.Cancelled, summary.Progress.Failed));
        Assert.Equal(["R5"], summary.GivenUp);
        Assert.Equal(RunActor.CrashesAllowed, crashes);
        Assert.Null(Store.Reason);
    }

    [Fact]
    public async Task An_interrupt_while_the_journal_fails_is_not_forgotten_and_what_was_collected_is_stored()
    {
        Sessions.Always = s => Task.FromResult(s.Break(FailureClass.ConnectionLost, after: 2));
        var isBroken = true;
        Journal.OnWrite = id => id.StartsWith("device-", StringComparison.Ordinal) && Volatile.Read(ref isBroken)
            ? FaultyJournal.Fault.Fail
            : FaultyJournal.Fault.None;
        var run = Start();
        AwaitAssert(() => Assert.Contains("2 sessions wait", Store.Reason ?? "", StringComparison.Ordinal));
        run.Tell(new RunActor.Interrupt());
        AwaitAssert(() => Assert.Equal(18, _board.Current!.Cancelled));
        Volatile.Write(ref isBroken, false);
        var summary = await Completed();

        Assert.True(summary.Interrupted);
        Assert.Equal(2, Sessions.Asked.Count);
        Assert.Equal(2, _acknowledged.Count);
        Assert.Equal(4, summary.Progress.Outputs);
        Assert.Equal(20, summary.Progress.Cancelled);
    }

    [Theory]
    [InlineData(FaultyJournal.Fault.Fail)]
    [InlineData(FaultyJournal.Fault.Hang)]
    public async Task Abandoning_ends_the_waiting_for_the_journal(FaultyJournal.Fault fault)
    {
        Journal.OnWrite = id => id.StartsWith("device-", StringComparison.Ordinal) ? fault : FaultyJournal.Fault.None;
        var run = Start();
        AwaitAssert(() => Assert.NotNull(Store.Reason));
        run.Tell(new RunActor.Interrupt());
        run.Tell(new RunActor.Abandon());
        var summary = await Completed();

        Assert.True(summary.Interrupted);
        Assert.Equal(20, summary.Progress.Cancelled);
        Assert.Empty(_acknowledged);
    }

    [Fact]
    public async Task A_run_whose_sessions_do_not_end_when_they_are_abandoned_ends_without_them()
    {
        var never = new TaskCompletionSource<SessionResult>();
        Sessions.Always = _ => never.Task;
        var run = Start();
        AwaitAssert(() => Assert.Equal(2, Sessions.Asked.Count));
        run.Tell(new RunActor.Interrupt());
        run.Tell(new RunActor.Abandon());
        var summary = await Completed();

        Assert.True(summary.Interrupted);
        Assert.Equal(20, summary.Progress.Cancelled);
    }

    [Fact]
    public async Task A_run_whose_end_cannot_be_written_while_it_is_abandoned_says_so()
    {
        var never = new TaskCompletionSource<SessionResult>();
        Sessions.Always = _ => never.Task;
        var run = Start();
        AwaitAssert(() => Assert.Equal(2, Sessions.Asked.Count));
        Journal.OnWrite = _ => FaultyJournal.Fault.Hang;
        run.Tell(new RunActor.Interrupt());
        run.Tell(new RunActor.Abandon());

        var e = await Assert.ThrowsAsync<StoreUnavailableException>(Completed);
        Assert.Contains("--resume " + RunName, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/user/session-router")]
    [InlineData("/user/devices")]
    public async Task A_router_that_crashes_ends_the_run_instead_of_forgetting_who_holds_what(string path)
    {
        var asked = 0;
        var others = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Sessions.Always = async s =>
        {
            if (Interlocked.Increment(ref asked) > 4)
            {
                await others.Task;
            }

            return s.Collect();
        };
        Start();
        AwaitAssert(() => Assert.True(_acknowledged.Count > 2));
        Sys.ActorSelection(path).Tell(Kill.Instance);

        var e = await Assert.ThrowsAsync<StoreUnavailableException>(Completed);
        Assert.StartsWith("what starts devices and grants permits has crashed; the log says why", e.Message, StringComparison.Ordinal);
        var held = Sessions.Asked.Count;
        others.SetResult();
        await Task.Delay(500, TestContext.Current.CancellationToken);
        Assert.InRange(Sessions.Asked.Count, held, held + 2);
    }

    private IActorRef Start() => Sys.ActorOf(Props.Create<RunActor>(new RunAssignment
    {
        Run = RunName,
        Beginning = new RunStarted(
            RunName, DateTimeOffset.UnixEpoch, "test", OutputHash.Of("plan"u8), TwentyDevices.Count, 60),
        Devices = TwentyDevices,
        DeviceRouter = DeviceRouter,
        Store = Store,
        Board = _board,
        Completion = _completion,
        Acknowledged = _acknowledged.Enqueue,
        StartAhead = 4,
        RestartDelay = TimeSpan.FromMilliseconds(5),
        AbandonWithin = TimeSpan.FromSeconds(1),
    }));

    /// <summary>Lets writes that hang come late: after the writers were told that they had failed.</summary>
    private async Task OpenGateSoonAsync()
    {
        await Task.Delay(900);
        Journal.Gate.TrySetResult();
    }

    private Task<RunSummary> Completed() => _completion.Task.WaitAsync(TimeSpan.FromSeconds(20));
}
