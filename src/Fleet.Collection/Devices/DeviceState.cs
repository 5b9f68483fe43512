using System.Collections.Immutable;
using Fleet.Collection.Serialization;
using Fleet.Storage.ReadSide;

namespace Fleet.Collection.Devices;

/// <summary>
/// What a device remembers: how far it is in its latest run, and whether it is set aside. Changes only by
/// <see cref="Apply(IDeviceEvent)"/> and <see cref="Apply(IQuarantineEvent)"/>, from events.
/// </summary>
public sealed record DeviceState : IWireMessage
{
    /// <summary>The state of a device that was never collected.</summary>
    public static DeviceState Empty { get; } = new();

    /// <summary>Runs kept in <see cref="Unfinished"/>; one that is resumed still later begins anew.</summary>
    public const int UnfinishedKept = 8;

    /// <summary>How far the device is in its latest run; <see langword="null"/> before the first.</summary>
    public RunShare? Latest { get; init; }

    /// <summary>Earlier runs that stopped before the device was through, and may be resumed; the oldest first.</summary>
    public ImmutableList<RunShare> Unfinished { get; init; } = [];

    /// <summary>Runs that failed in a row, since the last that did not and since the device was last set aside or let go.</summary>
    public int FailedRuns { get; init; }

    /// <summary>The last of <see cref="FailedRuns"/>.</summary>
    public RunFailure? LastFailure { get; init; }

    /// <summary>
    /// The device's being set aside; it stays here when its time is over, until a probe succeeds or somebody lets the
    /// device go.
    /// </summary>
    public Quarantine? Quarantine { get; init; }

    /// <summary>The state after an event. An event that is applied twice has the effect of one.</summary>
    public DeviceState Apply(IDeviceEvent e)
    {
        var share = ShareOf(e.Run);
        if (e.Attempt <= share.Attempts)
        {
            return this;
        }

        var state = this with { Latest = share.Add(e), Unfinished = UnfinishedBut(e.Run) };
        return e switch
        {
            SessionRecorded => state with { FailedRuns = 0, LastFailure = null, Quarantine = null },
            SessionFailed { Final: true } failed when QuarantinePolicy.Counts(failed.Failure) => state with
            {
                FailedRuns = state.FailedRuns + 1,
                LastFailure = new RunFailure(failed.Ended, failed.Failure, failed.Reason),
            },
            _ => state,
        };
    }

    /// <summary>The state after an event. An event that is applied twice has the effect of one.</summary>
    public DeviceState Apply(IQuarantineEvent e) => this with
    {
        FailedRuns = 0,
        LastFailure = null,
        Quarantine = e is DeviceQuarantined q ? new Quarantine(q.At, q.Until, q.Level, q.Failure, q.Reason) : null,
    };

    /// <summary>
    /// The event by which the device is set aside, if it is time: after so many failed runs, or after one failed probe.
    /// It follows from the state alone, so that one that a crash prevented is made up for later.
    /// </summary>
    public DeviceQuarantined? DueQuarantine(DeviceFact device, QuarantinePolicy policy)
    {
        var enough = Quarantine is null ? policy.After : 1;
        if (policy.After == 0 || FailedRuns < enough || LastFailure is not { } last)
        {
            return null;
        }

        var level = (Quarantine?.Level ?? 0) + 1;
        return new DeviceQuarantined(device, last.At, last.At + policy.Length(level), level, last.Failure, last.Reason);
    }

    /// <summary>Whether an event was applied already.</summary>
    public bool Includes(IDeviceEvent e) => NextAttempt(e.Run) > e.Attempt;

    /// <summary>Number of the next session for a run.</summary>
    public int NextAttempt(string run) => ShareOf(run).Attempts + 1;

    /// <summary>Those of the commands that have no outcome in a run yet, in their order.</summary>
    public IReadOnlyList<string> Missing(string run, IReadOnlyList<string> commands) =>
        ShareOf(run).Missing(commands);

    /// <summary>Whether a command failed for good in a run.</summary>
    public bool HasFailures(string run) => ShareOf(run).HasFailures;

    private RunShare ShareOf(string run) =>
        run == Latest?.Run ? Latest : Unfinished.Find(earlier => earlier.Run == run) ?? new RunShare(run);

    private ImmutableList<RunShare> UnfinishedBut(string run)
    {
        var unfinished = Unfinished.RemoveAll(earlier => earlier.Run == run);
        if (Latest is { IsOver: false } latest && latest.Run != run)
        {
            unfinished = unfinished.Add(latest);
        }

        return unfinished.Count > UnfinishedKept ? unfinished.RemoveAt(0) : unfinished;
    }
}
