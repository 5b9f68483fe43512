using Fleet.Collection.Devices;
using Fleet.Collection.Inspection;
using Fleet.Formatting;

namespace Fleet.Farming;

/// <summary>
/// Compares the sessions that a store holds with the record of the farm that they were held with: what is stored is what
/// was sent, and each device failed as it should, or not at all.
/// </summary>
internal sealed class FarmVerification(FarmRecord record)
{
    // Journals count in milliseconds, and the clocks of two machines may differ a little.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(1);

    private readonly Finding _equal = new("every stored output is the one that the farm sent in that session");
    private readonly Finding _sent = new("every stored output was sent whole");
    private readonly Finding _missing = new("nothing that a session was sent whole is missing from it");
    private readonly Finding _faulty = new("every faulty device failed as it should");
    private readonly Finding _healthy = new("no healthy device failed");
    private readonly Dictionary<string, DeviceOutcome> _outcomes = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Sessions that were compared.</summary>
    public int Sessions { get; private set; }

    /// <summary>Sessions that were held before the farm of the record started, and so with other devices.</summary>
    public int Earlier { get; private set; }

    /// <summary>Stored outputs that equal what was sent.</summary>
    public long Equal => _sent.Checked - _sent.Count - _equal.Count;

    /// <summary>Stored outputs that differ from what was sent.</summary>
    public long Different => _equal.Count;

    /// <summary>Stored outputs that were never sent, or not whole.</summary>
    public long NeverSent => _sent.Count;

    /// <summary>Outputs that were sent whole and are not stored.</summary>
    public long Missing => _missing.Count;

    /// <summary>Takes the next session, in the order of the journal.</summary>
    public void Add(IDeviceEvent session)
    {
        if (session.Ended < record.FirstStart - Slack)
        {
            Earlier++;
            return;
        }

        Sessions++;
        foreach (var command in session.Commands)
        {
            Compare(session, command);
        }

        if (session.Started > record.LastStart - Slack && !(session.Ended > record.Stopped))
        {
            NoteOutcome(session);
        }
    }

    /// <summary>The checks, after the last session.</summary>
    public IReadOnlyList<VerifyCheckJson> ToChecks()
    {
        foreach (var (device, outcome) in _outcomes)
        {
            Judge(device, outcome);
        }

        _outcomes.Clear();
        return [.. new[] { _equal, _sent, _missing, _faulty, _healthy }.Select(f => f.ToCheck())];
    }

    private void Compare(IDeviceEvent session, CommandOutcome command)
    {
        var inSession = record.Sent(session.Device.Name, command.Command)
            .Where(s => s.Began <= session.Ended + Slack && s.Ended >= session.Started - Slack)
            .ToList();
        var whole = inSession.FindAll(s => s.Whole);
        var where = $"{session.Device.Name} '{command.Command}' of run {session.Run}";
        if (command is { Failure: null, Output: { } stored })
        {
            _sent.Checked++;
            _equal.Checked++;
            if (whole.Count == 0)
            {
                _sent.Add(inSession.Count == 0 ? $"{where} was not sent at all" : $"{where} was sent in part only");
            }
            else if (!whole.Exists(s => s.Hash == stored))
            {
                var sent = whole[^1];
                _equal.Add(
                    $"{where}: stored are {Short(stored)} of {command.Bytes:N0} B, sent were {Short(sent.Hash)} of {sent.Bytes:N0} B");
            }
        }
        else if (session is SessionRecorded)
        {
            _missing.Checked++;
            if (whole.Exists(s => !s.Rejected))
            {
                _missing.Add($"{where} was sent whole, but failed: {command.Failure}, {command.Reason}");
            }
        }
    }

    /// <summary>The failures of a device's last run: each attempt that is not final may be better than the one before.</summary>
    private void NoteOutcome(IDeviceEvent session)
    {
        if (!_outcomes.TryGetValue(session.Device.Name, out var outcome) || outcome.Run != session.Run)
        {
            _outcomes[session.Device.Name] = outcome = new DeviceOutcome(session.Run);
        }

        outcome.IsOver |= session is SessionRecorded or SessionFailed { Final: true };
        foreach (var command in session.Commands.Where(c => c.Failure is not null))
        {
            outcome.Failures.TryAdd(command.Failure!.Value.ToString(), command.Reason ?? "");
        }

        if (session is SessionFailed { Final: true } failed)
        {
            outcome.Failures.TryAdd(failed.Failure.ToString(), failed.Reason);
        }
    }

    private void Judge(string device, DeviceOutcome outcome)
    {
        var faults = record.Faults(device);
        if (!outcome.IsOver)
        {
            return;
        }

        var finding = faults.Count == 0 ? _healthy : _faulty;
        finding.Checked++;
        var expected = faults.SelectMany(f => f.Failures).ToHashSet();
        var unexpected = outcome.Failures.Where(f => !expected.Contains(f.Key)).ToList();
        if (unexpected.Count > 0)
        {
            finding.Add($"{device}{NameOf()} failed with {unexpected[0].Key}: {unexpected[0].Value}");
        }
        // Of a fault that comes or goes, the device's sessions may have seen nothing.
        else if (expected.Count > 0 && outcome.Failures.Count == 0 && !faults.Any(f => f.From > 0 || f.For is not null))
        {
            finding.Add($"{device}{NameOf()} did not fail");
        }

        string NameOf() => faults.Count == 0 ? "" : $" ({string.Join(", ", faults.Select(Describe))})";

        static string Describe(Farm.Recording.RecordLine.Faulty f) =>
            f.Failures.Count == 0 ? $"{f.Fault}, to be coped with" : $"{f.Fault}, to end in {string.Join(" or ", f.Failures)}";
    }

    private static string Short(Storage.OutputHash hash) => hash.ToString()[..12];

    private sealed class DeviceOutcome(string run)
    {
        public string Run { get; } = run;

        public bool IsOver { get; set; }

        public Dictionary<string, string> Failures { get; } = [];
    }

    /// <summary>One check while it is carried out.</summary>
    private sealed class Finding(string name)
    {
        private readonly List<string> _problems = [];

        public long Checked { get; set; }

        public long Count { get; private set; }

        public void Add(string problem)
        {
            Count++;
            if (_problems.Count < VerificationCheck.ProblemsKept)
            {
                _problems.Add(problem);
            }
        }

        public VerifyCheckJson ToCheck() => new(
            name, Checked, Count == _problems.Count ? _problems : [.. _problems, $"and {Figures.Count(Count - _problems.Count)} more"]);
    }
}
