using System.Buffers.Binary;
using System.Security.Cryptography;
using Fleet.Ssh.Packets;
using static Fleet.Ssh.Tests.Wire.Layout;

namespace Fleet.Ssh.Tests.Packets;

/// <summary>What standards publish, for what is put together here from the platform's parts.</summary>
public sealed class CipherVectorTests
{
    // NIST SP 800-38A appendix F.5.
    private const string Counter = "f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff";

    private const string Plaintext =
        """
        6bc1bee22e409f96e93d7e117393172a
        ae2d8a571e03ac9c9eb76fac45af8e51
        30c81c46a35ce411e5fbc1191a0a52ef
        f69f2445df4f9b17ad2b417be66c3710
        """;

    [Theory]
    [InlineData(
        "2b7e151628aed2a6abf7158809cf4f3c",
        "874d6191b620e3261bef6864990db6ce9806f66b7970fdff8617187bb9fffdff5ae4df3edbd5d35e5b4f09020db03eab1e031dda2fbe03d1792170a0f3009cee")]
    [InlineData(
        "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4",
        "601ec313775789a5b7a7f504bbf3d228f443e3ca4d62b59aca84e990cacaf5c52b0930daa23de94ce87017ba2d84988ddfc9c58db67aada613c2dd08457941a6")]
    public void Counter_mode_is_that_of_NIST_however_it_is_called(string key, string ciphertext)
    {
        foreach (int first in new[] { 16, 32, 64 })
        {
            using var cipher = new CtrCipher(Hex(key), Hex(Counter));
            byte[] blocks = Hex(Plaintext);
            cipher.Transform(blocks.AsSpan(0, first));
            cipher.Transform(blocks.AsSpan(first));
            Assert.Equal(Hex(ciphertext), blocks);
        }
    }

    [Fact]
    public void Counter_mode_encrypts_more_than_its_scratch_holds_and_the_counter_wraps()
    {
        byte[] key = Hex("2b7e151628aed2a6abf7158809cf4f3c");
        byte[] counter = Hex("fffffffffffffffffffffffffffffffe");
        using var cipher = new CtrCipher(key, counter);
        byte[] blocks = new byte[5008];
        cipher.Transform(blocks);

        using var aes = Aes.Create();
        aes.Key = key;
        var number = BinaryPrimitives.ReadUInt128BigEndian(counter);
        for (int i = 0; i < blocks.Length; i += 16)
        {
            byte[] block = new byte[16];
            BinaryPrimitives.WriteUInt128BigEndian(block, unchecked(number++));
            Assert.Equal(aes.EncryptEcb(block, PaddingMode.None), blocks.AsSpan(i, 16));
        }
    }

    [Fact]
    public void The_nonce_of_GCM_counts_in_its_last_eight_bytes_and_wraps_there()
    {
        byte[] key = new byte[16];
        using var protection = new GcmProtection([.. key], Hex("01020304 ffffffffffffffff"));
        byte[] packet = [0, 0, 0, 16, .. new byte[16]];
        byte[] tag = new byte[16];
        protection.Seal(0, [.. packet], tag);

        byte[] second = [.. packet];
        protection.Seal(1, second, tag);

        byte[] expected = new byte[16];
        byte[] expectedTag = new byte[16];
        using var gcm = new AesGcm(key, 16);
        gcm.Encrypt(Hex("01020304 0000000000000000"), new byte[16], expected, expectedTag, packet[..4]);
        Assert.Equal(expected, second[4..]);
        Assert.Equal(expectedTag, tag);
    }

    [Theory]
    [InlineData("SHA1", 20)]
    [InlineData("SHA256", 32)]
    public void A_MAC_is_of_the_packets_number_and_its_bytes(string hash, int length)
    {
        byte[] key = [1, 2, 3];
        using var mac = new PacketMac(new HashAlgorithmName(hash), key);
        byte[] tag = new byte[mac.Length];
        for (int i = 0; i < 2; i++)
        {
            mac.Compute(0x01020304, [5, 6], tag);
            byte[] expected = CryptographicOperations.HmacData(new HashAlgorithmName(hash), key, (byte[])[1, 2, 3, 4, 5, 6]);
            Assert.Equal(length, expected.Length);
            Assert.Equal(expected, tag);
            Assert.True(mac.IsRight(0x01020304, [5, 6], tag));
            Assert.False(mac.IsRight(0x01020305, [5, 6], tag));
        }
    }
}
