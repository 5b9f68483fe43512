using System.Security.Cryptography;

namespace Fleet.Ssh.KeyExchange;

/// <summary>Points of the curve nistp256 as SSH writes them: uncompressed (SEC 1 section 2.3.3, RFC 5656 section 3.1).</summary>
internal static class NistP256Point
{
    public const int CoordinateLength = 32;

    private const byte Uncompressed = 4;

    public static byte[] Encode(ECPoint point) => [Uncompressed, .. point.X!, .. point.Y!];

    /// <summary>Takes the encoding apart; whether the point is on the curve is seen when it is used.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> encoded, out ECPoint point)
    {
        point = default;
        if (encoded.Length != 1 + 2 * CoordinateLength || encoded[0] != Uncompressed)
            return false;
        point.X = encoded.Slice(1, CoordinateLength).ToArray();
        point.Y = encoded[(1 + CoordinateLength)..].ToArray();
        return true;
    }
}
