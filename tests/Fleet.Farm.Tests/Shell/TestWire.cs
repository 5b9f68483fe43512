using Fleet.Farm.Server;

namespace Fleet.Farm.Tests.Shell;

/// <summary>A connection in memory that takes some packets and breaks then, as nobody else would end a flood.</summary>
internal sealed class TestWire : IWire
{
    private const int Most = 1000;

    public uint Channel => 7;

    /// <summary>The messages that were sent.</summary>
    public List<byte[]> Messages { get; } = [];

    /// <summary>The bytes that were sent amid them.</summary>
    public List<byte> Raw { get; } = [];

    /// <summary>How many key exchanges were begun.</summary>
    public int Rekeys { get; private set; }

    public ValueTask SendAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellation)
    {
        Messages.Add(payload.ToArray());
        return Messages.Count < Most ? default : throw new IOException("The connection broke.");
    }

    public void SendRaw(ReadOnlySpan<byte> bytes) => Raw.AddRange(bytes);

    public void Rekey()
    {
        if (++Rekeys == Most)
            throw new IOException("The connection broke.");
    }
}
