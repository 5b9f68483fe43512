using System.Security.Cryptography;
using Org.BouncyCastle.Math.EC.Rfc7748;

namespace Fleet.Ssh.KeyExchange;

/// <summary><c>curve25519-sha256</c> (RFC 8731).</summary>
internal sealed class Curve25519Agreement : IKeyAgreement
{
    private readonly byte[] _privateKey;
    private readonly byte[] _publicKey = new byte[X25519.PointSize];

    public Curve25519Agreement()
        : this(RandomNumberGenerator.GetBytes(X25519.ScalarSize))
    {
    }

    internal Curve25519Agreement(byte[] privateKey)
    {
        _privateKey = privateKey;
        X25519.ScalarMultBase(_privateKey, _publicKey);
    }

    public HashAlgorithmName Hash => HashAlgorithmName.SHA256;

    public bool IsMpint => false;

    public ReadOnlyMemory<byte> PublicValue => _publicKey;

    public byte[] Agree(ReadOnlySpan<byte> peerPublicValue)
    {
        // RFC 8731 section 3: the length must be right, and the result must not be all zeros, as some points make it. That
        // result is taken as a big-endian number although RFC 7748 counts its bytes from the other end.
        byte[] secret = new byte[X25519.PointSize];
        if (peerPublicValue.Length != X25519.PointSize || !X25519.CalculateAgreement(_privateKey, peerPublicValue, secret))
            throw KeyAgreement.NotAllowed("curve25519");
        return secret;
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(_privateKey);
}
