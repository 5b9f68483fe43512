using Fleet.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using static Fleet.Storage.ReadSide.CollectionFact;

namespace Fleet.Storage.ReadSide;

/// <summary>Applies facts to the read tables. One thread at a time.</summary>
internal sealed class FactWriter : IDisposable
{
    private const int CachedCommands = 10_000;

    private readonly SqliteConnection _connection;
    private readonly FactStatements _sql;
    private readonly Dictionary<string, long> _commandIds = [];
    private readonly Dictionary<long, Tally> _tallies = [];
    private readonly HashSet<long> _settled = [];

    public FactWriter(SqliteConnection connection)
    {
        _connection = connection;

        // What a crash of the machine may undo, whole transactions with their offset, is applied again from the journal.
        connection.Execute(
            """
            PRAGMA synchronous = NORMAL;
            PRAGMA cache_size = -32768;
            PRAGMA wal_autocheckpoint = 4000;
            PRAGMA journal_size_limit = 67108864
            """);
        _sql = new FactStatements(connection);
    }

    /// <summary>Applies facts and the journal's offset in one transaction.</summary>
    public void Apply(IReadOnlyList<CollectionFact> facts, long offset)
    {
        using var transaction = new WriteTransaction(_connection);
        try
        {
            _tallies.Clear();
            foreach (var fact in facts)
            {
                Apply(fact);
            }

            foreach (var (run, tally) in _tallies)
            {
                _sql.AddToRun.Run(run, tally.Collected, tally.Failed, tally.Bytes);
            }

            _sql.SetOffset.Run(offset);
            transaction.Commit();
        }
        catch
        {
            // The ids of rows that are rolled back.
            _commandIds.Clear();
            throw;
        }
    }

    public void Dispose() => _connection.Dispose();

    private void Apply(CollectionFact fact)
    {
        switch (fact)
        {
            case RunStarted e:
                _sql.StartRun.Run(e.Run, Ms(e.At), e.Source, e.Plan.ToBytes(), e.Devices, e.Outputs);
                break;
            case CredentialPaused { Credential: var c }:
                _sql.PauseCredential.Run(c.Name, Ms(c.PausedAt), c.Rejections, c.Reason);
                break;
            case CredentialReleased e:
                _sql.ReleaseCredential.Run(e.Credential);
                break;
            case RunResumed e:
                _sql.SetRunState.Run(RunId(e.Run, e.At), (int)RunState.Open, null);
                break;
            case RunEnded e:
                var state = e.Interrupted ? RunState.Interrupted : RunState.Completed;
                _sql.SetRunState.Run(RunId(e.Run, e.At), (int)state, Ms(e.At));
                break;
            case SessionEnded e:
                Apply(e, tried: true);
                break;
            case DeviceSkipped e:
                Apply(AsSession(e), tried: false);
                break;
            case DeviceQuarantined e:
                var q = e.Quarantine;
                _sql.SetAside.Run(DeviceId(e.Device), Ms(q.Since), Ms(q.Until), q.Level, q.Failure, q.Reason);
                break;
            case DeviceReleased e:
                _sql.Release.Run(DeviceId(e.Device));
                break;
            default:
                throw new ArgumentException($"The read tables do not know the fact {fact.GetType().Name}.", nameof(fact));
        }
    }

    /// <summary>Outcomes hang on sessions: those of a device that was not tried, on one that took no time.</summary>
    private static SessionEnded AsSession(DeviceSkipped e) => new(
        e.Run, e.Device, e.Attempt, e.At, e.At, e.Failure, e.Reason, Final: true,
        [.. e.Commands.Select(command => new CommandFact(command, null, 0, e.At, e.Failure, e.Reason))]);

    private void Apply(SessionEnded e, bool tried)
    {
        var run = RunId(e.Run, e.Started);
        var device = DeviceId(e.Device);
        LoadSettled(run, device);
        var ended = Ms(e.Ended);
        var session = _sql.InsertSession.Row(
            r => r.GetInt64(0), run, device, e.Attempt, Ms(e.Started), ended, e.Failure, e.Reason);
        if (session == 0)
        {
            return;
        }

        _sql.UpdateDevice.Run(
            device, e.Device.Name, e.Device.Site, e.Device.Platform, e.Device.Host, e.Device.Port);
        if (tried)
        {
            _sql.SetLastSession.Run(device, ended, e.Failure is null ? ended : null, e.Failure, e.Reason);
        }

        if (e.Failure is null)
        {
            _sql.Release.Run(device);
        }

        var tally = _tallies.GetValueOrDefault(run);
        foreach (var outcome in e.Commands)
        {
            var command = CommandId(outcome.Command);
            if (_settled.Add(command))
            {
                var version = Record(e, outcome, device, command, session);
                _sql.InsertResult.Run(session, command, version, ended - Ms(outcome.At));
                tally = version > 0
                    ? tally with { Collected = tally.Collected + 1, Bytes = tally.Bytes + outcome.Bytes }
                    : tally with { Failed = tally.Failed + 1 };
            }
        }

        _tallies[run] = tally;
    }

    /// <summary>Records what an outcome has beyond its row in <c>result</c>.</summary>
    /// <returns>The number of the output's version; 0 when the command failed.</returns>
    private long Record(SessionEnded e, CommandFact outcome, long device, long command, long session)
    {
        if (outcome.Failure is not null)
        {
            if (outcome.Failure != e.Failure || outcome.Reason != e.Reason || outcome.Output is not null)
            {
                _sql.InsertFailure.Run(
                    session, command, outcome.Failure, outcome.Reason, outcome.Output?.ToBytes(), outcome.Bytes);
            }

            return 0;
        }

        var hash = outcome.Output ?? throw new ArgumentException(
            $"The outcome of '{outcome.Command}' on device {e.Device.Name} in run {e.Run} has neither output nor failure.");
        var (number, last) = _sql.LastVersion.Row(
            r => (r.GetInt64(0), r.Hash(1)), device, command);
        if (number == 0 || last != hash)
        {
            number++;
            _sql.InsertVersion.Run(device, command, number, hash.ToBytes(), outcome.Bytes, Ms(outcome.At), session);
        }

        return number;
    }

    /// <summary>The commands of this device that have their outcome in this run from earlier sessions.</summary>
    private void LoadSettled(long run, long device)
    {
        _settled.Clear();
        _sql.Settled.Rows(r => _settled.Add(r.GetInt64(0)), run, device);
    }

    /// <summary>The run's id. A run whose first event is yet to come gets its row already now.</summary>
    private long RunId(string name, DateTimeOffset at)
    {
        var id = _sql.FindRun.Row(r => r.GetInt64(0), name);
        return id > 0 ? id : _sql.InsertRun.Row(r => r.GetInt64(0), name, Ms(at));
    }

    private long DeviceId(DeviceFact device)
    {
        var key = ReadTables.DeviceKey(device.Name);
        var id = _sql.FindDevice.Row(r => r.GetInt64(0), key);
        return id > 0 ? id : _sql.InsertDevice.Row(
            r => r.GetInt64(0), key, device.Name, device.Site, device.Platform, device.Host, device.Port);
    }

    private long CommandId(string text)
    {
        if (!_commandIds.TryGetValue(text, out var id))
        {
            id = _sql.FindCommand.Row(r => r.GetInt64(0), text);
            if (id == 0)
            {
                id = _sql.InsertCommand.Row(r => r.GetInt64(0), text);
            }

            if (_commandIds.Count >= CachedCommands)
            {
                _commandIds.Clear();
            }

            _commandIds[text] = id;
        }

        return id;
    }

    private static long Ms(DateTimeOffset at) => at.ToUnixTimeMilliseconds();

    /// <summary>What the facts of one transaction add to a run.</summary>
    private readonly record struct Tally(int Collected, int Failed, long Bytes);
}
