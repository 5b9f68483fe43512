namespace Fleet.Sessions.Ssh;

/// <summary>
/// Has a thread of the pool write a command line itself when that takes no wait, as it hardly ever does: to hand it to
/// a thread that may block and to be told of its end are two switches of threads for some bytes.
/// </summary>
/// <remarks>
/// SSH.NET waits for the channel's window, for the end of a key exchange and for room in the socket's buffer; all three
/// are asked for before. A device could still begin a key exchange in the very moment between, and leave its session
/// waiting until the time is up. So no more than <see cref="AtOnce"/> write like this at the same time in the whole
/// process: whatever devices do, they hold up that many threads of the pool, and everybody else's lines go the other way.
/// </remarks>
/// <param name="allowance">What the device may make us answer.</param>
/// <param name="isReady">Whether neither a key exchange nor the socket would make us wait.</param>
internal sealed class DirectWrites(Allowance allowance, Func<bool> isReady)
{
    /// <summary>Most bytes that are written at once; command lines have some dozens.</summary>
    public const int MostBytes = 1024;

    /// <summary>Threads of the pool that may be at it.</summary>
    public static readonly int AtOnce = Environment.ProcessorCount;

    private static int _underWay;

    /// <summary>Writes, unless that could mean to wait.</summary>
    /// <param name="window">Bytes that the device is ready to take on the channel (RFC 4254 section 5.2).</param>
    /// <param name="bytes">The bytes.</param>
    /// <param name="write">Writes them on this thread.</param>
    /// <returns>Whether they are written.</returns>
    public bool TryWrite(long window, ReadOnlyMemory<byte> bytes, Action<ReadOnlyMemory<byte>> write)
    {
        if (bytes.Length > Math.Min(MostBytes, window) || !allowance.CanAnswer)
            return false;
        try
        {
            if (Interlocked.Increment(ref _underWay) > AtOnce || !isReady())
                return false;
            using (PacketListener.Sending())
                write(bytes);
            return true;
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }
}
