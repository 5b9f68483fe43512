namespace Fleet.Ssh.Packets;

/// <summary>A block cipher in a mode that runs on from packet to packet, in one direction.</summary>
internal interface IPacketCipher : IDisposable
{
    /// <summary>Bytes of a block.</summary>
    int BlockSize { get; }

    /// <summary>Encrypts or decrypts the next whole blocks in place.</summary>
    void Transform(Span<byte> blocks);
}
