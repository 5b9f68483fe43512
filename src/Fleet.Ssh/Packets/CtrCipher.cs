using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;

namespace Fleet.Ssh.Packets;

/// <summary>AES in counter mode (RFC 4344 section 4), which the platform has only as its block cipher.</summary>
internal sealed class CtrCipher : IPacketCipher
{
    private const int BlockBytes = 16;
    private const int ScratchBytes = 128 * BlockBytes;

    /// <summary>Counters, then the key stream made of them; one for a thread, so that idle connections hold none.</summary>
    [ThreadStatic]
    private static byte[]? _scratch;

    private readonly Aes _aes = Aes.Create();
    private readonly ICryptoTransform _encryptor;
    private UInt128 _counter;

    public CtrCipher(byte[] key, ReadOnlySpan<byte> initialCounter)
    {
        _aes.Mode = CipherMode.ECB;
        _aes.Padding = PaddingMode.None;
        _encryptor = _aes.CreateEncryptor(key, null);
        _counter = BinaryPrimitives.ReadUInt128BigEndian(initialCounter);
    }

    public int BlockSize => BlockBytes;

    public void Transform(Span<byte> blocks)
    {
        byte[] scratch = _scratch ??= new byte[ScratchBytes];
        while (!blocks.IsEmpty)
        {
            int count = Math.Min(blocks.Length, ScratchBytes);
            for (int i = 0; i < count; i += BlockBytes)
                BinaryPrimitives.WriteUInt128BigEndian(scratch.AsSpan(i), unchecked(_counter++));
            _encryptor.TransformBlock(scratch, 0, count, scratch, 0);
            Xor(blocks[..count], scratch);
            blocks = blocks[count..];
        }
    }

    public void Dispose()
    {
        _encryptor.Dispose();
        _aes.Dispose();
    }

    private static void Xor(Span<byte> blocks, ReadOnlySpan<byte> keyStream)
    {
        var target = MemoryMarshal.Cast<byte, Vector128<byte>>(blocks);
        var source = MemoryMarshal.Cast<byte, Vector128<byte>>(keyStream)[..target.Length];
        for (int i = 0; i < target.Length; i++)
            target[i] ^= source[i];
    }
}
