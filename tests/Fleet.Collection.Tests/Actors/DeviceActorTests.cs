using Akka.Actor;
using Fleet.Collection.Devices;
using Fleet.Collection.Permits;
using Fleet.Sessions;

namespace Fleet.Collection.Tests.Actors;

public sealed class DeviceActorTests : ActorTest
{
    private readonly DeviceCommand.Collect _collect = new("R1", RunName, ThreeCommands);

    [Fact]
    public void A_session_is_recorded_acknowledged_and_its_outputs_are_stored()
    {
        DeviceRouter.Tell(_collect, TestActor);

        var recorded = Assert.IsType<SessionRecorded>(ExpectEvent());
        Assert.Equal(ThreeCommands, recorded.Commands.Select(c => c.Command));
        Assert.All(recorded.Commands, c => Assert.True(Outputs.Contains(c.Output!.Value)));
        Assert.Equal(new DeviceReply.Finished("R1", Failed: false, Cancelled: false), ExpectReply<DeviceReply.Finished>());
    }

    [Fact]
    public void Nothing_is_acknowledged_before_the_event_is_written()
    {
        Journal.OnWrite = _ => FaultyJournal.Fault.Hang;
        DeviceRouter.Tell(_collect, TestActor);
        Assert.Equal(DevicePhase.Waiting, ExpectMsg<DeviceReply.PhaseChanged>().Phase);
        Assert.Equal(DevicePhase.Collecting, ExpectMsg<DeviceReply.PhaseChanged>().Phase);
        AwaitAssert(() => Assert.Single(Sessions.Asked));
        ExpectNoMsg(TimeSpan.FromMilliseconds(300));

        Journal.Gate.SetResult();
        ExpectEvent();
    }

    [Fact]
    public void A_retry_asks_only_for_what_is_missing()
    {
        Sessions.NextBreaks(FailureClass.ConnectionLost, after: 1);
        DeviceRouter.Tell(_collect, TestActor);

        var failed = Assert.IsType<SessionFailed>(ExpectEvent());
        Assert.False(failed.Final);
        Assert.Equal(["show version"], failed.Commands.Select(c => c.Command));
        var recorded = Assert.IsType<SessionRecorded>(ExpectEvent());
        Assert.Equal(2, recorded.Attempt);
        Assert.Equal(["show interfaces", "show ip route"], recorded.Commands.Select(c => c.Command));
        Assert.False(ExpectReply<DeviceReply.Finished>().Failed);
    }

    [Fact]
    public void A_rejected_login_is_not_tried_again()
    {
        Sessions.NextBreaks(FailureClass.AuthenticationRejected);
        DeviceRouter.Tell(_collect, TestActor);

        var failed = Assert.IsType<SessionFailed>(ExpectEvent());
        Assert.True(failed.Final);
        Assert.Equal(ThreeCommands, failed.Commands.Select(c => c.Command));
        Assert.All(failed.Commands, c => Assert.Equal(FailureClass.AuthenticationRejected, c.Failure));
        Assert.True(ExpectReply<DeviceReply.Finished>().Failed);
        Assert.Single(Sessions.Asked);
    }

    [Fact]
    public void The_attempts_are_bounded()
    {
        for (var i = 0; i < 10; i++)
        {
            Sessions.NextBreaks(FailureClass.Unreachable);
        }

        DeviceRouter.Tell(_collect, TestActor);
        Assert.True(ExpectReply<DeviceReply.Finished>().Failed);
        Assert.Equal(3, Sessions.Asked.Count);
    }

    [Fact]
    public void A_crash_inside_a_session_is_a_failed_session()
    {
        Sessions.Next(_ => throw new InvalidOperationException("a bug"));
        DeviceRouter.Tell(_collect, TestActor);

        Assert.Equal(FailureClass.ConnectionLost, Assert.IsType<SessionFailed>(ExpectEvent()).Failure);
        Assert.IsType<SessionRecorded>(ExpectEvent());
    }

    [Fact]
    public void A_device_that_was_killed_goes_on_where_the_journal_says_it_was()
    {
        Sessions.NextBreaks(FailureClass.ConnectionLost, after: 2);
        Sessions.Next(async s =>
        {
            await Task.Delay(Timeout.Infinite, s.Cancellation);
            return s.Collect();
        });
        DeviceRouter.Tell(_collect, TestActor);
        ExpectEvent();
        AwaitAssert(() => Assert.Equal(2, Sessions.Asked.Count));
        Sys.ActorSelection("/user/devices/r1").Tell(Kill.Instance);
        ExpectReply<DeviceReply.Stopped>();

        DeviceRouter.Tell(_collect, TestActor);
        var recorded = Assert.IsType<SessionRecorded>(ExpectEvent());
        Assert.Equal(["show ip route"], recorded.Commands.Select(c => c.Command));
        ExpectReply<DeviceReply.Finished>();

        // Told once more, it has nothing to do.
        DeviceRouter.Tell(_collect, TestActor);
        Assert.False(ExpectMsg<DeviceReply.Finished>().Cancelled);
        Assert.Equal(3, Sessions.Asked.Count);
    }

    [Fact]
    public void Cancelling_lets_a_session_finish_and_starts_none()
    {
        var session = new TaskCompletionSource();
        Sessions.Next(async s =>
        {
            await session.Task;
            return s.Break(FailureClass.ConnectionLost, after: 1);
        });
        DeviceRouter.Tell(_collect, TestActor);
        AwaitAssert(() => Assert.Single(Sessions.Asked));
        DeviceRouter.Tell(new DeviceCommand.Cancel("R1"), TestActor);
        session.SetResult();

        var failed = Assert.IsType<SessionFailed>(ExpectEvent());
        Assert.False(failed.Final);
        Assert.True(ExpectReply<DeviceReply.Finished>().Cancelled);
        Assert.Single(Sessions.Asked);
    }

    [Fact]
    public void Cancelling_while_waiting_leaks_no_permit()
    {
        var holders = new[] { CreateTestProbe(), CreateTestProbe() };
        foreach (var holder in holders)
        {
            Router.Tell(new SessionRouter.Request("site", "credential", IsRetry: false), holder);
            holder.ExpectMsg<SessionRouter.Granted>();
        }

        DeviceRouter.Tell(_collect, TestActor);
        Assert.Equal(DevicePhase.Waiting, ExpectMsg<DeviceReply.PhaseChanged>().Phase);
        DeviceRouter.Tell(new DeviceCommand.Cancel("R1"), TestActor);
        Assert.True(ExpectReply<DeviceReply.Finished>().Cancelled);

        Router.Tell(new SessionRouter.Return(null), holders[0]);
        DeviceRouter.Tell(_collect, TestActor);
        Assert.IsType<SessionRecorded>(ExpectEvent());
    }

    [Fact]
    public void Abandoning_keeps_what_was_collected()
    {
        Sessions.Next(async s =>
        {
            await Task.Delay(Timeout.Infinite, s.Cancellation).ContinueWith(_ => { }, TaskScheduler.Default);
            return s.Break(FailureClass.Cancelled, after: 2);
        });
        DeviceRouter.Tell(_collect, TestActor);
        AwaitAssert(() => Assert.Single(Sessions.Asked));
        DeviceRouter.Tell(new DeviceCommand.Abandon("R1"), TestActor);

        var failed = Assert.IsType<SessionFailed>(ExpectEvent());
        Assert.Equal(2, failed.Commands.Count);
        Assert.All(failed.Commands, c => Assert.Null(c.Failure));
        Assert.True(ExpectReply<DeviceReply.Finished>().Cancelled);
    }
}
