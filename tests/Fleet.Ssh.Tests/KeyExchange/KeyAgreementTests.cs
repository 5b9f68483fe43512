using System.Numerics;
using System.Security.Cryptography;
using Fleet.Ssh.KeyExchange;
using Org.BouncyCastle.Crypto.Agreement;
using Org.BouncyCastle.Crypto.EC;
using static Fleet.Ssh.Tests.Wire.Layout;

namespace Fleet.Ssh.Tests.KeyExchange;

/// <summary>Each method against itself, against another implementation, and against values that it must refuse.</summary>
public sealed class KeyAgreementTests
{
    public static TheoryData<string> Methods =>
    [
        "curve25519-sha256",
        "curve25519-sha256@libssh.org",
        "ecdh-sha2-nistp256",
        "diffie-hellman-group14-sha256",
        "diffie-hellman-group14-sha1",
        "diffie-hellman-group1-sha1",
    ];

    [Theory]
    [MemberData(nameof(Methods))]
    public void Two_sides_agree_and_each_run_has_other_keys(string method)
    {
        using var client = KeyAgreement.Start(method);
        using var server = KeyAgreement.Start(method);
        Assert.NotEqual(client.PublicValue.ToArray(), server.PublicValue.ToArray());
        byte[] secret = client.Agree(server.PublicValue.Span);
        Assert.Equal(secret, server.Agree(client.PublicValue.Span));

        using var another = KeyAgreement.Start(method);
        Assert.NotEqual(secret, client.Agree(another.PublicValue.Span));
        Assert.Equal(method.EndsWith("sha1", StringComparison.Ordinal) ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256, client.Hash);
    }

    [Fact]
    public void A_method_that_is_not_known_is_an_error_of_the_caller() =>
        Assert.Throws<ArgumentException>(() => KeyAgreement.Start("rot13"));

    [Fact]
    public void Curve25519_computes_what_RFC_7748_section_6_1_says()
    {
        using var alice = new Curve25519Agreement(Hex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a"));
        using var bob = new Curve25519Agreement(Hex("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb"));
        Assert.Equal(Hex("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a"), alice.PublicValue.ToArray());
        Assert.Equal(Hex("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f"), bob.PublicValue.ToArray());
        byte[] secret = Hex("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742");
        Assert.Equal(secret, alice.Agree(bob.PublicValue.Span));
        Assert.Equal(secret, bob.Agree(alice.PublicValue.Span));
    }

    [Theory]
    // Points of small order, for which the result is all zeros whatever the key is.
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("0100000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800")]
    [InlineData("5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157")]
    [InlineData("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("")]
    [InlineData("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b")]
    [InlineData("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f00")]
    public void Curve25519_refuses_points_that_force_the_result_and_wrong_lengths(string value) =>
        AssertRefused("curve25519-sha256", Hex(value));

    [Fact]
    public void Nistp256_agrees_with_another_implementation()
    {
        var curve = CustomNamedCurves.GetByName("P-256");
        var secret = new Org.BouncyCastle.Math.BigInteger("1234567890123456789012345678901234567890");
        using var ours = KeyAgreement.Start("ecdh-sha2-nistp256");

        byte[] theirPublic = curve.G.Multiply(secret).GetEncoded(compressed: false);
        var shared = curve.Curve.DecodePoint(ours.PublicValue.ToArray()).Multiply(secret).Normalize();

        Assert.Equal(65, ours.PublicValue.Length);
        Assert.Equal(shared.AffineXCoord.GetEncoded(), ours.Agree(theirPublic));
    }

    [Fact]
    public void Nistp256_refuses_what_is_no_point_of_the_curve()
    {
        using var other = KeyAgreement.Start("ecdh-sha2-nistp256");
        byte[] point = other.PublicValue.ToArray();
        AssertRefused("ecdh-sha2-nistp256", [.. point[..^1], (byte)(point[^1] ^ 1)]);
        AssertRefused("ecdh-sha2-nistp256", [4, .. new byte[64]]);
        AssertRefused("ecdh-sha2-nistp256", [4, .. Enumerable.Repeat((byte)0xff, 64)]);
        AssertRefused("ecdh-sha2-nistp256", [0]);
        AssertRefused("ecdh-sha2-nistp256", []);
        AssertRefused("ecdh-sha2-nistp256", point[..^1]);
        AssertRefused("ecdh-sha2-nistp256", [2, .. point[1..33]]);
        AssertRefused("ecdh-sha2-nistp256", [6, .. point[1..]]);
    }

    [Theory]
    [InlineData("diffie-hellman-group14-sha256", 2048)]
    [InlineData("diffie-hellman-group1-sha1", 1024)]
    public void Diffie_Hellman_agrees_with_plain_arithmetic(string method, int bits)
    {
        var prime = Prime(bits);
        var secret = BigInteger.Parse("987654321098765432109876543210");
        using var ours = KeyAgreement.Start(method);
        Assert.True(ours.IsMpint);
        var ourPublic = new BigInteger(ours.PublicValue.Span, isUnsigned: true, isBigEndian: true);

        byte[] agreed = ours.Agree(BigInteger.ModPow(2, secret, prime).ToByteArray(isUnsigned: true, isBigEndian: true));

        Assert.Equal(
            BigInteger.ModPow(ourPublic, secret, prime),
            new BigInteger(agreed, isUnsigned: true, isBigEndian: true));
    }

    [Theory]
    [InlineData("diffie-hellman-group14-sha256", 2048)]
    [InlineData("diffie-hellman-group14-sha1", 2048)]
    [InlineData("diffie-hellman-group1-sha1", 1024)]
    public void Diffie_Hellman_refuses_all_but_what_lies_between_1_and_p_minus_1(string method, int bits)
    {
        var prime = Prime(bits);
        foreach (var value in new[] { 0, 1, prime - 1, prime, prime + 1, prime + 2, prime * prime })
            AssertRefused(method, value.ToByteArray(isUnsigned: true, isBigEndian: true));
        AssertRefused(method, []);
        AssertRefused(method, new byte[100_000]);
    }

    [Fact]
    public void The_exchange_hash_is_of_what_RFC_4253_section_8_lists()
    {
        using var numbers = KeyAgreement.Start("diffie-hellman-group1-sha1");
        using var strings = KeyAgreement.Start("curve25519-sha256");
        byte[] key = [1];
        byte[] e = [0x80];
        byte[] f = [0x00, 0x03];
        byte[] secret = [0xff];

        Assert.Equal(
            Sha1(Of("C"u8.ToArray(), "S"u8.ToArray(), "ci", "si", key, Hex("0080"), Hex("03"), Hex("00ff"))),
            ExchangeHash.Compute(numbers, "C"u8, "S"u8, "ci"u8, "si"u8, key, e, f, secret));
        Assert.Equal(
            SHA256.HashData(Of("C", "S", "ci", "si", key, e, f, Hex("00ff"))),
            ExchangeHash.Compute(strings, "C"u8, "S"u8, "ci"u8, "si"u8, key, e, f, secret));
    }

    [Fact]
    public void Keys_are_derived_as_RFC_4253_section_7_2_says_and_longer_than_the_hash()
    {
        byte[] exchangeHash = Sha1([1]);
        byte[] sessionId = Sha1([2]);
        var keys = new SessionKeys(HashAlgorithmName.SHA1, [0x80, 1], exchangeHash, sessionId);

        byte[] secret = Hex("00000003 008001");
        byte[] first = Sha1([.. secret, .. exchangeHash, (byte)'C', .. sessionId]);
        byte[] second = Sha1([.. secret, .. exchangeHash, .. first]);
        byte[] third = Sha1([.. secret, .. exchangeHash, .. first, .. second]);
        byte[] all = [.. first, .. second, .. third];
        foreach (int length in new[] { 0, 1, 16, 20, 21, 40, 60 })
            Assert.Equal(all[..length], keys.Derive('C', length));
        Assert.NotEqual(first, keys.Derive('D', 20));
    }

    private static byte[] Sha1(byte[] data) => CryptographicOperations.HashData(HashAlgorithmName.SHA1, data);

    private static BigInteger Prime(int bits)
    {
        var group = bits == 1024 ? DHStandardGroups.rfc2409_1024 : DHStandardGroups.rfc3526_2048;
        return new BigInteger(group.P.ToByteArrayUnsigned(), isUnsigned: true, isBigEndian: true);
    }

    private static void AssertRefused(string method, byte[] value)
    {
        using var agreement = KeyAgreement.Start(method);
        var exception = Assert.Throws<SshProtocolException>(() => agreement.Agree(value));
        Assert.Equal(DisconnectReason.KeyExchangeFailed, exception.Reason);
    }
}
