using Fleet.Ssh;
using Fleet.Ssh.Messages;

namespace Fleet.Farm.Tests.Server;

/// <summary>What the server does in the stead of a hostile device.</summary>
public sealed class HostileServerTests
{
    [Fact]
    public async Task A_login_banner_is_repeated_and_the_login_never_answered()
    {
        await using var server = new EchoServer();
        server.Devices.Settings = server.Devices.Settings with { LoginBanner = "Beware!", RepeatsLoginBanner = true };
        await using var client = await TestClient.ConnectAsync(server.Port);
        client.Send(new ServiceRequestMessage(ServiceNames.UserAuth).Write);
        await client.ExpectAsync(MessageNumber.ServiceAccept);
        for (int i = 0; i < 1000; i++)
            Assert.Equal("Beware!", UserAuthBannerMessage.Read(await client.ExpectAsync(MessageNumber.UserAuthBanner)).Text);
    }

    [Fact]
    public async Task Each_answer_is_followed_by_another_question()
    {
        await using var server = new EchoServer();
        server.Devices.Settings = server.Devices.Settings with { AsksForEver = true };
        await using var client = await TestClient.ConnectAsync(server.Port);
        client.Send(new ServiceRequestMessage(ServiceNames.UserAuth).Write);
        await client.ExpectAsync(MessageNumber.ServiceAccept);
        client.Send(new UserAuthRequestMessage.KeyboardInteractive(EchoDevices.User, ServiceNames.Connection).Write);
        var questions = new HashSet<string>();
        for (int i = 0; i < 20; i++)
        {
            var asked = UserAuthInfoRequestMessage.Read(await client.ExpectAsync(MessageNumber.UserAuthInfoRequest));
            questions.Add(Assert.Single(asked.Prompts).Text);
            client.Send(new UserAuthInfoResponseMessage([EchoDevices.Password]).Write);
        }

        Assert.Equal(20, questions.Count);
    }

    [Fact]
    public async Task A_channel_is_never_opened()
    {
        await using var server = new EchoServer();
        server.Devices.Settings = server.Devices.Settings with { ConfirmsChannels = false };
        await using var client = await TestClient.LogInAsync(server.Port);
        client.Send(new ChannelOpenMessage(ChannelOpenMessage.Session, 7, 1 << 20, 1000).Write);
        // What comes next is the answer to what was asked next.
        client.Send(new GlobalRequestMessage("keepalive@nobody.invalid", WantReply: true).Write);
        await client.ExpectAsync(MessageNumber.RequestFailure);
    }

    [Fact]
    public async Task A_window_of_one_byte_is_widened_by_one()
    {
        await using var server = new EchoServer();
        server.Devices.Settings = server.Devices.Settings with { ChannelWindow = 1 };
        await using var client = await TestClient.LogInAsync(server.Port);
        client.Send(new ChannelOpenMessage(ChannelOpenMessage.Session, 7, 1 << 20, 1000).Write);
        var opened = ChannelOpenConfirmationMessage.Read(await client.ExpectAsync(MessageNumber.ChannelOpenConfirmation));
        Assert.Equal(1u, opened.InitialWindow);
        client.Send(writer => new ChannelRequestMessage(opened.Sender, ChannelRequestMessage.Shell, false).Write(writer));
        Assert.Equal("echo> ", await client.PromptAsync());
        foreach (byte letter in "abc"u8.ToArray())
        {
            client.SendData(opened.Sender, [letter]);
            Assert.Equal(1u, ChannelWindowAdjustMessage.Read(await client.ExpectAsync(MessageNumber.ChannelWindowAdjust)).BytesToAdd);
        }
    }

    [Fact]
    public async Task A_device_sends_what_it_likes_past_the_channel()
    {
        await using var server = new EchoServer();
        server.Devices.Running = async (channel, _, cancellation) =>
        {
            await channel.Wire.SendAsync(new byte[] { (byte)MessageNumber.RequestSuccess }, cancellation);
            channel.Wire.SendRaw(new byte[1000]);
            await Task.Delay(Timeout.Infinite, cancellation);
            return 0;
        };
        await using var client = await TestClient.LogInAsync(server.Port);
        await client.StartAsync(null);
        await client.ExpectAsync(MessageNumber.RequestSuccess);
        Assert.Empty(await client.RestAsync());
    }
}
