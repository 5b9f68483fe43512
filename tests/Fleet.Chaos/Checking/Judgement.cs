using System.Text.Json.Nodes;
using Fleet.Collection.Devices;
using Fleet.Lab;
using Fleet.Sessions;

namespace Fleet.Chaos.Checking;

/// <summary>
/// Holds what collectors acknowledged, what they left in the store and what the farm sent against each other. Reads the
/// store with its own eyes as far as it can, and takes <c>fleet verify</c>'s word for the rest.
/// </summary>
internal sealed class Judgement
{
    /// <summary>
    /// Checks of <c>fleet verify --farm</c> that a collector may fail which was stopped for a while and has short limits.
    /// </summary>
    private static readonly string[] NotHere = ["every faulty device failed as it should", "no healthy device failed"];

    /// <summary>How a healthy device does not fail, however slow the machine is.</summary>
    private static readonly FailureClass[] NeverByChance =
    [
        FailureClass.HostKeyChanged, FailureClass.AuthenticationRejected, FailureClass.CommandRejected,
        FailureClass.OutputTooLarge, FailureClass.PrivilegeDenied, FailureClass.StoreUnavailable, FailureClass.Cancelled,
    ];

    private readonly Verdict _verdict = new();
    private readonly History _history;
    private readonly StoreContents _store;
    private readonly FarmTruth _truth;
    private readonly Dictionary<Pair, CommandOutcome> _recorded = [];

    private Judgement(History history)
    {
        _history = history;
        _store = StoreContents.Read(history.Data);
        _truth = FarmTruth.Read(history.FarmRecord);
    }

    /// <summary>Judges a round that is over.</summary>
    /// <param name="history">What there is to judge by.</param>
    /// <param name="verification">What <c>fleet verify --json</c> printed.</param>
    public static Verdict Of(History history, FleetResult verification)
    {
        var judgement = new Judgement(history);
        judgement.CheckJournal();
        judgement.CheckReadTables();
        judgement.CheckAcknowledged();
        judgement.CheckFarm();
        judgement.TakeOver(verification);
        return judgement._verdict;
    }

    /// <summary>One event a session, one outcome a pair.</summary>
    private void CheckJournal()
    {
        var sessions = new HashSet<(string Run, string Device, int Attempt)>();
        foreach (var recorded in _store.Sessions)
        {
            var session = recorded.Session;
            if (!sessions.Add((session.Run, session.Device.Name, session.Attempt)))
                _verdict.AddDuplicated($"session {session.Attempt} of {session.Device.Name} in run {session.Run} is in the journal twice");
            foreach (var (pair, outcome) in recorded.Outcomes)
            {
                if (!_recorded.TryAdd(pair, outcome))
                    _verdict.AddDuplicated($"{pair} has two outcomes in the journal");
            }
        }
    }

    private void CheckReadTables()
    {
        var shown = new HashSet<Pair>();
        foreach (var (pair, outcome) in _store.Outcomes)
        {
            if (!shown.Add(pair))
                _verdict.AddDuplicated($"{pair} has two outcomes in the read tables");
            if (!_recorded.TryGetValue(pair, out var recorded))
                _verdict.AddWrong($"{pair} is in the read tables and not in the journal");
            else if (outcome.Output != recorded.Output || outcome.Failure != recorded.Failure?.ToString())
                _verdict.AddWrong($"{pair} is not in the read tables as it is in the journal");
        }

        foreach (var pair in _recorded.Keys.Where(p => !shown.Contains(p)))
            _verdict.AddLost($"{pair} is in the journal and not in the read tables");
    }

    private void CheckAcknowledged()
    {
        var sessions = new HashSet<(string Run, string Device, int Attempt)>();
        var acknowledged = new HashSet<Pair>();
        foreach (var session in _history.Acknowledged)
        {
            if (!sessions.Add((session.Run, session.Device, session.Attempt)))
                _verdict.AddDuplicated($"session {session.Attempt} of {session.Device} in run {session.Run} was acknowledged twice");
            foreach (var output in session.Outputs)
            {
                var pair = new Pair(session.Run, session.Device, output.Command);
                _verdict.Acknowledged += output.Failure is null ? 1 : 0;
                if (!acknowledged.Add(pair))
                    _verdict.AddDuplicated($"{pair} was acknowledged twice");
                CheckAcknowledged(pair, output);
            }
        }
    }

    private void CheckAcknowledged(Pair pair, OutputLine acknowledged)
    {
        if (!_recorded.TryGetValue(pair, out var recorded))
            _verdict.AddLost($"{pair} was acknowledged and is not in the journal");
        else if (recorded.Output?.ToString() != acknowledged.Sha256 || recorded.Failure?.ToString() != acknowledged.Failure)
            _verdict.AddWrong($"{pair} is not in the journal as it was acknowledged");
        if (acknowledged.Sha256 is { } hash && !_store.Outputs.Contains(hash))
            _verdict.AddLost($"{pair} was acknowledged, and the store does not have its bytes ({hash})");
    }

    /// <summary>What was collected is what was sent, and was not asked for again.</summary>
    private void CheckFarm()
    {
        var acknowledgedAt = _history.Acknowledged
            .SelectMany(s => s.Outputs, (s, o) => (Pair: new Pair(s.Run, s.Device, o.Command), s.ReadAt))
            .GroupBy(a => a.Pair)
            .ToDictionary(a => a.Key, a => a.Min(x => x.ReadAt));
        foreach (var (written, pair, outcome) in _store.Sessions.SelectMany(s => s.Outcomes, (s, o) => (s.Written, o.Pair, o.Outcome)))
        {
            if (outcome.Failure is { } failure)
            {
                if (_truth.IsHealthy(pair.Device))
                    NoteFailure($"{pair}: a healthy device failed with {failure}: {outcome.Reason}", failure);
                continue;
            }

            var sent = _truth.Sent(pair.Device, pair.Command).ToList();
            if (!sent.Exists(s => s.Whole && s.Sha256 == $"{outcome.Output}"))
                _verdict.AddWrong($"{pair} is stored as {outcome.Output}, which the farm never sent");

            DateTimeOffset? settled = !_history.IsClockFalse ? written
                : acknowledgedAt.TryGetValue(pair, out var at) ? at
                : null;
            if (sent.Find(s => s.Began > settled) is { } again)
                _verdict.AddDuplicated($"{pair} was settled at {settled:HH:mm:ss.fff} and asked for again at {again.Began:HH:mm:ss.fff}");
        }
    }

    private void NoteFailure(string what, FailureClass failure)
    {
        if (NeverByChance.Contains(failure))
            _verdict.AddWrong(what);
        else
            _verdict.AddNote(what);
    }

    private void TakeOver(FleetResult verification)
    {
        var output = verification.ExitCode is 0 or 2 ? JsonNode.Parse(verification.Output) : null;
        if (output is null)
        {
            _verdict.AddWrong($"fleet verify failed: {verification.Error.Trim()}");
            return;
        }

        foreach (var check in output["checks"]!.AsArray())
        {
            var name = check!["name"]!.GetValue<string>();
            foreach (var problem in check["problems"]!.AsArray().Select(p => p!.GetValue<string>()))
            {
                if (NotHere.Contains(name))
                    _verdict.AddNote($"fleet verify: {problem}");
                else
                    _verdict.AddWrong($"fleet verify: not true that {name}: {problem}");
            }
        }
    }
}
