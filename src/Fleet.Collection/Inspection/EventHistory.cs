using System.Globalization;
using Fleet.Collection.Devices;
using Fleet.Collection.Projection;
using Fleet.Storage;
using Fleet.Storage.Journal;

namespace Fleet.Collection.Inspection;

/// <summary>The events of a device as they stand in the journal.</summary>
public static class EventHistory
{
    /// <summary>A device's events, oldest first.</summary>
    /// <exception cref="DataFolderException">An event is damaged.</exception>
    public static IEnumerable<RecordedEvent> Read(DataFolder folder, string device)
    {
        using var journal = JournalReader.Open(folder);
        foreach (var row in journal.Read(DeviceActor.PersistenceIdOf(device)))
        {
            var e = ReadModelCatchUp.Decode(row);
            yield return new RecordedEvent(
                row.SequenceNumber, row.Written, e.GetType().Name, Describe(e));
        }
    }

    private static string Describe(object e) => e switch
    {
        DeviceSkipped skipped => $"run {skipped.Run}: not tried, {skipped.Missing.Count} missing; {skipped.Failure}: {skipped.Reason}",
        IDeviceEvent session => Describe(session),
        DeviceQuarantined q => string.Create(
            CultureInfo.InvariantCulture,
            $"set aside until {q.Until.UtcDateTime:u}, level {q.Level}; {q.Failure}: {q.Reason}"),
        DeviceReleased => "let go by 'fleet release'",
        _ => e.ToString()!,
    };

    private static string Describe(IDeviceEvent e)
    {
        var collected = e.Commands.Count(c => c.Failure is null);
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"run {e.Run}, attempt {e.Attempt}, {(e.Ended - e.Started).TotalSeconds:0.0} s: {collected} collected");
        var rejected = e.Commands.Count - collected;
        if (rejected > 0)
        {
            text += string.Create(CultureInfo.InvariantCulture, $", {rejected} failed");
        }

        return e is SessionFailed failed
            ? $"{text}; {failed.Failure}: {failed.Reason}{(failed.Final ? "" : "; to be tried again")}"
            : text;
    }
}

/// <summary>One event of a device.</summary>
/// <param name="SequenceNumber">Its place among the device's events, from 1.</param>
/// <param name="Written">When it was written.</param>
/// <param name="Type">The type of the event.</param>
/// <param name="Description">One line for people.</param>
public sealed record RecordedEvent(long SequenceNumber, DateTimeOffset Written, string Type, string Description);
