using System.Security.Cryptography;

namespace Fleet.Ssh.Packets;

/// <summary>Random bytes for padding, fetched many at once: a system's generator takes longer to ask than to answer.</summary>
internal static class RandomPadding
{
    [ThreadStatic]
    private static byte[]? t_bytes;

    [ThreadStatic]
    private static int t_left;

    /// <summary>Fills a span of up to 255 bytes; no byte is given out twice.</summary>
    public static void Fill(Span<byte> padding)
    {
        byte[] bytes = t_bytes ??= new byte[2048];
        if (t_left < padding.Length)
        {
            RandomNumberGenerator.Fill(bytes);
            t_left = bytes.Length;
        }

        t_left -= padding.Length;
        bytes.AsSpan(t_left, padding.Length).CopyTo(padding);
    }
}
