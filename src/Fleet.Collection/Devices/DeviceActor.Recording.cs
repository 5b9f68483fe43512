using Akka.Actor;
using Fleet.Collection.Permits;
using Fleet.Collection.Sessions;
using Fleet.Sessions;
using Fleet.Storage.Journal;

namespace Fleet.Collection.Devices;

/// <content>From the end of a session to its event in the journal.</content>
public sealed partial class DeviceActor
{
    private const int EventsPerSnapshot = 50;

    private void Record(SessionOutcome outcome, SessionReport? report)
    {
        var assignment = _assignment!;
        if (outcome.Failure == FailureClass.StoreUnavailable)
        {
            // Nothing was stored, and it is no fault of the device's: the run decides whether to go on.
            assignment.ReplyTo.Tell(new DeviceReply.StoreFailed(_name, outcome.Reason!));
            Context.Stop(Self);
            return;
        }

        var wait = outcome.Failure is { } failure && !assignment.Cancelled
            ? Retry.Backoff(
                failure,
                assignment.Sessions,
                _context.Clock.GetElapsedTime(assignment.Began),
                Random.Shared.NextDouble())
            : null;
        var cancelled = assignment.Cancelled && outcome.Failure is { } f
            && (f == FailureClass.Cancelled || RetryPolicy.IsTransient(f));
        var final = outcome.Failure is not null && wait is null && !cancelled;

        Context.Unwatch(assignment.Session);
        Context.Stop(assignment.Session);
        Persist(
            outcome.ToEvent(assignment.Collect.Run, _context.FactOf(_name), assignment.Attempt, final, assignment.Asked),
            e =>
            {
                _state = _state.Apply(e);
                _context.SessionRouter.Tell(new SessionRouter.Return(report));
                assignment.ReplyTo.Tell(new DeviceReply.Acknowledged(e));
                SaveSnapshotNowAndThen();

                if (wait is { } delay && !assignment.Cancelled)
                {
                    Become(BackingOff);
                    Timers.StartSingleTimer(RetryTimer, RetryDue.Instance, delay);
                    Announce(DevicePhase.BackingOff);
                }
                else
                {
                    SetAsideIfDue(Finish);
                }
            });
    }

    private SessionOutcome Crashed()
    {
        var now = DateTimeOffset.FromUnixTimeMilliseconds(_context.Clock.GetUtcNow().ToUnixTimeMilliseconds());
        var started = DateTimeOffset.FromUnixTimeMilliseconds(_assignment!.SessionStarted.ToUnixTimeMilliseconds());
        return new SessionOutcome(
            started, now, [], FailureClass.ConnectionLost, "the session crashed inside Fleet; the log says where");
    }

    private void SaveSnapshotNowAndThen()
    {
        if (LastSequenceNr % EventsPerSnapshot == 0)
        {
            SaveSnapshot(_state);
        }
    }

    /// <inheritdoc/>
    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) =>
        _assignment?.ReplyTo.Tell(new DeviceReply.StoreFailed(_name, JournalReader.Describe(cause)));

    /// <summary>A rejected event is as good as a failed one: without it nothing may be acknowledged.</summary>
    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        OnPersistFailure(cause, @event, sequenceNr);
        Context.Stop(Self);
    }
}
