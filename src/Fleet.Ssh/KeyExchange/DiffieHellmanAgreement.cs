using System.Security.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Agreement;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Security;

namespace Fleet.Ssh.KeyExchange;

/// <summary>The fixed groups of RFC 4253 section 8, with the hash of its choice (RFC 8268).</summary>
internal sealed class DiffieHellmanAgreement : IKeyAgreement
{
    // Twice the strength of the largest key derived would be 512; 256 is more than the groups themselves are worth.
    private const int ExponentBits = 256;

    private static readonly DHParameters Oakley2 = WithShortExponents(DHStandardGroups.rfc2409_1024);
    private static readonly DHParameters Oakley14 = WithShortExponents(DHStandardGroups.rfc3526_2048);

    // Seeds itself from the system's generator, and may be used by many threads.
    private static readonly SecureRandom Random = new();

    private readonly DHParameters _group;
    private readonly AsymmetricCipherKeyPair _keys;

    private DiffieHellmanAgreement(DHParameters group, HashAlgorithmName hash)
    {
        _group = group;
        Hash = hash;
        var generator = new DHKeyPairGenerator();
        generator.Init(new DHKeyGenerationParameters(Random, group));
        _keys = generator.GenerateKeyPair();
        PublicValue = ((DHPublicKeyParameters)_keys.Public).Y.ToByteArrayUnsigned();
    }

    public HashAlgorithmName Hash { get; }

    public bool IsMpint => true;

    public ReadOnlyMemory<byte> PublicValue { get; }

    /// <summary>The 1,024-bit group of RFC 2409 section 6.2, which SSH calls group 1.</summary>
    public static DiffieHellmanAgreement Group1(HashAlgorithmName hash) => new(Oakley2, hash);

    /// <summary>The 2,048-bit group of RFC 3526 section 3.</summary>
    public static DiffieHellmanAgreement Group14(HashAlgorithmName hash) => new(Oakley14, hash);

    public byte[] Agree(ReadOnlySpan<byte> peerPublicValue)
    {
        try
        {
            // Refuses all but 1 < e < p - 1, and what is not in the group that 2 generates.
            if (peerPublicValue.Length > _group.P.BitLength / 8)
                throw KeyAgreement.NotAllowed("the Diffie-Hellman group");
            var peer = new DHPublicKeyParameters(new BigInteger(1, peerPublicValue), _group);
            var agreement = new DHBasicAgreement();
            agreement.Init(_keys.Private);
            return agreement.CalculateAgreement(peer).ToByteArrayUnsigned();
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            throw KeyAgreement.NotAllowed("the Diffie-Hellman group");
        }
    }

    public void Dispose()
    {
    }

    private static DHParameters WithShortExponents(DHParameters group) =>
        new(group.P, group.G, group.Q, ExponentBits, ExponentBits);
}
