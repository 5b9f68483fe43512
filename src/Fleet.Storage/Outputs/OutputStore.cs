namespace Fleet.Storage.Outputs;

/// <summary>
/// Content-addressed outputs: bytes by their SHA-256, compressed with zstd, each stored once. Writes of many sessions
/// are gathered into one transaction (group commit) by a single writer.
/// </summary>
public sealed class OutputStore : IAsyncDisposable
{
    /// <summary>Opens the store of a data folder; it accepts writes if the folder is writable.</summary>
    /// <exception cref="DataFolderException">The file is damaged or of a newer schema.</exception>
    public static OutputStore Open(DataFolder folder) => throw new NotImplementedException();

    /// <summary>A spool for the outputs of one session.</summary>
    public OutputSpool CreateSpool() => throw new NotImplementedException();

    /// <summary>
    /// Stores outputs durably (the transaction is synced to disk). Outputs that are there already are only marked as
    /// seen, so that a concurrent sweep leaves them. Safe to repeat.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The write failed; the spool still holds the outputs.</exception>
    public Task CommitAsync(IReadOnlyList<SpooledOutput> outputs, CancellationToken cancellation) =>
        throw new NotImplementedException();

    /// <summary>Whether an output is stored.</summary>
    public bool Contains(OutputHash hash) => throw new NotImplementedException();

    /// <summary>Copies an output's bytes to a stream; false when there is none of that hash.</summary>
    /// <exception cref="StoreUnavailableException">The stored bytes are damaged: the message names the hash.</exception>
    public bool TryCopyTo(OutputHash hash, Stream destination) => throw new NotImplementedException();

    /// <summary>Every stored output, for verification and sweeping.</summary>
    public IEnumerable<StoredOutput> List() => throw new NotImplementedException();

    /// <summary>Deletes outputs that nothing refers to and that were last seen before a moment.</summary>
    /// <param name="isReferenced">Whether an event refers to a hash.</param>
    /// <param name="seenBefore">Younger ones stay: their event may be on its way.</param>
    /// <returns>How many were deleted.</returns>
    public int SweepOrphans(Predicate<OutputHash> isReferenced, DateTimeOffset seenBefore) =>
        throw new NotImplementedException();

    /// <summary>Finishes the writes under way and closes.</summary>
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}

/// <summary>One stored output.</summary>
/// <param name="Hash">SHA-256 of the bytes.</param>
/// <param name="Bytes">Length of the bytes.</param>
/// <param name="StoredBytes">Length as stored, compressed.</param>
/// <param name="LastSeen">When it was last committed.</param>
public sealed record StoredOutput(OutputHash Hash, long Bytes, long StoredBytes, DateTimeOffset LastSeen);

/// <summary>The store could not write or read; the message says what and why.</summary>
public sealed class StoreUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
