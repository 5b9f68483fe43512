using Akka.Actor;
using Fleet.Sessions;

namespace Fleet.Collection.Devices;

/// <content>What is not tried, and what is set aside and let go.</content>
public sealed partial class DeviceActor
{
    private IActorRef _releasedBy = ActorRefs.Nobody;

    /// <summary>A probe is one session: the device has had its retries.</summary>
    private RetryPolicy Retry => _state.Quarantine is not null && _context.Quarantine.After > 0
        ? RetryPolicy.Once
        : _context.Retry.With(_context.Devices[_name].Retry);

    /// <summary>
    /// Sets the device aside if its failures have come to that. Called when a run is through with it, and before the
    /// next one begins, in case a crash came in between.
    /// </summary>
    private void SetAsideIfDue(Action then)
    {
        if (_state.DueQuarantine(_context.FactOf(_name), _context.Quarantine) is not { } due)
        {
            then();
            return;
        }

        Persist(due, e =>
        {
            _state = _state.Apply(e);
            SaveSnapshotNowAndThen();
            then();
        });
    }

    /// <summary>No session in this run: what is missing fails, so that the run can be complete.</summary>
    private void Skip(FailureClass failure, string reason)
    {
        var collect = _assignment!.Collect;
        var skipped = new DeviceSkipped(
            collect.Run,
            _context.FactOf(_name),
            _state.NextAttempt(collect.Run),
            Now(),
            _state.Missing(collect.Run, collect.Commands),
            failure,
            reason);
        Persist(skipped, e =>
        {
            _state = _state.Apply(e);
            _assignment.ReplyTo.Tell(new DeviceReply.Acknowledged(e));
            SaveSnapshotNowAndThen();
            Finish();
        });
    }

    private void Release()
    {
        if (_state.Quarantine is null)
        {
            Sender.Tell(new DeviceReply.Released(_name, WasSetAside: false));
            return;
        }

        _releasedBy = Sender;
        Persist(new DeviceReleased(_context.FactOf(_name), Now()), e =>
        {
            _state = _state.Apply(e);
            _releasedBy.Tell(new DeviceReply.Released(_name, WasSetAside: true));
            _releasedBy = ActorRefs.Nobody;
            SaveSnapshotNowAndThen();
        });
    }

    /// <summary>Whoever waits for a release hears that it could not be written.</summary>
    protected override void PostStop()
    {
        _releasedBy.Tell(new DeviceReply.Stopped(_name));
        base.PostStop();
    }

    private DateTimeOffset Now() =>
        DateTimeOffset.FromUnixTimeMilliseconds(_context.Clock.GetUtcNow().ToUnixTimeMilliseconds());
}
