using Org.BouncyCastle.Math.EC.Rfc8032;

namespace Fleet.Ssh.HostKeys;

/// <summary><c>ssh-ed25519</c> (RFC 8709).</summary>
internal sealed class Ed25519HostKey : HostKey
{
    private readonly byte[] _privateKey;

    // Kept, as it would otherwise be computed again for each signature.
    private readonly byte[] _publicKey = new byte[Ed25519.PublicKeySize];

    public Ed25519HostKey(byte[] privateKey)
    {
        _privateKey = privateKey;
        Ed25519.GeneratePublicKey(privateKey, 0, _publicKey, 0);
        PublicBlob = Ed25519PublicKey.Blob(_publicKey);
    }

    public override HostKeyType Type => HostKeyType.Ed25519;

    public override ReadOnlyMemory<byte> PublicBlob { get; }

    public override IReadOnlyList<string> Algorithms => Ed25519PublicKey.SignatureAlgorithms;

    public override void Dispose()
    {
    }

    private protected override byte[] SignRaw(string algorithm, ReadOnlySpan<byte> data)
    {
        byte[] message = data.ToArray();
        byte[] signature = new byte[Ed25519.SignatureSize];
        Ed25519.Sign(_privateKey, 0, _publicKey, 0, message, 0, message.Length, signature, 0);
        return signature;
    }
}
