using Akka.Actor;
using Akka.Persistence;
using Fleet.Collection.Durability;
using Fleet.Collection.Permits;
using Fleet.Collection.Serialization;
using Fleet.Collection.Sessions;
using Fleet.Sessions;

namespace Fleet.Collection.Devices;

/// <content>From the end of a session to its event in the journal.</content>
public sealed partial class DeviceActor
{
    private const int EventsPerSnapshot = 50;

    private void Record(SessionOutcome outcome, SessionReport? report)
    {
        var assignment = _assignment!;
        Context.Unwatch(assignment.Session);
        Context.Stop(assignment.Session);
        assignment.Wait = NextWait(outcome);
        if (outcome.Failure == FailureClass.StoreUnavailable && outcome.Commands.Count == 0)
        {
            _context.SessionRouter.Tell(new SessionRouter.Return(report));
            Continue();
            return;
        }

        var cancelled = assignment.Cancelled && outcome.Failure is { } f
            && (f == FailureClass.Cancelled || RetryPolicy.IsTransient(f));
        var final = outcome.Failure is not null && assignment.Wait is null && !cancelled
            && outcome.Failure != FailureClass.StoreUnavailable;
        Persist(
            outcome.ToEvent(assignment.Collect.Run, _context.FactOf(_name), assignment.Attempt, final, assignment.Asked),
            e =>
            {
                _context.SessionRouter.Tell(new SessionRouter.Return(report));
                Recorded(e);
            });
    }

    /// <summary>The event is durable.</summary>
    private void Recorded(IDeviceEvent e)
    {
        _state = _state.Apply(e);
        _assignment!.ReplyTo.Tell(new DeviceReply.Acknowledged(e));
        SaveSnapshotNowAndThen();
        Continue();
    }

    /// <summary>After a session: another one later, or the end.</summary>
    private void Continue()
    {
        var assignment = _assignment!;
        if (assignment.StoreFailure is { } reason && !assignment.Cancelled)
        {
            assignment.ReplyTo.Tell(new DeviceReply.StoreFailed(_name, reason));
            Context.Stop(Self);
        }
        else if (assignment.Wait is { } delay && !assignment.Cancelled)
        {
            Become(BackingOff);
            Timers.StartSingleTimer(RetryTimer, RetryDue.Instance, delay);
            Announce(DevicePhase.BackingOff);
        }
        else
        {
            SetAsideIfDue(Finish);
        }
    }

    /// <returns>The time until the next session; <see langword="null"/> for none.</returns>
    private TimeSpan? NextWait(SessionOutcome outcome)
    {
        var assignment = _assignment!;
        if (outcome.Failure == FailureClass.StoreUnavailable)
        {
            return NextWaitForStore(outcome);
        }

        assignment.StoreFailures = 0;
        return outcome.Failure is { } failure && !assignment.Cancelled
            ? Retry.Backoff(
                failure,
                assignment.Sessions,
                _context.Clock.GetElapsedTime(assignment.Began),
                Random.Shared.NextDouble())
            : null;
    }

    /// <summary>
    /// It is no fault of the device's that what it gave could not be stored, and counts for none of its attempts; but a
    /// disk that never takes what this device gives must not keep it busy for ever.
    /// </summary>
    private TimeSpan NextWaitForStore(SessionOutcome outcome)
    {
        var assignment = _assignment!;
        assignment.Sessions--;
        if (assignment.StoreFailures++ == 0)
        {
            assignment.StoreFailing = _context.Clock.GetTimestamp();
        }

        var patience = _context.Store.Patience;
        if (outcome.IsStoreGivenUp || _context.Clock.GetElapsedTime(assignment.StoreFailing) > patience.Limit)
        {
            assignment.StoreFailure = outcome.Reason;
        }

        return patience.Backoff(assignment.StoreFailures);
    }

    /// <summary>
    /// What an earlier incarnation of this actor could not write, or does not know to be written: a write that failed may
    /// have come late.
    /// </summary>
    private void GoOn(Kept? kept)
    {
        if (kept is null || _state.Includes(kept.Event))
        {
            GoneOn(kept);
        }
        else
        {
            _assignment = kept.Assignment;
            Persist(kept.Event, _ => GoneOn(kept));
        }
    }

    private void GoneOn(Kept? kept)
    {
        Context.Parent.Tell(new Settled(_name));
        if (kept is not null)
        {
            _assignment = kept.Assignment;
            Recorded(kept.Event);
        }
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

    /// <summary>The actor stops after this.</summary>
    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) =>
        HandOver(cause, @event, isRejected: false);

    /// <summary>A rejected event is as good as a failed one: without it nothing may be acknowledged.</summary>
    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        HandOver(cause, @event, isRejected: true);
        Context.Stop(Self);
    }

    /// <summary>The actor stops after this.</summary>
    protected override void OnRecoveryFailure(Exception reason, object? message = null)
    {
        base.OnRecoveryFailure(reason, message);
        if (message is null && JournalFault.IsStores(reason))
        {
            Context.Parent.Tell(new Unwritten(_name, null, reason, IsRejected: false));
        }
    }

    /// <summary>The parent keeps what could not be written; an event that is not a session's follows from the state again.</summary>
    private void HandOver(Exception cause, object @event, bool isRejected)
    {
        if (_assignment is not { } assignment)
        {
            return;
        }

        if (!isRejected)
        {
            // Here, because the permit returns when the actor stops: nobody else shall get it.
            _context.Store.Failed(StorePart.Journal, JournalFault.Describe(cause));
        }

        var kept = @event is IDeviceEvent e ? new Kept(e, assignment) : null;
        Context.Parent.Tell(new Unwritten(_name, kept, cause, isRejected));
    }

    /// <summary>The event of a session, and what the device was about.</summary>
    internal sealed record Kept(IDeviceEvent Event, Assignment Assignment);

    /// <summary>The journal could not be written or read. The actor that says so stops.</summary>
    /// <param name="Device">The device's name.</param>
    /// <param name="Kept">What is to be written later; <see langword="null"/> if the device need only be told again.</param>
    /// <param name="Cause">Why.</param>
    /// <param name="IsRejected">Whether the journal works and refuses this event.</param>
    internal sealed record Unwritten(string Device, Kept? Kept, Exception Cause, bool IsRejected) : ILocalMessage;

    /// <summary>The first message to an actor whose predecessor said <see cref="Unwritten"/>.</summary>
    internal sealed record Resume(Kept? Kept) : ILocalMessage;

    /// <summary>The answer to <see cref="Resume"/>: nothing is unwritten any more.</summary>
    internal sealed record Settled(string Device) : ILocalMessage;
}
