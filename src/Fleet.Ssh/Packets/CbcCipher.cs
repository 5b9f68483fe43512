using System.Security.Cryptography;

namespace Fleet.Ssh.Packets;

/// <summary>Cipher block chaining, where the last block of a packet is the next one's vector (RFC 4253 section 6.3).</summary>
internal sealed class CbcCipher : IPacketCipher
{
    private readonly SymmetricAlgorithm _algorithm;
    private readonly byte[] _vector;
    private readonly bool _encrypts;

    /// <param name="algorithm">The block cipher, which this owns.</param>
    /// <param name="key">Its key.</param>
    /// <param name="vector">The initial vector, which this owns.</param>
    /// <param name="encrypts">The direction.</param>
    public CbcCipher(SymmetricAlgorithm algorithm, byte[] key, byte[] vector, bool encrypts)
    {
        _algorithm = algorithm;
        _algorithm.Key = key;
        _vector = vector;
        _encrypts = encrypts;
    }

    public int BlockSize => _vector.Length;

    public void Transform(Span<byte> blocks)
    {
        if (blocks.IsEmpty)
            return;
        if (_encrypts)
        {
            _algorithm.EncryptCbc(blocks, _vector, blocks, PaddingMode.None);
            blocks[^BlockSize..].CopyTo(_vector);
            return;
        }

        Span<byte> next = stackalloc byte[BlockSize];
        blocks[^BlockSize..].CopyTo(next);
        _algorithm.DecryptCbc(blocks, _vector, blocks, PaddingMode.None);
        next.CopyTo(_vector);
    }

    public void Dispose() => _algorithm.Dispose();
}
