using System.Security.Cryptography;
using Fleet.Ssh.Wire;

namespace Fleet.Ssh.HostKeys;

/// <summary><c>ssh-rsa</c> (RFC 4253 section 6.6), signing with SHA-1 or SHA-2 (RFC 8332).</summary>
internal sealed class RsaPublicKey : PublicKey
{
    public const string Name = "ssh-rsa";

    // What is shorter can be broken; what is longer only keeps us busy.
    private const int ShortestModulus = 1024 / 8;
    private const int LongestModulus = 16384 / 8;
    private const int LongestExponent = 8;

    private readonly RSAParameters _key;

    public RsaPublicKey(ref SshReader reader)
    {
        var exponent = reader.ReadMpint();
        var modulus = reader.ReadMpint();
        if (exponent.Length is 0 or > LongestExponent || modulus.Length is < ShortestModulus or > LongestModulus)
            throw Malformed(Name);
        _key = new RSAParameters { Exponent = exponent.ToArray(), Modulus = modulus.ToArray() };
        try
        {
            RSA.Create(_key).Dispose();
        }
        catch (CryptographicException)
        {
            throw Malformed(Name);
        }
    }

    public static string[] SignatureAlgorithms { get; } = ["rsa-sha2-512", "rsa-sha2-256", "ssh-rsa"];

    public override IReadOnlyList<string> Algorithms => SignatureAlgorithms;

    public static byte[] Blob(RSAParameters key)
    {
        var writer = new SshWriter(4 + Name.Length + 4 + 1 + key.Exponent!.Length + 4 + 1 + key.Modulus!.Length);
        writer.WriteText(Name);
        writer.WriteMpint(key.Exponent);
        writer.WriteMpint(key.Modulus);
        return writer.Written.ToArray();
    }

    public static HashAlgorithmName HashOf(string algorithm) => algorithm switch
    {
        "rsa-sha2-512" => HashAlgorithmName.SHA512,
        "rsa-sha2-256" => HashAlgorithmName.SHA256,
        _ => HashAlgorithmName.SHA1,
    };

    private protected override bool VerifyRaw(string algorithm, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        // There are peers that leave out leading zeros.
        int length = _key.Modulus!.Length;
        if (signature.Length > length)
            return false;
        using var key = RSA.Create(_key);
        return key.VerifyData(data, signature.ToFixedLength(length), HashOf(algorithm), RSASignaturePadding.Pkcs1);
    }
}
