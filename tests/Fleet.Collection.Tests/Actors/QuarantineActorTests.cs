using Akka.Actor;
using Fleet.Collection.Devices;
using Fleet.Collection.Permits;
using Fleet.Collection.Sessions;
using Fleet.Inventory;
using Fleet.Sessions;
using Fleet.Sessions.Platforms;

namespace Fleet.Collection.Tests.Actors;

/// <summary>What a device does that keeps failing, and what it does when it must not be tried.</summary>
public sealed class QuarantineActorTests : ActorTest
{
    private readonly ManualClock _clock = new();
    private readonly DeviceContext _context;
    private IActorRef _devices;
    private int _run;

    public QuarantineActorTests()
    {
        _context = Devices with { Clock = _clock, Recorder = new SessionRecorder(Sessions, Outputs, tables: null, Store, _clock) };
        _devices = Sys.ActorOf(Props.Create<DeviceRouter>(_context));
    }

    [Fact]
    public void A_device_that_fails_three_runs_in_a_row_is_left_alone_by_the_next()
    {
        FailThreeRuns();
        Assert.Equal(9, Sessions.Asked.Count);

        var (events, finished) = Collect();
        var skipped = Assert.IsType<DeviceSkipped>(Assert.Single(events));
        Assert.Equal((FailureClass.Quarantined, 1), (skipped.Failure, skipped.Attempt));
        Assert.Equal(ThreeCommands, skipped.Missing);
        Assert.Equal(
            "set aside from 2026-04-13 12:00:00Z until 2026-04-13 13:00:00Z, as it keeps failing "
            + "(Unreachable: as the test says); 'fleet release R1' ends it",
            skipped.Reason);
        Assert.Equal((true, false), (finished.Failed, finished.Cancelled));
        Assert.Equal(9, Sessions.Asked.Count);

        // Told once more, it has nothing to do: each pair has its outcome.
        Assert.Empty(Collect(again: true).Events);
    }

    [Fact]
    public void It_is_still_left_alone_when_its_actor_has_started_anew()
    {
        FailThreeRuns();
        Restart();
        Assert.IsType<DeviceSkipped>(Collect().Events.Single());
        Restart();
        Assert.Empty(Collect(again: true).Events);
        Assert.IsType<DeviceSkipped>(Collect().Events.Single());
    }

    [Fact]
    public void A_snapshot_remembers_it()
    {
        // The fiftieth event, by which it is set aside, is followed by a snapshot.
        Use(_context with { Quarantine = new QuarantinePolicy { After = 49 }, Retry = RetryPolicy.Once });
        for (var i = 0; i < 49; i++)
        {
            Sessions.NextBreaks(FailureClass.Refused);
            Collect();
        }

        Assert.IsType<DeviceSkipped>(Collect().Events.Single());
        Restart();
        Assert.IsType<DeviceSkipped>(Collect().Events.Single());
    }

    [Fact]
    public void When_its_time_is_over_it_is_probed_once_and_each_failure_doubles_the_time()
    {
        FailThreeRuns();
        foreach (var hours in new[] { 2, 4, 8, 16, 24, 24 })
        {
            _clock.Advance(TimeSpan.FromHours(hours));
            var before = Sessions.Asked.Count;
            Sessions.NextBreaks(FailureClass.ConnectionLost, after: 1);
            var failed = Assert.IsType<SessionFailed>(Assert.Single(Collect().Events));
            Assert.True(failed.Final);
            Assert.Equal(before + 1, Sessions.Asked.Count);

            _clock.Advance(TimeSpan.FromHours(hours) - TimeSpan.FromSeconds(1));
            Assert.IsType<DeviceSkipped>(Assert.Single(Collect().Events));
            Restart();
            _clock.Advance(TimeSpan.FromHours(-hours) + TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public void A_probe_that_succeeds_gives_it_its_retries_back()
    {
        FailThreeRuns();
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.IsType<SessionRecorded>(Assert.Single(Collect().Events));

        Sessions.NextBreaks(FailureClass.Unreachable);
        Assert.Equal(2, Collect().Events.Count);
    }

    [Theory]
    [InlineData(-30)]
    [InlineData(-24 * 3650)]
    public void A_clock_that_is_set_back_does_not_make_it_wait_longer_than_the_longest_time(int hours)
    {
        FailThreeRuns();
        _clock.Advance(TimeSpan.FromHours(hours));
        Assert.IsType<SessionRecorded>(Assert.Single(Collect().Events));
    }

    [Fact]
    public void A_quarantine_that_could_not_be_written_is_made_up_for_before_the_next_run()
    {
        FailRun();
        FailRun();
        var writes = 0;
        Journal.OnWrite = id =>
            id == "device-r1" && Interlocked.Increment(ref writes) == 4 ? FaultyJournal.Fault.Fail : FaultyJournal.Fault.None;
        Sessions.NextBreaks(FailureClass.Unreachable);
        Sessions.NextBreaks(FailureClass.Unreachable);
        Sessions.NextBreaks(FailureClass.Unreachable);
        _devices.Tell(new DeviceCommand.Collect("R1", $"run-{++_run}", ThreeCommands), TestActor);

        // The failed session itself is durable: nothing is left to do in that run.
        FishForMessage(m => m is DeviceReply.Finished { Failed: true });
        Assert.Equal(FailureClass.Quarantined, Assert.IsType<DeviceSkipped>(Assert.Single(Collect().Events)).Failure);
        Assert.Equal(9, Sessions.Asked.Count);
    }

    [Fact]
    public void Who_is_let_go_is_collected_with_all_retries_and_letting_go_can_be_repeated()
    {
        FailThreeRuns();
        _devices.Tell(new DeviceCommand.Release("R1"), TestActor);
        ExpectMsg(new DeviceReply.Released("R1", WasSetAside: true));
        _devices.Tell(new DeviceCommand.Release("R1"), TestActor);
        ExpectMsg(new DeviceReply.Released("R1", WasSetAside: false));
        Restart();

        Sessions.NextBreaks(FailureClass.Unreachable);
        var (events, finished) = Collect();
        Assert.Equal(2, events.Count);
        Assert.False(finished.Failed);
    }

    [Fact]
    public void A_release_that_cannot_be_written_is_not_confirmed()
    {
        FailThreeRuns();
        Journal.OnWrite = id => id == "device-r1" ? FaultyJournal.Fault.Fail : FaultyJournal.Fault.None;
        _devices.Tell(new DeviceCommand.Release("R1"), TestActor);
        FishForMessage(m => m is DeviceReply.Stopped);

        Journal.OnWrite = _ => FaultyJournal.Fault.None;
        Assert.IsType<DeviceSkipped>(Assert.Single(Collect().Events));
    }

    [Theory]
    [InlineData(FailureClass.CredentialPaused)]
    [InlineData(FailureClass.SiteUnavailable)]
    public void Who_gets_no_permit_is_not_tried_and_that_says_nothing_of_the_device(FailureClass failure)
    {
        var router = CreateTestProbe();
        Use(_context with { SessionRouter = router });
        for (var i = 0; i < 4; i++)
        {
            _devices.Tell(new DeviceCommand.Collect("R1", $"run-{++_run}", ThreeCommands), TestActor);
            router.ExpectMsg<SessionRouter.Request>();
            router.Reply(new SessionRouter.Denied(failure, "not now"));
            var (events, finished) = Expect();
            var skipped = Assert.IsType<DeviceSkipped>(Assert.Single(events));
            Assert.Equal((failure, "not now"), (skipped.Failure, skipped.Reason));
            Assert.All(skipped.Commands, c => Assert.Equal((failure, "not now"), (c.Failure, c.Reason)));
            Assert.Equal(ThreeCommands, skipped.Commands.Select(c => c.Command));
            Assert.Equal((true, false), (finished.Failed, finished.Cancelled));
        }

        // It no longer waits: what comes late is nothing to it, and it has nothing to return.
        _devices.Tell(new DeviceCommand.Cancel("R1"), TestActor);
        router.Reply(new SessionRouter.Denied(failure, "not now"));
        router.ExpectNoMsg(TimeSpan.FromMilliseconds(100));
        ExpectNoMsg(TimeSpan.Zero);
        Assert.Empty(Sessions.Asked);
    }

    [Fact]
    public void What_was_collected_before_a_permit_was_denied_is_kept()
    {
        var router = CreateTestProbe();
        Use(_context with { SessionRouter = router });
        Sessions.NextBreaks(FailureClass.ConnectionLost, after: 2);
        _devices.Tell(new DeviceCommand.Collect("R1", $"run-{++_run}", ThreeCommands), TestActor);
        router.ExpectMsg<SessionRouter.Request>(r => !r.IsRetry);
        router.Reply(SessionRouter.Granted.Instance);
        router.FishForMessage(m => m is SessionRouter.Request { IsRetry: true });
        router.Reply(new SessionRouter.Denied(FailureClass.SiteUnavailable, "the site is down"));

        var (events, _) = Expect();
        Assert.Equal(["show version", "show interfaces"], events[0].Commands.Select(c => c.Command));
        Assert.Equal(["show ip route"], Assert.IsType<DeviceSkipped>(events[1]).Missing);
        Assert.Equal(2, events[1].Attempt);
    }

    [Theory]
    [InlineData(FailureClass.AuthenticationRejected)]
    [InlineData(FailureClass.HostKeyChanged)]
    public void A_login_that_was_rejected_and_a_changed_key_are_not_tried_again_in_the_run_not_even_after_a_crash(FailureClass failure)
    {
        Sessions.NextBreaks(FailureClass.Unreachable);
        Sessions.NextBreaks(failure);
        Assert.Equal(2, Collect().Events.Count);
        Restart();
        Assert.Empty(Collect(again: true).Events);
        Assert.Equal(2, Sessions.Asked.Count);
    }

    [Fact]
    public void The_inventory_says_how_often_a_device_is_retried()
    {
        var inventory = Inventory(new RetryBudget { Attempts = 5 });
        Use(_context with
        {
            Devices = new DeviceDirectory(inventory, PlatformCatalog.Load(null, out _), new NoSecrets()),
        });
        for (var i = 0; i < 9; i++)
        {
            Sessions.NextBreaks(FailureClass.Unreachable);
        }

        Assert.Equal(5, Collect().Events.Count);
    }

    private void FailThreeRuns()
    {
        for (var i = 0; i < 3; i++)
        {
            FailRun();
        }
    }

    private void FailRun()
    {
        for (var i = 0; i < 3; i++)
        {
            Sessions.NextBreaks(FailureClass.Unreachable);
        }

        Assert.True(Collect().Finished.Failed);
    }

    private (List<IDeviceEvent> Events, DeviceReply.Finished Finished) Collect(bool again = false)
    {
        _devices.Tell(new DeviceCommand.Collect("R1", $"run-{(again ? _run : ++_run)}", ThreeCommands), TestActor);
        return Expect();
    }

    /// <summary>What becomes durable until the device has finished.</summary>
    private (List<IDeviceEvent> Events, DeviceReply.Finished Finished) Expect()
    {
        var events = new List<IDeviceEvent>();
        while (true)
        {
            switch (ExpectMsg<IDeviceMessage>())
            {
                case DeviceReply.Acknowledged acknowledged:
                    events.Add(acknowledged.Event);
                    break;
                case DeviceReply.Finished finished:
                    return (events, finished);
            }
        }
    }

    private void Use(DeviceContext context) => _devices = Sys.ActorOf(Props.Create<DeviceRouter>(context));

    /// <summary>As after <c>kill -9</c>: the actor has only its journal and snapshot.</summary>
    private void Restart()
    {
        var device = Sys.ActorSelection(_devices.Path / "r1").ResolveOne(TimeSpan.FromSeconds(3)).Result;
        device.Tell(Kill.Instance);
        FishForMessage(m => m is DeviceReply.Stopped);
    }
}
