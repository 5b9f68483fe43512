using CsCheck;
using Fleet.Ssh.Algorithms;
using Fleet.Ssh.Messages;
using Fleet.Ssh.Tests.Wire;

namespace Fleet.Ssh.Tests.Messages;

/// <summary>Every message, laid out as its RFC says, and malformed.</summary>
public sealed class MessageTests
{
    public static TheoryData<string> Names => [.. MessageCase.All.Select(message => message.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_message_is_written_and_read_as_its_RFC_lays_it_out(string name)
    {
        var message = Case(name);
        message.Samples.Sample(
            sample =>
            {
                Assert.Equal(sample.Layout, sample.Written);
                Assert.Equal(sample.Layout, message.Rewrite(sample.Layout));
            },
            iter: 300);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_malformed_message_is_refused_as_such_or_read(string name)
    {
        var message = Case(name);
        Gen.Select(message.Samples, Mutation.Any).Sample(
            (sample, mutation) =>
            {
                try
                {
                    message.Rewrite(mutation.Apply(sample.Layout));
                }
                catch (SshProtocolException)
                {
                    // The only way to fail.
                }
            },
            iter: 2_000);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_message_that_breaks_off_is_refused_at_every_byte_but_a_language_tag(string name)
    {
        var message = Case(name);
        bool hasTag = name is "disconnect" or "debug" or "authentication banner" or "channel open failure";
        message.Samples.Sample(
            sample =>
            {
                for (int length = 0; length < sample.Layout.Length - (hasTag ? 4 : 0); length++)
                    Assert.Throws<SshProtocolException>(() => message.Rewrite(sample.Layout[..length]));
            },
            iter: 3);
    }

    [Fact]
    public void A_KEXINIT_comes_back_as_it_was_written() =>
        MessageCase.KexInits.Sample(init =>
        {
            byte[] payload = Written.By(init.Write);
            Assert.Equal(
                Layout.Of(
                    init.KeyExchanges, init.HostKeys, init.CiphersToServer, init.CiphersToClient, init.MacsToServer,
                    init.MacsToClient, init.CompressionsToServer, init.CompressionsToClient, "", "",
                    init.FirstPacketFollows, 0u),
                payload[17..]);
            Assert.Equal(payload[17..], Written.By(KexInit.Read(payload).Write)[17..]);
        });

    [Fact]
    public void A_malformed_KEXINIT_is_refused_as_such_or_read() =>
        Gen.Select(MessageCase.KexInits, Mutation.Any).Sample((init, mutation) =>
        {
            try
            {
                KexInit.Read(mutation.Apply(Written.By(init.Write)));
            }
            catch (SshProtocolException)
            {
                // The only way to fail.
            }
        });

    [Fact]
    public void Cookies_differ()
    {
        var init = KexInit.Of(AlgorithmOffer.Modern);
        Assert.NotEqual(Written.By(init.Write), Written.By(init.Write));
    }

    [Fact]
    public void What_a_user_signs_is_laid_out_as_RFC_4252_section_7_says()
    {
        var request = new UserAuthRequestMessage.PublicKey("user", ServiceNames.Connection, "ssh-ed25519", new byte[] { 7, 8 });
        Assert.Equal(
            Layout.Of(new byte[] { 1, 2, 3 }, (byte)50, "user", "ssh-connection", "publickey", true, "ssh-ed25519", new byte[] { 7, 8 }),
            Written.By(writer => request.WriteSigned(writer, [1, 2, 3])));
    }

    [Fact]
    public void Secrets_are_not_in_the_text_of_a_message()
    {
        Assert.Equal(
            "user by password",
            new UserAuthRequestMessage.Password("user", ServiceNames.Connection, "hush", "hush2").ToString());
        Assert.DoesNotContain("hush", new UserAuthInfoResponseMessage(["hush"]).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_extension_that_is_not_known_is_passed_over()
    {
        byte[] payload = Layout.Of((byte)7, 2u, "delay-compression", new byte[] { 0, 255 }, "server-sig-algs", "rsa-sha2-256");
        Assert.Equal(["rsa-sha2-256"], ExtInfoMessage.Read(payload).ServerSignatureAlgorithms!);
    }

    [Fact]
    public void What_an_unknown_method_adds_is_passed_over()
    {
        var request = UserAuthRequestMessage.Read(Layout.Of((byte)50, "user", "ssh-connection", "hostbased", "more", "and more"));
        Assert.Equal("hostbased", Assert.IsType<UserAuthRequestMessage.Other>(request).Method);
    }

    private static MessageCase Case(string name) => MessageCase.All.Single(message => message.Name == name);
}
