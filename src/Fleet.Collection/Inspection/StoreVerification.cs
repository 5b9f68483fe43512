using System.Security.Cryptography;
using Fleet.Collection.Devices;
using Fleet.Collection.Projection;
using Fleet.Collection.Runs;
using Fleet.Storage;
using Fleet.Storage.Journal;
using Fleet.Storage.Outputs;
using Fleet.Storage.ReadSide;

namespace Fleet.Collection.Inspection;

/// <summary>
/// Checks a whole data folder: the journal against itself, the outputs against their hashes, and the read tables against
/// both. Reads everything and changes nothing.
/// </summary>
public sealed class StoreVerification
{
    private readonly Check _sequences = new("the sequence numbers of every actor are contiguous");
    private readonly Check _events = new("every event can be read");
    private readonly Check _references = new("every output that an event names is stored");
    private readonly Check _hashes = new("every stored output has the hash that it is stored under");
    private readonly Check _outcomes = new("every outcome belongs to a plan, and no pair of a run has two");
    private readonly Check _runs = new("every run is accounted for: expected = collected + failed + cancelled + pending");
    private readonly Check _readTables = new("the read tables say what the journal says");

    private readonly Dictionary<string, RunInJournal> _seen = [];
    private readonly HashSet<OutputHash> _named = [];

    private readonly OutputStore _outputs;
    private readonly ReadTables _tables;

    // The read tables may lag behind a journal that is being written to; what they had applied at first is compared.
    private readonly long _offset;

    private StoreVerification(OutputStore outputs, ReadTables tables)
    {
        _outputs = outputs;
        _tables = tables;
        _offset = tables.Offset;
    }

    /// <summary>Verifies a data folder.</summary>
    /// <param name="folder">The folder; its read tables should be up to date.</param>
    /// <exception cref="DataFolderException">A file cannot be opened at all.</exception>
    public static VerificationReport Run(DataFolder folder)
    {
        using var journal = JournalReader.Open(folder);
        using var tables = ReadTables.Open(folder);
        var outputs = OutputStore.Open(folder);
        var verification = new StoreVerification(outputs, tables);
        verification.ReadJournal(journal);
        verification.CheckReferences(verification.ReadOutputs());
        outputs.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return new VerificationReport(
        [
            .. new[]
            {
                verification._sequences, verification._events, verification._references, verification._hashes,
                verification._outcomes, verification._runs, verification._readTables,
            }.Select(c => c.ToResult()),
        ]);
    }

    private void ReadJournal(JournalReader journal)
    {
        foreach (var problem in journal.FindBrokenSequences())
        {
            _sequences.Fail(problem);
        }

        foreach (var row in journal.ReadAll().TakeWhile(row => row.Ordering <= _offset))
        {
            _sequences.Count++;
            _events.Count++;
            try
            {
                Note(ReadModelCatchUp.Decode(row));
            }
            catch (DataFolderException e)
            {
                _events.Fail(e.Message);
            }
        }

        if (journal.LastOrdering < _offset)
        {
            _readTables.Fail(
                $"the read tables have applied event {_offset}, but the journal ends at {journal.LastOrdering}");
        }

        foreach (var (id, run) in _seen)
        {
            Close(id, run);
        }
    }

    private void Note(object e)
    {
        switch (e)
        {
            case RunStarted started:
                _named.Add(started.Plan);
                Of(started.Run).Started = started;
                break;
            case RunEnded ended:
                Of(ended.Run).Ended = ended;
                if (!ended.Interrupted)
                {
                    Close(ended.Run, Of(ended.Run));
                }

                break;
            case RunResumed resumed:
                Of(resumed.Run).Ended = null;
                break;
            case IDeviceEvent session:
                Note(session);
                break;
        }
    }

    private void Note(IDeviceEvent session)
    {
        var run = Of(session.Run);
        if (run.IsClosed)
        {
            _outcomes.Fail($"run {session.Run}: {session.Device.Name} has a session after the run's end");
        }

        foreach (var command in session.Commands)
        {
            _outcomes.Count++;
            if (command.Output is { } output)
            {
                _named.Add(output);
            }

            if (!run.Outcomes.TryAdd((session.Device.Name, command.Command), command))
            {
                _outcomes.Fail($"run {session.Run}: {session.Device.Name} '{command.Command}' has two outcomes");
            }
        }
    }

    private RunInJournal Of(string run)
    {
        if (!_seen.TryGetValue(run, out var seen))
        {
            _seen.Add(run, seen = new RunInJournal());
        }

        return seen;
    }

    private HashSet<OutputHash> ReadOutputs()
    {
        var stored = new HashSet<OutputHash>();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var output in _outputs.List())
        {
            stored.Add(output.Hash);
            _hashes.Count++;
            using var hashing = new HashingStream(hash);
            try
            {
                if (!_outputs.TryCopyTo(output.Hash, hashing))
                {
                    _hashes.Fail($"output {output.Hash} vanished while it was read");
                    continue;
                }
            }
            catch (StoreUnavailableException e)
            {
                hash.GetHashAndReset();
                _hashes.Fail($"output {output.Hash}: {e.Message}");
                continue;
            }

            if (new OutputHash(hash.GetHashAndReset()) != output.Hash || hashing.Written != output.Bytes)
            {
                _hashes.Fail($"output {output.Hash}: the stored bytes have another hash or length");
            }
        }

        return stored;
    }

    private void CheckReferences(HashSet<OutputHash> stored)
    {
        foreach (var hash in _named)
        {
            _references.Count++;
            if (!stored.Contains(hash))
            {
                _references.Fail($"output {hash} is named by an event and not stored");
            }
        }
    }

    /// <summary>
    /// Checks a run that will have no more events, or has none so far, and forgets its outcomes: a store holds many runs.
    /// </summary>
    private void Close(string id, RunInJournal run)
    {
        if (run.IsClosed)
        {
            return;
        }

        run.IsClosed = true;
        _runs.Count++;
        if (run.Started is not { } started)
        {
            _runs.Fail($"run {id} has sessions but no beginning");
            return;
        }

        if (ReadPlan(started) is { } planned)
        {
            foreach (var (device, command) in run.Outcomes.Keys.Where(pair => !planned.Contains(pair)))
            {
                _outcomes.Fail($"run {id}: {device} '{command}' has an outcome but was not asked for");
            }

            if (planned.Count != started.Outputs)
            {
                _runs.Fail($"run {id}: {started.Outputs} outputs expected, but the plan has {planned.Count}");
            }
        }

        CompareWithTables(id, run, started);
        run.Outcomes.Clear();
    }

    private void CompareWithTables(string id, RunInJournal run, RunStarted started)
    {
        if (_tables.FindRun(id) is not { } row)
        {
            _readTables.Fail($"run {id} is in the journal and not in the read tables");
            return;
        }

        var outcomes = _tables.Outcomes(id).ToList();
        var mayGoOn = run.Ended is null or { Interrupted: true };
        if (mayGoOn && _tables.Offset != _offset)
        {
            // Another process is at work on it; next time.
            return;
        }

        Compare(id, run, started, row);
        CompareOutcomes(id, run, outcomes);
    }

    private HashSet<(string Device, string Command)>? ReadPlan(RunStarted started)
    {
        using var bytes = new MemoryStream();
        try
        {
            if (_outputs.TryCopyTo(started.Plan, bytes))
            {
                return RunPlan.FromBytes(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)).Devices
                    .SelectMany(d => d.Commands.Select(c => (d.Device, c)))
                    .ToHashSet();
            }
        }
        catch (Exception e) when (e is FormatException or StoreUnavailableException)
        {
            _runs.Fail($"run {started.Run}: its plan cannot be read: {e.Message}");
        }

        return null;
    }

    private void Compare(string id, RunInJournal run, RunStarted started, RunRow row)
    {
        var collected = run.Outcomes.Values.Count(o => o.Failure is null);
        var failed = run.Outcomes.Count - collected;
        var left = started.Outputs - run.Outcomes.Count;
        if (row.Expected != row.Collected + row.Failed + row.Cancelled + row.Pending || left < 0)
        {
            _runs.Fail(
                $"run {id}: {row.Expected} expected, but {row.Collected} collected, {row.Failed} failed, "
                + $"{row.Cancelled} cancelled, {row.Pending} pending");
        }

        if (run.Ended is { Interrupted: false } && left > 0)
        {
            _runs.Fail($"run {id} is complete, but {left} outputs have no outcome");
        }

        var open = run.Ended is null;
        _readTables.Expect($"run {id}: expected", started.Outputs, row.Expected);
        _readTables.Expect($"run {id}: collected", collected, row.Collected);
        _readTables.Expect($"run {id}: failed", failed, row.Failed);
        _readTables.Expect($"run {id}: cancelled", open ? 0 : left, row.Cancelled);
        _readTables.Expect($"run {id}: pending", open ? left : 0, row.Pending);
    }

    private void CompareOutcomes(string id, RunInJournal run, List<OutcomeRow> rows)
    {
        foreach (var row in rows)
        {
            _readTables.Count++;
            if (!run.Outcomes.TryGetValue((row.Device, row.Command), out var outcome)
                || outcome.Output != row.Output
                || outcome.Failure?.ToString() != row.Failure)
            {
                _readTables.Fail($"run {id}: {row.Device} '{row.Command}' differs from the journal");
            }
        }

        _readTables.Expect($"run {id}: outcomes", run.Outcomes.Count, rows.Count);
    }

    private sealed class RunInJournal
    {
        public RunStarted? Started { get; set; }

        public RunEnded? Ended { get; set; }

        public bool IsClosed { get; set; }

        public Dictionary<(string Device, string Command), CommandOutcome> Outcomes { get; } = [];
    }

    private sealed class Check(string name)
    {
        private readonly List<string> _problems = [];
        private long _dropped;

        public long Count { get; set; }

        public void Fail(string problem)
        {
            if (_problems.Count < VerificationCheck.ProblemsKept)
            {
                _problems.Add(problem);
            }
            else
            {
                _dropped++;
            }
        }

        public void Expect(string what, long inJournal, long inTables)
        {
            Count++;
            if (inJournal != inTables)
            {
                Fail($"{what} is {inTables} in the read tables, and {inJournal} in the journal");
            }
        }

        public VerificationCheck ToResult() => new(
            name, Count, _dropped == 0 ? _problems : [.. _problems, $"and {_dropped} more"]);
    }
}
