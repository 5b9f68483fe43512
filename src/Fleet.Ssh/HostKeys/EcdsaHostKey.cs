using System.Security.Cryptography;
using Fleet.Ssh.KeyExchange;
using Fleet.Ssh.Wire;
using Org.BouncyCastle.Crypto.EC;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Math.EC.Multiplier;

namespace Fleet.Ssh.HostKeys;

/// <summary><c>ecdsa-sha2-nistp256</c> (RFC 5656 section 3).</summary>
internal sealed class EcdsaHostKey : HostKey
{
    private readonly ECDsa _key;

    private EcdsaHostKey(ECDsa key)
    {
        _key = key;
        PublicBlob = EcdsaPublicKey.Blob(NistP256Point.Encode(key.ExportParameters(includePrivateParameters: false).Q));
    }

    public override HostKeyType Type => HostKeyType.EcdsaP256;

    public override ReadOnlyMemory<byte> PublicBlob { get; }

    public override IReadOnlyList<string> Algorithms => EcdsaPublicKey.SignatureAlgorithms;

    public static EcdsaHostKey FromSeed(byte[] seed)
    {
        // The platform does not compute the point of a private key everywhere.
        var curve = CustomNamedCurves.GetByName("P-256");
        var secret = new BigInteger(1, SHA512.HashData(seed)).Mod(curve.N.Subtract(BigInteger.One)).Add(BigInteger.One);
        var point = new FixedPointCombMultiplier().Multiply(curve.G, secret).Normalize();
        return new(ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            D = secret.ToFixedLength(NistP256Point.CoordinateLength),
            Q = new ECPoint { X = point.AffineXCoord.GetEncoded(), Y = point.AffineYCoord.GetEncoded() },
        }));
    }

    public override void Dispose() => _key.Dispose();

    private protected override byte[] SignRaw(string algorithm, ReadOnlySpan<byte> data)
    {
        byte[] numbers;
        // The platform does not promise that a key can be used by several threads.
        lock (_key)
            numbers = _key.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        var writer = new SshWriter(80);
        writer.WriteMpint(numbers.AsSpan(0, NistP256Point.CoordinateLength));
        writer.WriteMpint(numbers.AsSpan(NistP256Point.CoordinateLength));
        return writer.Written.ToArray();
    }
}
