namespace Fleet.Ssh.Channels;

/// <summary>What the peer is ready to take on a channel (RFC 4254 section 5.2). To be used under the channel's lock.</summary>
/// <param name="size">Bytes that may be sent at first.</param>
public sealed class SendWindow(uint size)
{
    private TaskCompletionSource? _opened;

    /// <summary>Bytes that may be sent now.</summary>
    public uint Available { get; private set; } = size;

    /// <summary>Uses as much as there is of what is wanted.</summary>
    /// <returns>Bytes that may be sent, 0 if the window is closed.</returns>
    public int Take(int wanted)
    {
        int taken = (int)Math.Min((uint)wanted, Available);
        Available -= (uint)taken;
        return taken;
    }

    /// <summary>The peer takes more.</summary>
    /// <exception cref="SshProtocolException">The window would be above 2^32 - 1 bytes.</exception>
    public void Adjust(uint bytes)
    {
        if (bytes > uint.MaxValue - Available)
            throw new SshProtocolException(DisconnectReason.ProtocolError, "A channel's window is above 2^32 - 1 bytes.");
        Available += bytes;
        if (Available > 0)
            Wake();
    }

    /// <summary>Completes when the window is open, or <see cref="Wake"/> was called; on another thread.</summary>
    public Task OpenedAsync() => Available > 0
        ? Task.CompletedTask
        : (_opened ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Ends the wait of who waits: the channel is closed.</summary>
    public void Wake()
    {
        _opened?.SetResult();
        _opened = null;
    }
}
