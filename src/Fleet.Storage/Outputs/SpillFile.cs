namespace Fleet.Storage.Outputs;

/// <summary>The file of one spool for what it does not hold in memory; it goes away with the spool or the process.</summary>
internal sealed class SpillFile : IDisposable
{
    private readonly FileStream _file;

    private SpillFile(FileStream file) => _file = file;

    /// <exception cref="StoreUnavailableException">The file cannot be created.</exception>
    public static SpillFile Create(string folder)
    {
        try
        {
            return new SpillFile(PrivateFiles.Open(
                Path.Combine(folder, $"{Guid.NewGuid():N}"),
                FileMode.CreateNew,
                FileAccess.ReadWrite,
                FileShare.None,
                FileOptions.DeleteOnClose));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unavailable(folder, e);
        }
    }

    /// <returns>Where the bytes begin.</returns>
    /// <exception cref="StoreUnavailableException">The file cannot be written to; it is as it was before.</exception>
    public long Append(ReadOnlySpan<byte> bytes)
    {
        var position = _file.Length;
        try
        {
            RandomAccess.Write(_file.SafeFileHandle, bytes, position);
            return position;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Truncate(position);
            throw Unavailable(Path.GetDirectoryName(_file.Name)!, e);
        }
    }

    public void Truncate(long length) => _file.SetLength(length);

    /// <exception cref="IOException">The file cannot be read.</exception>
    public byte[] Read(long position, int length)
    {
        var bytes = new byte[length];
        for (var read = 0; read < length;)
        {
            var n = RandomAccess.Read(_file.SafeFileHandle, bytes.AsSpan(read), position + read);
            read += n > 0 ? n : throw new EndOfStreamException($"{_file.Name} is shorter than what was written to it.");
        }

        return bytes;
    }

    public void Dispose() => _file.Dispose();

    private static StoreUnavailableException Unavailable(string folder, Exception e) =>
        new($"The spool folder {folder} cannot be written to: {e.Message}", e);
}
