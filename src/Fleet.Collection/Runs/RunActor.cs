using Akka.Actor;
using Akka.Event;
using Fleet.Collection.Devices;
using Fleet.Collection.Serialization;
using Fleet.Storage.Outputs;
using Fleet.Storage.ReadSide;

namespace Fleet.Collection.Runs;

/// <summary>
/// One run: has recorded that it began, starts its devices a few ahead of the permits, counts what they report, and has
/// recorded that it ended. A device whose actor crashes is told again, a few times, and then given up alone.
/// </summary>
public sealed class RunActor : ReceiveActor, IWithTimers
{
    /// <summary>Times that the actor of one device may crash, before the device is given up in this run.</summary>
    public const int CrashesAllowed = 3;

    private readonly RunAssignment _assignment;
    private readonly RunTally _tally;
    private readonly StartOrder _unstarted;
    private readonly Dictionary<string, PlannedDevice> _plan;
    private readonly Dictionary<string, int> _crashes = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _givenUp = [];
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly IActorRef _recorder;
    private readonly long _began;
    private bool _interrupted;
    private bool _isBegun;
    private bool _isOver;

    /// <summary>A run that starts with the actor.</summary>
    public RunActor(RunAssignment assignment)
    {
        _assignment = assignment;
        _tally = new RunTally(assignment.Run, assignment.Devices.Count);
        _unstarted = new StartOrder(assignment.Devices, assignment.LineOf);
        _plan = assignment.Devices.ToDictionary(d => d.Device, StringComparer.OrdinalIgnoreCase);
        _began = assignment.Clock.GetTimestamp();
        _recorder = Context.ActorOf(Props.Create(() => new RunRecorder(assignment.Run, assignment.Store)), "recorder");
        Context.Watch(assignment.DeviceRouter);

        Receive<RunRecorder.Recorded>(OnRecorded);
        Receive<RunRecorder.GivenUp>(given => GiveUp(given.Reason));
        Receive<Terminated>(_ => GiveUp("what starts devices and grants permits has crashed; the log says why"));
        Receive<DeviceReply.PhaseChanged>(changed =>
        {
            _tally.Enter(changed.Device, changed.Phase);
            if (changed.Phase != DevicePhase.Waiting)
            {
                _unstarted.Leave(changed.Device);
            }

            Continue();
        });
        Receive<DeviceReply.Acknowledged>(acknowledged =>
        {
            _tally.Acknowledge(acknowledged.Event);
            _assignment.Acknowledged?.Invoke(acknowledged.Event);
            Publish();
        });
        Receive<DeviceReply.Finished>(finished =>
        {
            _tally.Finish(finished);
            _unstarted.Leave(finished.Device);
            Continue();
        });
        Receive<DeviceReply.StoreFailed>(failed => GiveUp($"the store cannot be written: {failed.Reason}"));
        Receive<DeviceReply.Stopped>(stopped => OnCrashed(stopped.Device));
        Receive<RestartDue>(due => Restart(due.Device));
        Receive<Interrupt>(_ => StopAll(device => new DeviceCommand.Cancel(device)));
        Receive<Abandon>(_ =>
        {
            _recorder.Tell(RunRecorder.Hurry.Instance);
            Timers.StartSingleTimer(nameof(DropDue), DropDue.Instance, _assignment.AbandonWithin);
            StopAll(device => new DeviceCommand.Abandon(device));
        });
        Receive<DropDue>(_ => DropAll());
        Receive<EndDue>(_ => GiveUp("the run could not be brought to its end in time"));
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        Publish();
        _recorder.Tell(_assignment.Beginning);
    }

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Escalate);

    private void OnRecorded(RunRecorder.Recorded recorded)
    {
        if (recorded.Event is not RunEnded)
        {
            _isBegun = true;
            Continue();
            return;
        }

        Publish();
        _assignment.Completion.TrySetResult(
            new RunSummary(_assignment.Run, _interrupted && _tally.AnyCancelled, _assignment.Board.Current!)
            {
                GivenUp = _givenUp,
            });
        Context.Stop(Self);
    }

    /// <summary>
    /// Starts devices as long as few wait: those that are not started yet cost nothing, neither a recovery nor, when the
    /// run is interrupted, a message.
    /// </summary>
    private void Continue()
    {
        var ahead = Math.Max(_assignment.StartAhead, 2 * (_assignment.Permits?.Current.Limit ?? 0));
        while (_isBegun && _unstarted.TryStart(ahead, out var device))
        {
            Start(device);
        }

        Publish();
        if (_isBegun && !_isOver && _tally.Started.Count == 0 && _unstarted.Count == 0)
        {
            _isOver = true;
            _recorder.Tell(new RunEnded(_assignment.Run, Now(), Interrupted: _tally.AnyCancelled));
        }
    }

    private void Start(PlannedDevice device)
    {
        _tally.Enter(device.Device, DevicePhase.Waiting);
        _assignment.DeviceRouter.Tell(new DeviceCommand.Collect(device.Device, _assignment.Run, device.Commands));
    }

    /// <summary>The actor of a device crashed; the store is not to blame.</summary>
    private void OnCrashed(string device)
    {
        if (!_tally.Started.Contains(device))
        {
            return;
        }

        _unstarted.Leave(device);
        var crashes = _crashes[device] = _crashes.GetValueOrDefault(device) + 1;
        if (_interrupted)
        {
            Cancel(device);
        }
        else if (crashes < CrashesAllowed)
        {
            _tally.Enter(device, DevicePhase.BackingOff);
            Timers.StartSingleTimer(
                "restart-" + device, new RestartDue(_plan[device]), _assignment.RestartDelay * crashes);
        }
        else
        {
            _log.Error("{0}: given up in run {1} after {2} crashes", device, _assignment.Run, crashes);
            _givenUp.Add(device);
            Cancel(device);
        }
    }

    private void Restart(PlannedDevice device)
    {
        if (_interrupted)
        {
            Cancel(device.Device);
        }
        else
        {
            Start(device);
        }
    }

    private void Cancel(string device)
    {
        _tally.Finish(new DeviceReply.Finished(device, Failed: false, Cancelled: true));
        Continue();
    }

    private void StopAll(Func<string, IDeviceMessage> command)
    {
        _interrupted = true;
        _tally.CancelUnstarted(_unstarted.Count);
        _unstarted.Clear();
        foreach (var device in _tally.Started)
        {
            _assignment.DeviceRouter.Tell(command(device));
        }

        Continue();
    }

    /// <summary>What does not end by itself is ended, so that the run can.</summary>
    private void DropAll()
    {
        foreach (var device in _tally.Started)
        {
            _assignment.DeviceRouter.Tell(new DeviceRouter.Drop(device));
        }

        Timers.StartSingleTimer(nameof(EndDue), EndDue.Instance, _assignment.AbandonWithin);
    }

    private void GiveUp(string reason)
    {
        var next = _isBegun || _assignment.Beginning is RunResumed
            ? $"Run {_assignment.Run} is kept as far as it was acknowledged; "
                + $"when the cause is mended, go on with --resume {_assignment.Run}"
            : "Nothing was collected";
        _assignment.Completion.TrySetException(new StoreUnavailableException($"{reason.TrimEnd('.')}. {next}"));
        foreach (var device in _tally.Started)
        {
            _assignment.DeviceRouter.Tell(new DeviceCommand.Abandon(device));
        }

        Context.Stop(Self);
    }

    private void Publish() =>
        _assignment.Board.Current = _tally.ToProgress(_assignment.Clock.GetElapsedTime(_began));

    private DateTimeOffset Now() =>
        DateTimeOffset.FromUnixTimeMilliseconds(_assignment.Clock.GetUtcNow().ToUnixTimeMilliseconds());

    /// <inheritdoc/>
    protected override void PostStop() =>
        _assignment.Completion.TrySetException(new StoreUnavailableException(
            $"run {_assignment.Run} stopped unexpectedly; the log says why. Go on with --resume {_assignment.Run}"));

    /// <summary>Start no more sessions; those under way may finish.</summary>
    public sealed class Interrupt : ILocalMessage;

    /// <summary>End the sessions under way, too.</summary>
    public sealed class Abandon : ILocalMessage;

    private sealed record RestartDue(PlannedDevice Device) : ILocalMessage;

    private sealed class DropDue : ILocalMessage
    {
        public static DropDue Instance { get; } = new();
    }

    private sealed class EndDue : ILocalMessage
    {
        public static EndDue Instance { get; } = new();
    }
}
