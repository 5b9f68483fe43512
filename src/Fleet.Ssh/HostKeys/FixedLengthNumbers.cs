using Org.BouncyCastle.Math;
using Org.BouncyCastle.Utilities;

namespace Fleet.Ssh.HostKeys;

/// <summary>Numbers as the platform's key parameters want them: big-endian with a given length.</summary>
internal static class FixedLengthNumbers
{
    public static byte[] ToFixedLength(this BigInteger number, int length) =>
        BigIntegers.AsUnsignedByteArray(length, number);

    /// <summary>Puts zeros in front of a number that is no longer than the length.</summary>
    public static byte[] ToFixedLength(this ReadOnlySpan<byte> number, int length)
    {
        byte[] bytes = new byte[length];
        number.CopyTo(bytes.AsSpan(length - number.Length));
        return bytes;
    }
}
