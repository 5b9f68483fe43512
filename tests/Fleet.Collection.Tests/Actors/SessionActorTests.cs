using Akka.Actor;
using Fleet.Collection.Permits;
using Fleet.Collection.Sessions;
using Fleet.Sessions;

namespace Fleet.Collection.Tests.Actors;

public sealed class SessionActorTests : ActorTest
{
    private readonly TaskCompletionSource<SessionResult> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ISessionObserver? _observer;

    [Fact]
    public void A_device_that_is_silent_is_told_and_that_it_is_heard_again()
    {
        var device = CreateTestProbe();
        Begin(device, () => TimeSpan.FromMilliseconds(600));

        device.ExpectMsg<SessionRouter.Stalled>();
        _observer!.Heard();
        device.ExpectMsg<SessionRouter.HeardAgain>();
        device.ExpectMsg<SessionRouter.Stalled>();
        _end.SetResult(new SessionResult([], null, null));
        device.ExpectMsg<SessionActor.Ended>();
    }

    [Fact]
    public void Silence_that_may_be_this_process_s_own_is_not_the_device_s()
    {
        var device = CreateTestProbe();
        var patience = TimeSpan.FromMinutes(1);
        Begin(device, () => patience);

        device.ExpectNoMsg(TimeSpan.FromMilliseconds(500));
        _end.SetResult(new SessionResult([], null, null));
        device.ExpectMsg<SessionActor.Ended>();
    }

    private void Begin(Akka.TestKit.TestProbe device, Func<TimeSpan> patience)
    {
        Sessions.Next(session =>
        {
            _observer = session.Request.Observer;
            return _end.Task;
        });
        device.ChildActorOf(Props.Create(() => new SessionActor(
            Devices.Recorder, Devices.Devices.Request("R1", ThreeCommands, Devices.Limits), 1, patience, TimeProvider.System)));
    }
}
