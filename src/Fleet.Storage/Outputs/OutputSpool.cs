namespace Fleet.Storage.Outputs;

/// <summary>
/// Takes the outputs of one session as they arrive: hashes and compresses on the fly, in memory at first and in a file
/// of the spool folder when an output grows. Not thread-safe. Disposing it frees memory and files.
/// </summary>
public sealed class OutputSpool : IDisposable
{
    /// <summary>The outputs that are whole, in the order in which they were begun.</summary>
    public IReadOnlyList<SpooledOutput> Outputs => throw new NotImplementedException();

    /// <summary>Starts an output; one at a time.</summary>
    public OutputWriter Begin() => throw new NotImplementedException();

    /// <inheritdoc/>
    public void Dispose() => throw new NotImplementedException();
}

/// <summary>One output on its way into a spool. Disposed without <see cref="Complete"/>, it is dropped.</summary>
public sealed class OutputWriter : IDisposable
{
    /// <summary>Appends bytes.</summary>
    /// <exception cref="StoreUnavailableException">The spool folder cannot be written to.</exception>
    public void Write(ReadOnlySpan<byte> bytes) => throw new NotImplementedException();

    /// <summary>The output is whole: it gets its hash and joins <see cref="OutputSpool.Outputs"/>.</summary>
    public SpooledOutput Complete() => throw new NotImplementedException();

    /// <inheritdoc/>
    public void Dispose() => throw new NotImplementedException();
}

/// <summary>An output that is whole but not yet stored.</summary>
public sealed class SpooledOutput
{
    /// <summary>SHA-256 of the bytes.</summary>
    public OutputHash Hash => throw new NotImplementedException();

    /// <summary>Length of the bytes before compression.</summary>
    public long Bytes => throw new NotImplementedException();
}
