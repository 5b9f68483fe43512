namespace Fleet.Storage.Journal;

/// <summary>
/// Reads the journal's table (the schema is documented by Akka.Persistence.Sql) for verification and for
/// <c>fleet events</c>, without an actor system.
/// </summary>
public sealed class JournalReader : IDisposable
{
    /// <summary>Opens the journal of a data folder.</summary>
    /// <exception cref="DataFolderException">The file is damaged.</exception>
    public static JournalReader Open(DataFolder folder) => throw new NotImplementedException();

    /// <summary>Ordering number of the last event; 0 when there is none.</summary>
    public long LastOrdering => throw new NotImplementedException();

    /// <summary>Every event after an ordering number, in order.</summary>
    public IEnumerable<JournalRow> ReadAll(long after = 0) => throw new NotImplementedException();

    /// <summary>The events of one actor, in order.</summary>
    public IEnumerable<JournalRow> Read(string persistenceId) => throw new NotImplementedException();

    /// <summary>Actors whose sequence numbers are not 1, 2, 3 and so on without gaps, each with a line that says what is wrong.</summary>
    public IReadOnlyList<string> FindBrokenSequences() => throw new NotImplementedException();

    /// <inheritdoc/>
    public void Dispose() => throw new NotImplementedException();
}

/// <summary>One event as it stands in the journal.</summary>
/// <param name="Ordering">Place in the whole journal.</param>
/// <param name="PersistenceId">The actor.</param>
/// <param name="SequenceNumber">Place among the actor's events, from 1.</param>
/// <param name="Manifest">The event's type, as the serializer names it.</param>
/// <param name="Payload">The serialized event.</param>
/// <param name="Written">When it was written.</param>
public sealed record JournalRow(
    long Ordering,
    string PersistenceId,
    long SequenceNumber,
    string Manifest,
    ReadOnlyMemory<byte> Payload,
    DateTimeOffset Written);
