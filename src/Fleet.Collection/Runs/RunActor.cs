using Akka.Actor;
using Akka.Persistence;
using Fleet.Collection.Devices;
using Fleet.Collection.Serialization;
using Fleet.Storage.Journal;
using Fleet.Storage.Outputs;
using Fleet.Storage.ReadSide;

namespace Fleet.Collection.Runs;

/// <summary>
/// One run: records that it began, starts its devices a few ahead of the permits, counts what they report, and records
/// that it ended. A device whose actor stops is told again, a few times.
/// </summary>
public sealed class RunActor : ReceivePersistentActor, IWithTimers
{
    /// <summary>Times that a device whose actor stopped is started anew, before the run is given up.</summary>
    public const int Restarts = 3;

    private readonly RunAssignment _assignment;
    private readonly RunTally _tally;
    private readonly StartOrder _unstarted;
    private readonly Dictionary<string, PlannedDevice> _plan;
    private readonly Dictionary<string, int> _restarts = new(StringComparer.OrdinalIgnoreCase);
    private readonly long _began;
    private string? _storeFailure;
    private bool _interrupted;
    private bool _exists;

    /// <summary>A run that starts with the actor.</summary>
    public RunActor(RunAssignment assignment)
    {
        _assignment = assignment;
        _tally = new RunTally(assignment.Run, assignment.Devices.Count, assignment.Parallelism);
        _unstarted = new StartOrder(assignment.Devices, assignment.LineOf);
        _plan = assignment.Devices.ToDictionary(d => d.Device, StringComparer.OrdinalIgnoreCase);
        _began = assignment.Clock.GetTimestamp();
        PersistenceId = "run-" + assignment.Run;

        Recover<IRunEvent>(_ => _exists = true);
        Recover<RecoveryCompleted>(_ => { });

        Command<Begin>(_ => Persist(assignment.Beginning, _ =>
        {
            Become(Collecting);
            Continue();
        }));
    }

    /// <inheritdoc/>
    public override string PersistenceId { get; }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnReplaySuccess()
    {
        if (_exists != _assignment.Beginning is RunResumed)
        {
            throw new InvalidOperationException($"Run {_assignment.Run} is begun twice, or resumed without a beginning.");
        }

        Self.Tell(Begin.Instance);
    }

    private void Collecting()
    {
        Command<DeviceReply.PhaseChanged>(changed =>
        {
            _tally.Enter(changed.Device, changed.Phase);
            if (changed.Phase != DevicePhase.Waiting)
            {
                _unstarted.Leave(changed.Device);
            }

            Continue();
        });
        Command<DeviceReply.Acknowledged>(acknowledged =>
        {
            _tally.Acknowledge(acknowledged.Event);
            _assignment.Acknowledged?.Invoke(acknowledged.Event);
            Publish();
        });
        Command<DeviceReply.Finished>(finished =>
        {
            _tally.Finish(finished);
            _unstarted.Leave(finished.Device);
            Continue();
        });
        Command<DeviceReply.StoreFailed>(failed => _storeFailure = failed.Reason);
        Command<DeviceReply.Stopped>(stopped => Restart(stopped.Device));
        Command<RestartDue>(due =>
        {
            if (_interrupted)
            {
                _tally.Finish(new DeviceReply.Finished(due.Device.Device, Failed: false, Cancelled: true));
                Continue();
            }
            else
            {
                Start(due.Device);
            }
        });
        Command<Interrupt>(_ => StopAll(device => new DeviceCommand.Cancel(device)));
        Command<Abandon>(_ => StopAll(device => new DeviceCommand.Abandon(device)));
    }

    /// <summary>
    /// Starts devices as long as few wait: those that are not started yet cost nothing, neither a recovery nor, when the
    /// run is interrupted, a message.
    /// </summary>
    private void Continue()
    {
        var ahead = Math.Max(_assignment.StartAhead, 2 * (_assignment.Permits?.Current.Limit ?? 0));
        while (_unstarted.TryStart(ahead, out var device))
        {
            Start(device);
        }

        Publish();
        if (_tally.Started.Count == 0 && _unstarted.Count == 0)
        {
            Persist(
                new RunEnded(_assignment.Run, Now(), Interrupted: _interrupted && _tally.AnyCancelled),
                ended =>
                {
                    Publish();
                    _assignment.Completion.TrySetResult(
                        new RunSummary(_assignment.Run, ended.Interrupted, _assignment.Board.Current!));
                    Context.Stop(Self);
                });
        }
    }

    private void Start(PlannedDevice device)
    {
        _tally.Enter(device.Device, DevicePhase.Waiting);
        _assignment.DeviceRouter.Tell(new DeviceCommand.Collect(device.Device, _assignment.Run, device.Commands));
    }

    private void Restart(string device)
    {
        if (!_tally.Started.Contains(device))
        {
            return;
        }

        _unstarted.Leave(device);
        var restarts = _restarts[device] = _restarts.GetValueOrDefault(device) + 1;
        if (restarts > Restarts)
        {
            GiveUp(_storeFailure is { } reason
                ? $"the store cannot be written: {reason}"
                : $"the actor of device {device} stopped {restarts} times; the log says why");
            return;
        }

        _tally.Enter(device, DevicePhase.BackingOff);
        Timers.StartSingleTimer(
            "restart-" + device, new RestartDue(_plan[device]), _assignment.RestartDelay * restarts);
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

    private void GiveUp(string reason)
    {
        _assignment.Completion.TrySetException(new StoreUnavailableException(
            $"{reason.TrimEnd('.')}. Run {_assignment.Run} is kept as far as it was acknowledged; "
            + $"when the cause is mended, go on with --resume {_assignment.Run}"));
        Context.Stop(Self);
    }

    private void Publish() =>
        _assignment.Board.Current = _tally.ToProgress(_assignment.Clock.GetElapsedTime(_began));

    private DateTimeOffset Now() =>
        DateTimeOffset.FromUnixTimeMilliseconds(_assignment.Clock.GetUtcNow().ToUnixTimeMilliseconds());

    /// <inheritdoc/>
    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) =>
        GiveUp($"the journal cannot be written: {JournalReader.Describe(cause)}");

    /// <inheritdoc/>
    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr) =>
        OnPersistFailure(cause, @event, sequenceNr);

    /// <inheritdoc/>
    protected override void OnRecoveryFailure(Exception reason, object? message = null) =>
        GiveUp($"the journal cannot be read: {JournalReader.Describe(reason)}");

    /// <inheritdoc/>
    protected override void PostStop() =>
        _assignment.Completion.TrySetException(new StoreUnavailableException(
            $"run {_assignment.Run} stopped unexpectedly; the log says why. Go on with --resume {_assignment.Run}"));

    /// <summary>Start no more sessions; those under way may finish.</summary>
    public sealed class Interrupt : ILocalMessage;

    /// <summary>End the sessions under way, too.</summary>
    public sealed class Abandon : ILocalMessage;

    private sealed record RestartDue(PlannedDevice Device) : ILocalMessage;

    private sealed class Begin : ILocalMessage
    {
        public static Begin Instance { get; } = new();
    }
}
