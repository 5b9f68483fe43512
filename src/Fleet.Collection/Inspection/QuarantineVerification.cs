using Fleet.Collection.Devices;
using Fleet.Storage.ReadSide;

namespace Fleet.Collection.Inspection;

/// <summary>Checks that the read tables show the devices as set aside that are so by the journal, and no others.</summary>
/// <param name="tables">The read tables.</param>
/// <param name="offset">How far they had come when the journal began to be read.</param>
internal sealed class QuarantineVerification(ReadTables tables, long offset)
{
    private readonly Check _check = new("the devices that are set aside are those of the journal");
    private readonly Dictionary<string, DeviceQuarantined> _quarantines = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes the next event of the journal.</summary>
    public void Note(object e)
    {
        switch (e)
        {
            case DeviceQuarantined q:
                var before = _quarantines.GetValueOrDefault(q.Device.Name)?.Level ?? 0;
                if (q.Level != before + 1 || q.Until <= q.At)
                {
                    _check.Fail($"{q.Device.Name} is set aside at level {q.Level} from {q.At:u} to {q.Until:u}, after level {before}");
                }

                _quarantines[q.Device.Name] = q;
                break;
            case DeviceReleased released:
                _quarantines.Remove(released.Device.Name);
                break;
            case SessionRecorded recorded:
                _quarantines.Remove(recorded.Device.Name);
                break;
        }
    }

    /// <summary>There are no more events.</summary>
    public void Finish()
    {
        var devices = tables.Devices();
        if (tables.Offset != offset)
        {
            // Another process is at work; next time.
            return;
        }

        foreach (var device in devices)
        {
            _check.Count++;
            var inJournal = _quarantines.Remove(device.Name, out var q)
                ? new QuarantineRow(q.At, q.Until, q.Level, q.Failure.ToString(), q.Reason)
                : null;
            if (inJournal != device.Quarantine)
            {
                _check.Fail($"{device.Name} is {Describe(device.Quarantine)} in the read tables, and {Describe(inJournal)} in the journal");
            }
        }

        foreach (var missing in _quarantines.Keys)
        {
            _check.Fail($"{missing} is set aside in the journal and not in the read tables");
        }
    }

    public VerificationCheck ToResult() => _check.ToResult();

    private static string Describe(QuarantineRow? q) =>
        q is null ? "not set aside" : $"set aside until {q.Until.UtcDateTime:u} at level {q.Level}";
}
