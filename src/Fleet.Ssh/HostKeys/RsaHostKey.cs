using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Prng;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Security;

namespace Fleet.Ssh.HostKeys;

/// <summary><c>ssh-rsa</c> (RFC 4253 section 6.6), signing with SHA-1 or SHA-2 (RFC 8332).</summary>
internal sealed class RsaHostKey : HostKey
{
    // The chance that a number taken for a prime is none is less than 2 to the minus this.
    private const int Certainty = 100;

    private readonly RSA _key;

    private RsaHostKey(HostKeyType type, RSA key)
    {
        _key = key;
        Type = type;
        PublicBlob = RsaPublicKey.Blob(key.ExportParameters(includePrivateParameters: false));
    }

    public override HostKeyType Type { get; }

    public override ReadOnlyMemory<byte> PublicBlob { get; }

    public override IReadOnlyList<string> Algorithms => RsaPublicKey.SignatureAlgorithms;

    public static RsaHostKey FromSeed(HostKeyType type, int bits, byte[] seed)
    {
        // Another constructor of SecureRandom would mix in what the seed does not say.
        var stream = new DigestRandomGenerator(new Sha256Digest());
        stream.AddSeedMaterial(seed);
        var random = new SecureRandom(stream);
        var generator = new RsaKeyPairGenerator();
        generator.Init(new RsaKeyGenerationParameters(BigInteger.ValueOf(65537), random, bits, Certainty));
        var key = (RsaPrivateCrtKeyParameters)generator.GenerateKeyPair().Private;
        int length = bits / 8;
        return new(type, RSA.Create(new RSAParameters
        {
            Modulus = key.Modulus.ToFixedLength(length),
            Exponent = key.PublicExponent.ToByteArrayUnsigned(),
            D = key.Exponent.ToFixedLength(length),
            P = key.P.ToFixedLength(length / 2),
            Q = key.Q.ToFixedLength(length / 2),
            DP = key.DP.ToFixedLength(length / 2),
            DQ = key.DQ.ToFixedLength(length / 2),
            InverseQ = key.QInv.ToFixedLength(length / 2),
        }));
    }

    public override void Dispose() => _key.Dispose();

    private protected override byte[] SignRaw(string algorithm, ReadOnlySpan<byte> data)
    {
        // The platform does not promise that a key can be used by several threads.
        lock (_key)
            return _key.SignData(data, RsaPublicKey.HashOf(algorithm), RSASignaturePadding.Pkcs1);
    }
}
