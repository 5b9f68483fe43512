using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using Fleet.Collection.Permits;
using Fleet.Collection.Sessions;
using Fleet.Sessions;

namespace Fleet.Collection.Devices;

/// <summary>
/// One device. It asks for a permit, lets a <see cref="SessionActor"/> hold the session, persists one event for it, and
/// only then acknowledges the outputs and returns the permit. Failed sessions are retried as <see cref="RetryPolicy"/>
/// says; a retry asks only for what is missing. A device that fails in run after run is set aside for a while, as
/// <see cref="QuarantinePolicy"/> says.
/// </summary>
public sealed partial class DeviceActor : ReceivePersistentActor, IWithTimers
{
    private const string RetryTimer = "retry";

    private readonly DeviceContext _context;
    private readonly string _name;
    private readonly ILoggingAdapter _log = Context.GetLogger();

    private DeviceState _state = DeviceState.Empty;
    private Assignment? _assignment;

    /// <summary>A device.</summary>
    public DeviceActor(string name, DeviceContext context)
    {
        _name = name;
        _context = context;
        PersistenceId = PersistenceIdOf(name);

        Recover<SnapshotOffer>(offer => _state = (DeviceState)offer.Snapshot);
        Recover<IDeviceEvent>(e => _state = _state.Apply(e));
        Recover<IQuarantineEvent>(e => _state = _state.Apply(e));
        Recover<RecoveryCompleted>(_ => StayFor(context.PassivateAfter));
        Idle();
    }

    /// <inheritdoc/>
    public override string PersistenceId { get; }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>The id under which a device's events stand in the journal; names are compared without regard to case.</summary>
    public static string PersistenceIdOf(string name) => "device-" + name.ToLowerInvariant();

    /// <summary>A crashed session is not restarted here: the device decides about it as about any failed session.</summary>
    protected override SupervisorStrategy SupervisorStrategy() =>
        new OneForOneStrategy(_ => Directive.Stop);

    private void Idle()
    {
        Command<DeviceCommand.Collect>(Accept);
        Command<Resume>(resume => GoOn(resume.Kept));
        Command<SessionRouter.Granted>(_ => _context.SessionRouter.Tell(new SessionRouter.Return(null)));
        Command<DeviceCommand.Cancel>(_ => { });
        Command<DeviceCommand.Abandon>(_ => { });
        PassivatesWhenIdle();
        Always();
    }

    private void AwaitingPermit()
    {
        Command<SessionRouter.Granted>(_ => StartSession());
        Command<SessionRouter.Denied>(denied => Skip(denied.Failure, denied.Reason));
        Command<DeviceCommand.Cancel>(_ => GiveUpWaiting());
        Command<DeviceCommand.Abandon>(_ => GiveUpWaiting());
        Command<DeviceCommand.Collect>(AcceptWhileBusy);
        StaysWhileBusy();
        Always();
    }

    private void Collecting()
    {
        Command<SessionActor.Ended>(ended => ended.Attempt == _assignment!.Attempt, ended => Record(ended.Outcome, ended.Report));
        Command<Terminated>(_ => Record(Crashed(), report: null));
        Command<SessionRouter.LoggedIn>(_context.SessionRouter.Tell);
        Command<SessionRouter.Stalled>(_context.SessionRouter.Tell);
        Command<SessionRouter.HeardAgain>(_context.SessionRouter.Tell);
        Command<DeviceCommand.Cancel>(_ => _assignment!.Cancelled = true);
        Command<DeviceCommand.Abandon>(_ =>
        {
            _assignment!.Cancelled = true;
            _assignment.Session.Tell(SessionActor.Abandon.Instance);
        });
        Command<DeviceCommand.Collect>(AcceptWhileBusy);
        StaysWhileBusy();
        Always();
    }

    private void BackingOff()
    {
        Command<RetryDue>(_ => RequestPermit());
        Command<DeviceCommand.Cancel>(_ => GiveUpWaiting());
        Command<DeviceCommand.Abandon>(_ => GiveUpWaiting());
        Command<DeviceCommand.Collect>(AcceptWhileBusy);
        StaysWhileBusy();
        Always();
    }

    private void Always()
    {
        Command<DeviceCommand.Release>(_ => Release());
        Command<Terminated>(_ => { });
        Command<SessionActor.Ended>(_ => { });
        Command<SessionRouter.LoggedIn>(_ => { });
        Command<SessionRouter.Stalled>(_ => { });
        Command<SessionRouter.HeardAgain>(_ => { });
        Command<SessionRouter.Denied>(_ => { });
        Command<RetryDue>(_ => { });
        Command<SaveSnapshotSuccess>(_ => { });
        Command<SaveSnapshotFailure>(failure =>
            _log.Warning("{0}: no snapshot could be saved, which only makes the next start slower: {1}", _name, failure.Cause.Message));
    }

    private void Accept(DeviceCommand.Collect collect)
    {
        var missing = _state.Missing(collect.Run, collect.Commands);
        if (missing.Count == 0)
        {
            Sender.Tell(new DeviceReply.Finished(_name, _state.HasFailures(collect.Run), Cancelled: false));
            return;
        }

        _assignment = new Assignment(collect, Sender);
        StayFor(null);
        SetAsideIfDue(Begin);
    }

    private void Begin()
    {
        if (_state.Quarantine is { } quarantine && quarantine.HoldsAt(_context.Clock.GetUtcNow(), _context.Quarantine))
        {
            Skip(FailureClass.Quarantined, quarantine.Describe(_name));
        }
        else
        {
            RequestPermit();
        }
    }

    /// <summary>A repeated command changes only who is answered; that of another run waits until this one is done.</summary>
    private void AcceptWhileBusy(DeviceCommand.Collect collect)
    {
        if (collect.Run == _assignment!.Collect.Run)
        {
            _assignment.ReplyTo = Sender;
        }
        else
        {
            Stash.Stash();
        }
    }

    private void RequestPermit()
    {
        Become(AwaitingPermit);
        _assignment!.Wait = null;
        var device = _context.Devices[_name];
        _context.SessionRouter.Tell(new SessionRouter.Request(
            device.Site, device.Credential, IsRetry: _assignment.Sessions > 0, GivesWay: _state.FailedRuns > 0));
        Announce(DevicePhase.Waiting);
    }

    private void StartSession()
    {
        var assignment = _assignment!;
        assignment.Asked = _state.Missing(assignment.Collect.Run, assignment.Collect.Commands);
        assignment.Attempt = _state.NextAttempt(assignment.Collect.Run);
        if (assignment.Sessions++ == 0)
        {
            assignment.Began = _context.Clock.GetTimestamp();
        }

        assignment.SessionStarted = _context.Clock.GetUtcNow();
        var request = _context.Devices.Request(_name, assignment.Asked, _context.Limits);
        assignment.Session = Context.Watch(Context.ActorOf(
            Props.Create<SessionActor>(_context.Recorder, request, assignment.Attempt, () => _context.Patience, _context.Clock),
            $"session-{assignment.Attempt}-{Guid.NewGuid():n}"));
        Become(Collecting);
        Announce(DevicePhase.Collecting);
    }

    private void GiveUpWaiting()
    {
        Timers.Cancel(RetryTimer);
        _context.SessionRouter.Tell(new SessionRouter.Return(null));
        Finish();
    }

    private void Finish()
    {
        var (collect, replyTo) = (_assignment!.Collect, _assignment.ReplyTo);
        var missing = _state.Missing(collect.Run, collect.Commands);
        _assignment = null;
        StayFor(_context.PassivateAfter);
        Become(Idle);
        replyTo.Tell(new DeviceReply.Finished(_name, _state.HasFailures(collect.Run), Cancelled: missing.Count > 0));
        Stash.UnstashAll();
    }

    private void Announce(DevicePhase phase) =>
        _assignment!.ReplyTo.Tell(new DeviceReply.PhaseChanged(_name, phase));

    /// <summary>What the device is asked to do at the moment; gone with the actor, unlike the state.</summary>
    internal sealed class Assignment(DeviceCommand.Collect collect, IActorRef replyTo)
    {
        public DeviceCommand.Collect Collect { get; } = collect;

        public IActorRef ReplyTo { get; set; } = replyTo;

        /// <summary>When the first session began, on the clock's own count.</summary>
        public long Began { get; set; }

        public bool Cancelled { get; set; }

        public int Sessions { get; set; }

        public int Attempt { get; set; }

        /// <summary>The time until the next session; <see langword="null"/> for none.</summary>
        public TimeSpan? Wait { get; set; }

        /// <summary>Sessions in a row whose outputs the store could not take, and when the first of them ended.</summary>
        public int StoreFailures { get; set; }

        public long StoreFailing { get; set; }

        /// <summary>Why the store is no longer waited for.</summary>
        public string? StoreFailure { get; set; }

        public IReadOnlyList<string> Asked { get; set; } = [];

        public DateTimeOffset SessionStarted { get; set; }

        public IActorRef Session { get; set; } = ActorRefs.Nobody;
    }

    private sealed class RetryDue : Serialization.ILocalMessage
    {
        public static RetryDue Instance { get; } = new();
    }
}
