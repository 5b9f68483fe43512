namespace Fleet.Ssh.Packets;

/// <summary>Packets before the first keys.</summary>
internal sealed class NoProtection : PacketProtection
{
    public static readonly NoProtection Instance = new();

    internal override bool IsLengthClear => false;

    internal override int BlockSize => 8;

    internal override int TagLength => 0;

    // What RFC 4253 section 6.1 asks for and no more: nobody has proven anything yet.
    internal override int LongestPacket => 35_000;

    internal override void Seal(uint sequenceNumber, Span<byte> packet, Span<byte> tag)
    {
    }

    internal override void OpenHeader(Span<byte> header)
    {
    }

    internal override bool TryOpen(uint sequenceNumber, Span<byte> packet, ReadOnlySpan<byte> tag) => true;

    public override void Dispose()
    {
    }
}
