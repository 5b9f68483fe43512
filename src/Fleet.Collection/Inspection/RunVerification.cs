using Fleet.Collection.Devices;
using Fleet.Collection.Runs;
using Fleet.Storage.Outputs;
using Fleet.Storage.ReadSide;

namespace Fleet.Collection.Inspection;

/// <summary>
/// Checks the runs of a journal: that every outcome belongs to a plan, that every run is accounted for, and that the read
/// tables say the same. A complete run's outcomes are forgotten once compared, as a store holds many runs.
/// </summary>
internal sealed class RunVerification(OutputStore outputs, ReadTables tables)
{
    private readonly Check _outcomes = new("every outcome belongs to a plan, and no pair of a run has two");
    private readonly Check _runs = new("every run is accounted for: expected = collected + failed + cancelled + pending");
    private readonly Check _readTables = new("the read tables say what the journal says");
    private readonly Dictionary<string, RunInJournal> _seen = [];

    /// <summary>
    /// How far the read tables had come at first. They may lag behind a journal that is being written to: events up to
    /// here are compared.
    /// </summary>
    public long Offset { get; } = tables.Offset;

    /// <summary>Takes the next event of the journal.</summary>
    public void Note(object e)
    {
        switch (e)
        {
            case RunStarted started:
                Of(started.Run).Started = started;
                break;
            case RunResumed resumed:
                Of(resumed.Run).Ended = null;
                break;
            case RunEnded ended:
                Of(ended.Run).Ended = ended;
                if (!ended.Interrupted)
                {
                    Close(ended.Run, Of(ended.Run));
                }

                break;
            case IDeviceEvent session:
                Note(session);
                break;
        }
    }

    /// <summary>There are no more events.</summary>
    /// <param name="lastOrdering">Where the journal ends.</param>
    public void Finish(long lastOrdering)
    {
        if (lastOrdering < Offset)
        {
            _readTables.Fail($"the read tables have applied event {Offset}, but the journal ends at {lastOrdering}");
        }

        foreach (var (id, run) in _seen)
        {
            Close(id, run);
        }
    }

    public IEnumerable<VerificationCheck> ToResults() =>
        new[] { _outcomes, _runs, _readTables }.Select(check => check.ToResult());

    private void Note(IDeviceEvent session)
    {
        var run = Of(session.Run);
        if (run.IsClosed)
        {
            _outcomes.Fail($"run {session.Run}: {session.Device.Name} has an event after the run's end");
        }

        foreach (var command in session.Commands)
        {
            _outcomes.Count++;
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

    /// <summary>
    /// Checks a run that will have no more events, or has none so far, and forgets its outcomes.
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
        if (tables.FindRun(id) is not { } row)
        {
            _readTables.Fail($"run {id} is in the journal and not in the read tables");
            return;
        }

        var outcomes = tables.Outcomes(id).ToList();
        var mayGoOn = run.Ended is null or { Interrupted: true };
        if (mayGoOn && tables.Offset != Offset)
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
            if (outputs.TryCopyTo(started.Plan, bytes))
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
}
