using System.Security.Cryptography;

namespace Fleet.Ssh.Packets;

/// <summary>Random bytes for padding, fetched many at once: a system's generator takes longer to ask than to answer.</summary>
internal static class RandomPadding
{
    [ThreadStatic]
    private static byte[]? _bytes;

    [ThreadStatic]
    private static int _left;

    /// <summary>Fills a span of up to 255 bytes; no byte is given out twice.</summary>
    public static void Fill(Span<byte> padding)
    {
        byte[] bytes = _bytes ??= new byte[2048];
        if (_left < padding.Length)
        {
            RandomNumberGenerator.Fill(bytes);
            _left = bytes.Length;
        }

        _left -= padding.Length;
        bytes.AsSpan(_left, padding.Length).CopyTo(padding);
    }
}
