using System.Security.Cryptography;
using Fleet.Ssh.KeyExchange;
using Fleet.Ssh.Wire;

namespace Fleet.Ssh.HostKeys;

/// <summary><c>ecdsa-sha2-nistp256</c> (RFC 5656 section 3).</summary>
internal sealed class EcdsaPublicKey : PublicKey
{
    public const string Name = "ecdsa-sha2-nistp256";

    private const string CurveName = "nistp256";

    private readonly ECParameters _key = new() { Curve = ECCurve.NamedCurves.nistP256 };

    public EcdsaPublicKey(ref SshReader reader)
    {
        if (reader.ReadName() != CurveName || !NistP256Point.TryDecode(reader.ReadString(), out _key.Q))
            throw Malformed(Name);
        try
        {
            // The platform refuses a point that is not on the curve.
            ECDsa.Create(_key).Dispose();
        }
        catch (CryptographicException)
        {
            throw Malformed(Name);
        }
    }

    public static string[] SignatureAlgorithms { get; } = [Name];

    public override IReadOnlyList<string> Algorithms => SignatureAlgorithms;

    public static byte[] Blob(ReadOnlySpan<byte> point)
    {
        var writer = new SshWriter(128);
        writer.WriteText(Name);
        writer.WriteText(CurveName);
        writer.WriteString(point);
        return writer.Written.ToArray();
    }

    private protected override bool VerifyRaw(string algorithm, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        const int Length = NistP256Point.CoordinateLength;
        var reader = new SshReader(signature);
        var r = reader.ReadMpint();
        var s = reader.ReadMpint();
        reader.ReadEnd();
        if (r.Length > Length || s.Length > Length)
            return false;
        using var key = ECDsa.Create(_key);
        return key.VerifyData(
            data,
            [.. r.ToFixedLength(Length), .. s.ToFixedLength(Length)],
            HashAlgorithmName.SHA256,
            DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }
}
