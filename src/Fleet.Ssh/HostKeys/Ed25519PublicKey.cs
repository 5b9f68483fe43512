using Fleet.Ssh.Wire;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace Fleet.Ssh.HostKeys;

/// <summary><c>ssh-ed25519</c> (RFC 8709).</summary>
internal sealed class Ed25519PublicKey : PublicKey
{
    public const string Name = "ssh-ed25519";

    private readonly Ed25519.PublicPoint _point;

    public Ed25519PublicKey(ref SshReader reader)
    {
        var key = reader.ReadString();
        if (key.Length != Ed25519.PublicKeySize || Ed25519.ValidatePublicKeyPartialExport(key) is not { } point)
            throw Malformed(Name);
        _point = point;
    }

    public static string[] SignatureAlgorithms { get; } = [Name];

    public override IReadOnlyList<string> Algorithms => SignatureAlgorithms;

    public static byte[] Blob(ReadOnlySpan<byte> key)
    {
        var writer = new SshWriter(4 + Name.Length + 4 + Ed25519.PublicKeySize);
        writer.WriteText(Name);
        writer.WriteString(key);
        return writer.Written.ToArray();
    }

    private protected override bool VerifyRaw(string algorithm, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) =>
        signature.Length == Ed25519.SignatureSize && Ed25519.Verify(signature, _point, data);
}
