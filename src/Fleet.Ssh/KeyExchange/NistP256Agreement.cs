using System.Security.Cryptography;

namespace Fleet.Ssh.KeyExchange;

/// <summary><c>ecdh-sha2-nistp256</c> (RFC 5656 section 4).</summary>
internal sealed class NistP256Agreement : IKeyAgreement
{
    private readonly ECDiffieHellman _keys = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);

    public NistP256Agreement() => PublicValue = NistP256Point.Encode(_keys.ExportParameters(includePrivateParameters: false).Q);

    public HashAlgorithmName Hash => HashAlgorithmName.SHA256;

    public bool IsMpint => false;

    public ReadOnlyMemory<byte> PublicValue { get; }

    public byte[] Agree(ReadOnlySpan<byte> peerPublicValue)
    {
        if (!NistP256Point.TryDecode(peerPublicValue, out var point))
            throw KeyAgreement.NotAllowed("nistp256");
        try
        {
            // The platform refuses a point that is not on the curve.
            using var peer = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = point });
            return _keys.DeriveRawSecretAgreement(peer.PublicKey);
        }
        catch (CryptographicException)
        {
            throw KeyAgreement.NotAllowed("nistp256");
        }
    }

    public void Dispose() => _keys.Dispose();
}
