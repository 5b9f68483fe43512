using System.Security.Cryptography;
using Fleet.Collection.Devices;
using Fleet.Collection.Serialization;
using Fleet.Storage;
using Fleet.Storage.Journal;
using Fleet.Storage.Outputs;
using Fleet.Storage.ReadSide;

namespace Fleet.Chaos.Checking;

/// <summary>What a data folder holds: the sessions of the journal, the outcomes of the read tables, and which outputs are whole.</summary>
internal sealed class StoreContents
{
    private StoreContents(
        IReadOnlyList<RecordedSession> sessions, IReadOnlyList<(Pair Pair, OutcomeRow Outcome)> outcomes, IReadOnlySet<string> outputs)
    {
        Sessions = sessions;
        Outcomes = outcomes;
        Outputs = outputs;
    }

    /// <summary>The sessions in the order of the journal.</summary>
    public IReadOnlyList<RecordedSession> Sessions { get; }

    /// <summary>The outcomes that the read tables show.</summary>
    public IReadOnlyList<(Pair Pair, OutcomeRow Outcome)> Outcomes { get; }

    /// <summary>The hashes of the outputs whose bytes can be read and have that hash.</summary>
    public IReadOnlySet<string> Outputs { get; }

    /// <summary>Reads a folder that nobody writes to.</summary>
    public static StoreContents Read(string data)
    {
        using var folder = DataFolder.OpenForReading(data);
        return new StoreContents(ReadSessions(folder), ReadOutcomes(folder), ReadOutputs(folder));
    }

    private static List<RecordedSession> ReadSessions(DataFolder folder)
    {
        using var journal = JournalReader.Open(folder);
        return
        [
            .. from row in journal.ReadAll()
               let session = EventCodec.FromBytes(row.Payload.Span, row.Manifest) as IDeviceEvent
               where session is not null
               select new RecordedSession(row.Written, session),
        ];
    }

    private static List<(Pair, OutcomeRow)> ReadOutcomes(DataFolder folder)
    {
        using var tables = ReadTables.Open(folder);
        return
        [
            .. from run in tables.Runs()
               from outcome in tables.Outcomes(run.Id)
               select (new Pair(run.Id, outcome.Device, outcome.Command), outcome),
        ];
    }

    private static HashSet<string> ReadOutputs(DataFolder folder)
    {
        var outputs = OutputStore.Open(folder);
        try
        {
            return [.. outputs.List().Select(o => o.Hash).Where(hash => IsWhole(outputs, hash)).Select(hash => $"{hash}")];
        }
        finally
        {
            outputs.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private static bool IsWhole(OutputStore outputs, OutputHash hash)
    {
        using var bytes = new MemoryStream();
        try
        {
            return outputs.TryCopyTo(hash, bytes) && new OutputHash(SHA256.HashData(bytes.ToArray())) == hash;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }
}

/// <summary>A session as the journal has it.</summary>
/// <param name="Written">When its event was written, by the collector's clock.</param>
/// <param name="Session">The event.</param>
internal sealed record RecordedSession(DateTimeOffset Written, IDeviceEvent Session)
{
    /// <summary>The outcomes with their pairs.</summary>
    public IEnumerable<(Pair Pair, CommandOutcome Outcome)> Outcomes =>
        Session.Commands.Select(c => (new Pair(Session.Run, Session.Device.Name, c.Command), c));
}
