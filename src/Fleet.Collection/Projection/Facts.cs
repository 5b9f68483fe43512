using Fleet.Collection.Devices;
using Fleet.Collection.Permits;
using Fleet.Collection.Runs;
using Fleet.Storage.ReadSide;

namespace Fleet.Collection.Projection;

/// <summary>Translates events of the journal into facts for the read tables.</summary>
public static class Facts
{
    /// <summary>The fact that an event states; <see langword="null"/> when it is none of the read tables' business.</summary>
    /// <exception cref="ArgumentException">The read tables do not know such an event.</exception>
    public static CollectionFact? Of(object e) => e switch
    {
        SessionRecorded s => Session(s, failure: null, reason: null, final: true),
        SessionFailed s => Session(s, s.Failure.ToString(), s.Reason, s.Final),
        DeviceSkipped s => new CollectionFact.DeviceSkipped(
            s.Run, s.Device, s.Attempt, s.At, s.Failure.ToString(), s.Reason, s.Missing),
        DeviceQuarantined q => new CollectionFact.DeviceQuarantined(
            q.Device, new QuarantineRow(q.At, q.Until, q.Level, q.Failure.ToString(), q.Reason)),
        DeviceReleased r => new CollectionFact.DeviceReleased(r.Device),
        RunStarted r => new CollectionFact.RunStarted(r.Run, r.At, r.Source, r.Plan, r.Devices, r.Outputs),
        RunResumed r => new CollectionFact.RunResumed(r.Run, r.At),
        RunEnded r => new CollectionFact.RunEnded(r.Run, r.At, r.Interrupted),
        CredentialPaused c => new CollectionFact.CredentialPaused(
            new PausedCredentialRow(c.Credential, c.At, c.Rejections, c.Reason)),
        CredentialReleased c => new CollectionFact.CredentialReleased(c.Credential),
        ICredentialEvent => null,
        _ => throw new ArgumentException($"The read tables have no place for {e.GetType()}."),
    };

    private static CollectionFact.SessionEnded Session(IDeviceEvent e, string? failure, string? reason, bool final) => new(
        e.Run,
        e.Device,
        e.Attempt,
        e.Started,
        e.Ended,
        failure,
        reason,
        final,
        [.. e.Commands.Select(c =>
            new CommandFact(c.Command, c.Output, c.Bytes, c.At, c.Failure?.ToString(), c.Reason))]);
}
