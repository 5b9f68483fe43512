using System.Security.Cryptography;
using CsCheck;
using Fleet.Ssh.HostKeys;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using static Fleet.Ssh.Tests.Wire.Layout;

namespace Fleet.Ssh.Tests.HostKeys;

/// <summary>Keys that grow from seeds, and what they sign.</summary>
public sealed class HostKeyTests
{
    private static readonly byte[] Data = "what is signed"u8.ToArray();

    public static TheoryData<HostKeyType> Types => [.. Enum.GetValues<HostKeyType>()];

    [Theory]
    // If these change, every simulated device shows another host key than it did before.
    [InlineData(HostKeyType.Ed25519, "CON/geAi2K+g3n3y1gBVAexc4G4PeVKCKbyV9ufjJN8")]
    [InlineData(HostKeyType.EcdsaP256, "Bpm3tmdF90wIW2rqFQdIvMKEKkAyyn32shpaqRDW1io")]
    [InlineData(HostKeyType.Rsa2048, "WQq6V++ufzhg3SJp3AmVCB6Nc6+HcbCKAbJBaKEIsOU")]
    [InlineData(HostKeyType.Rsa1024, "1zngv6luiQ/beF85cH1IuXF/uF0DiX7bTHhCsXCQ/pE")]
    public void A_seed_makes_the_key_that_it_always_made(HostKeyType type, string fingerprint)
    {
        using var key = HostKey.FromSeed(type, "seed"u8);
        Assert.Equal(type, key.Type);
        Assert.Equal(fingerprint, Convert.ToBase64String(SHA256.HashData(key.PublicBlob.Span)).TrimEnd('='));
    }

    [Theory]
    [InlineData(HostKeyType.Ed25519)]
    [InlineData(HostKeyType.EcdsaP256)]
    [InlineData(HostKeyType.Rsa1024)]
    public void Another_seed_makes_another_key_and_any_length_will_do(HostKeyType type)
    {
        byte[][] seeds = [[], [0], [0, 0], [1], new byte[100]];
        var blobs = new HashSet<string>();
        foreach (byte[] seed in seeds)
        {
            using var key = HostKey.FromSeed(type, seed);
            blobs.Add(Convert.ToHexString(key.PublicBlob.Span));
        }

        Assert.Equal(seeds.Length, blobs.Count);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void What_a_key_signs_its_public_half_verifies_and_nothing_else(HostKeyType type)
    {
        using var key = HostKey.FromSeed(type, "seed"u8);
        using var other = HostKey.FromSeed(type, "other"u8);
        var publicKey = PublicKey.Read(key.PublicBlob.Span);
        Assert.Equal(key.Algorithms, publicKey.Algorithms);
        foreach (string algorithm in key.Algorithms)
        {
            byte[] signature = key.Sign(algorithm, Data);
            Assert.True(publicKey.Verify(algorithm, Data, signature));
            Assert.False(publicKey.Verify(algorithm, [.. Data, 0], signature));
            Assert.False(PublicKey.Read(other.PublicBlob.Span).Verify(algorithm, Data, signature));
            Assert.False(publicKey.Verify("ssh-dss", Data, signature));
            foreach (string another in key.Algorithms.Where(another => another != algorithm))
                Assert.False(publicKey.Verify(another, Data, signature));
        }

        Assert.Throws<ArgumentException>(() => key.Sign("ssh-dss", Data));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void A_damaged_signature_is_not_right_and_no_error(HostKeyType type)
    {
        using var key = HostKey.FromSeed(type, "seed"u8);
        var publicKey = PublicKey.Read(key.PublicBlob.Span);
        string algorithm = key.Algorithms[0];
        byte[] signature = key.Sign(algorithm, Data);
        Gen.Select(Gen.Int[0, signature.Length - 1], Gen.Byte[1, 255]).Sample(
            (where, flip) =>
            {
                byte[] damaged = [.. signature];
                damaged[where] ^= flip;
                return !publicKey.Verify(algorithm, Data, damaged)
                    && !publicKey.Verify(algorithm, Data, signature.AsSpan(0, where))
                    && !publicKey.Verify(algorithm, Data, [.. signature, flip]);
            },
            iter: 100);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void A_malformed_public_key_is_refused_as_such_or_read(HostKeyType type)
    {
        using var key = HostKey.FromSeed(type, "seed"u8);
        byte[] blob = key.PublicBlob.ToArray();
        Gen.Select(Messages.Mutation.Any, Gen.Bool).Sample(
            (mutation, keepsType) =>
            {
                byte[] mutated = mutation.Apply(blob);
                if (keepsType && mutated.Length > 30)
                    blob.AsSpan(0, 11).CopyTo(mutated);
                try
                {
                    PublicKey.Read(mutated).Verify(key.Algorithms[0], Data, Of(key.Algorithms[0], new byte[64]));
                }
                catch (SshProtocolException)
                {
                    // The only way to fail.
                }
            },
            iter: 500);
    }

    [Theory]
    [InlineData("ssh-dss")]
    [InlineData("")]
    public void A_key_of_another_type_is_refused(string type) =>
        Assert.Throws<SshProtocolException>(() => PublicKey.Read(Of(type, new byte[32])));

    [Fact]
    public void Public_keys_that_are_none_are_refused()
    {
        Refused(Of("ssh-ed25519", new byte[31]));
        Refused(Of("ssh-ed25519", new byte[33]));
        Refused(Of("ssh-ed25519", Enumerable.Repeat((byte)0xff, 32).ToArray()));
        Refused(Of("ecdsa-sha2-nistp256", "nistp384", (byte[])[4, .. new byte[64]]));
        Refused(Of("ecdsa-sha2-nistp256", "nistp256", (byte[])[4, .. new byte[64]]));
        Refused(Of("ssh-rsa", new byte[] { 1, 0, 1 }, new byte[] { 127 }));
        Refused(Of("ssh-rsa", new byte[] { 0 }, (byte[])[127, .. new byte[255]]));
        Refused(Of("ssh-rsa", Enumerable.Repeat((byte)1, 9).ToArray(), (byte[])[127, .. new byte[255]]));
        Refused(Of("ssh-rsa", new byte[] { 1, 0, 1 }, (byte[])[127, .. new byte[4000]]));
        Refused(Of("ssh-rsa", new byte[] { 1, 0, 1 }, (byte[])[200, .. new byte[255]]));
    }

    [Theory]
    // RFC 8032 section 7.1, tests 1 and 2.
    [InlineData(
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")]
    [InlineData(
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")]
    public void Ed25519_signs_as_RFC_8032_says(string privateKey, string publicKey, string message, string signature)
    {
        using var key = new Ed25519HostKey(Hex(privateKey));
        Assert.Equal(Of("ssh-ed25519", Hex(publicKey)), key.PublicBlob.ToArray());
        Assert.Equal(Of("ssh-ed25519", Hex(signature)), key.Sign("ssh-ed25519", Hex(message)));
    }

    [Theory]
    [InlineData("ssh-rsa")]
    [InlineData("rsa-sha2-256")]
    [InlineData("rsa-sha2-512")]
    public void RSA_signatures_are_right_to_another_implementation(string algorithm)
    {
        using var key = HostKey.FromSeed(HostKeyType.Rsa1024, "seed"u8);
        var reader = new Ssh.Wire.SshReader(key.PublicBlob.Span);
        Assert.Equal("ssh-rsa", reader.ReadName());
        var exponent = new Org.BouncyCastle.Math.BigInteger(1, reader.ReadMpint().ToArray());
        var modulus = new Org.BouncyCastle.Math.BigInteger(1, reader.ReadMpint().ToArray());
        Assert.Equal(1024, modulus.BitLength);
        var signature = new Ssh.Wire.SshReader(key.Sign(algorithm, Data));
        Assert.Equal(algorithm, signature.ReadName());

        var verifier = new RsaDigestSigner(algorithm switch
        {
            "ssh-rsa" => new Sha1Digest(),
            "rsa-sha2-256" => new Sha256Digest(),
            _ => new Sha512Digest(),
        });
        verifier.Init(false, new RsaKeyParameters(false, modulus, exponent));
        verifier.BlockUpdate(Data, 0, Data.Length);

        Assert.True(verifier.VerifySignature(signature.ReadString().ToArray()));
    }

    [Fact]
    public void Many_threads_sign_with_one_key_at_once()
    {
        foreach (var type in Enum.GetValues<HostKeyType>())
        {
            using var key = HostKey.FromSeed(type, "seed"u8);
            var publicKey = PublicKey.Read(key.PublicBlob.Span);
            string algorithm = key.Algorithms[0];
            Parallel.For(0, 100, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
                Assert.True(publicKey.Verify(algorithm, [(byte)i], key.Sign(algorithm, [(byte)i]))));
        }
    }

    [Fact]
    public void Each_algorithm_needs_its_type_of_key()
    {
        Assert.Equal(HostKeyType.Ed25519, HostKey.TypeFor("ssh-ed25519"));
        Assert.Equal(HostKeyType.EcdsaP256, HostKey.TypeFor("ecdsa-sha2-nistp256"));
        Assert.Equal(HostKeyType.Rsa2048, HostKey.TypeFor("rsa-sha2-512"));
        Assert.Equal(HostKeyType.Rsa2048, HostKey.TypeFor("rsa-sha2-256"));
        Assert.Equal(HostKeyType.Rsa2048, HostKey.TypeFor("ssh-rsa"));
        Assert.Throws<ArgumentException>(() => HostKey.TypeFor("ssh-dss"));
    }

    private static void Refused(byte[] blob) => Assert.Throws<SshProtocolException>(() => PublicKey.Read(blob));
}
