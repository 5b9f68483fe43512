using CsCheck;
using Fleet.Ssh.Channels;

namespace Fleet.Ssh.Tests.Channels;

/// <summary>The windows of a channel (RFC 4254 section 5.2).</summary>
public sealed class WindowTests
{
    [Fact]
    public void A_send_window_gives_what_there_is()
    {
        var window = new SendWindow(10);
        Assert.Equal(7, window.Take(7));
        Assert.Equal(3, window.Take(7));
        Assert.Equal(0, window.Take(7));
        window.Adjust(5);
        Assert.Equal(5, window.Take(7));
    }

    [Fact]
    public async Task Who_waits_for_a_send_window_goes_on_when_it_opens_or_the_channel_ends()
    {
        var window = new SendWindow(0);
        var opened = window.OpenedAsync();
        window.Adjust(0);
        Assert.False(opened.IsCompleted);
        window.Adjust(1);
        await opened.WaitAsync(TimeSpan.FromSeconds(5));
        Assert.True(window.OpenedAsync().IsCompleted);
        window.Take(1);
        var woken = window.OpenedAsync();
        window.Wake();
        await woken.WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void A_send_window_is_at_most_the_greatest_uint32()
    {
        var window = new SendWindow(uint.MaxValue - 1);
        window.Adjust(1);
        Assert.Throws<SshProtocolException>(() => window.Adjust(1));
    }

    [Fact]
    public void A_peer_may_send_what_was_granted_and_no_more() =>
        Gen.Int[1, 1000].List[0, 100].Sample(sizes =>
        {
            var window = new ReceiveWindow(1000);
            int granted = 1000;
            foreach (int size in sizes)
            {
                if (size > granted)
                {
                    Assert.Throws<SshProtocolException>(() => window.Receive(size));
                    return;
                }

                window.Receive(size);
                granted -= size;
                granted += window.Consume(size);
                Assert.InRange(granted, 501, 1000);
            }
        });
}
