using CsCheck;
using Fleet.Ssh.Algorithms;
using Fleet.Ssh.HostKeys;
using Fleet.Ssh.KeyExchange;
using Fleet.Ssh.Packets;
using Fleet.Ssh.Tests.Packets;

namespace Fleet.Ssh.Tests.Algorithms;

/// <summary>What two sides agree on (RFC 4253 section 7.1).</summary>
public sealed class NegotiationTests
{
    private static readonly AlgorithmOffer Plain = new()
    {
        KeyExchanges = ["k1", "k2"],
        HostKeys = ["h1", "h2"],
        Ciphers = ["c1", "c2"],
        Macs = ["m1", "m2"],
    };

    [Fact]
    public void The_first_of_the_clients_that_the_server_has_too_is_taken_for_each_kind()
    {
        var client = KexInit.Of(Plain with { Macs = ["m3", "m2", "m1"] });
        var server = KexInit.Of(Plain with { KeyExchanges = ["k2"], HostKeys = ["h2", "h1"], Macs = ["m1", "m2"] }) with
        {
            CiphersToClient = ["c2"],
        };

        var agreed = AgreedAlgorithms.Of(client, server);

        Assert.Equal(new AgreedAlgorithms("k2", "h1", "c1", "c2", "m2", "m2", GuessWasWrong: true), agreed);
    }

    [Fact]
    public void It_is_what_a_naive_search_finds_for_any_lists()
    {
        var list = Gen.Int[0, 5].Array[0, 4].Select(numbers => numbers.Select(number => $"a{number}").ToArray());
        Gen.Select(list, list).Sample((clients, servers) =>
        {
            string? expected = clients.FirstOrDefault(servers.Contains);
            var client = KexInit.Of(Plain with { Ciphers = clients });
            var server = KexInit.Of(Plain with { Ciphers = servers });
            if (expected is null)
                Assert.Throws<SshProtocolException>(() => AgreedAlgorithms.Of(client, server));
            else
                Assert.Equal(expected, AgreedAlgorithms.Of(client, server).CipherToClient);
        });
    }

    [Fact]
    public void What_cannot_be_agreed_on_is_named_with_both_lists()
    {
        var exception = Assert.Throws<SshProtocolException>(() =>
            AgreedAlgorithms.Of(KexInit.Of(AlgorithmOffer.Modern), KexInit.Of(AlgorithmOffer.Legacy)));
        Assert.Equal(DisconnectReason.KeyExchangeFailed, exception.Reason);
        Assert.Equal(
            "There is no common key exchange method: the client offers curve25519-sha256, curve25519-sha256@libssh.org, "
            + "ecdh-sha2-nistp256, diffie-hellman-group14-sha256; the server offers diffie-hellman-group14-sha1, "
            + "diffie-hellman-group1-sha1.",
            exception.Message);
    }

    [Fact]
    public void A_list_of_thousands_does_not_make_a_message_of_thousands()
    {
        var client = KexInit.Of(Plain with { HostKeys = [.. Enumerable.Range(0, 20_000).Select(i => $"name-{i}")] });
        var exception = Assert.Throws<SshProtocolException>(() => AgreedAlgorithms.Of(client, KexInit.Of(Plain)));
        Assert.InRange(exception.Message.Length, 100, 2_500);
    }

    [Fact]
    public void An_AEAD_cipher_needs_no_MAC_in_its_direction()
    {
        var client = KexInit.Of(Plain) with { CiphersToServer = ["aes128-gcm@openssh.com"], MacsToServer = ["strange"] };
        var server = KexInit.Of(Plain) with { CiphersToServer = ["aes128-gcm@openssh.com"] };

        var agreed = AgreedAlgorithms.Of(client, server);

        Assert.Equal("", agreed.MacToServer);
        Assert.Equal("m1", agreed.MacToClient);
    }

    [Fact]
    public void Markers_go_last_and_are_never_agreed_on()
    {
        var client = KexInit.Of(Plain, KexInit.ExtensionInfoClient, KexInit.StrictClient);
        Assert.Equal(["k1", "k2", "ext-info-c", "kex-strict-c-v00@openssh.com"], client.KeyExchanges);
        var server = client with { KeyExchanges = ["other", KexInit.ExtensionInfoClient, KexInit.StrictClient] };
        Assert.Throws<SshProtocolException>(() => AgreedAlgorithms.Of(client, server));
    }

    [Theory]
    [InlineData("zlib")]
    [InlineData("zlib@openssh.com")]
    public void Compression_is_not_agreed_on(string compression)
    {
        var both = KexInit.Of(Plain) with { CompressionsToClient = [compression, "none"] };
        Assert.Throws<SshProtocolException>(() => AgreedAlgorithms.Of(both, KexInit.Of(Plain) with { CompressionsToClient = [compression] }));
        Assert.Equal("k1", AgreedAlgorithms.Of(both, KexInit.Of(Plain)).KeyExchange);
    }

    [Theory]
    [InlineData("k1,k2", "h1,h2", false)]
    [InlineData("k1", "h1", false)]
    [InlineData("k2,k1", "h1,h2", true)]
    [InlineData("k1,k2", "h2,h1", true)]
    public void A_guess_is_right_when_both_sides_put_the_same_first(string keyExchanges, string hostKeys, bool isWrong)
    {
        var server = KexInit.Of(Plain with { KeyExchanges = keyExchanges.Split(','), HostKeys = hostKeys.Split(',') });
        Assert.Equal(isWrong, AgreedAlgorithms.Of(KexInit.Of(Plain), server).GuessWasWrong);
    }

    [Fact]
    public void Everything_on_offer_is_there()
    {
        foreach (var offer in new[] { AlgorithmOffer.Modern, AlgorithmOffer.Legacy })
        {
            foreach (string method in offer.KeyExchanges)
                KeyAgreement.Start(method).Dispose();
            foreach (string algorithm in offer.HostKeys)
                HostKey.TypeFor(algorithm);
            foreach (string cipher in offer.Ciphers)
            {
                foreach (string mac in offer.Macs)
                    PacketProtection.Create(cipher, mac, PacketPair.Keys(1), toServer: true, encrypts: true).Dispose();
            }
        }
    }
}
