using System.Net;
using System.Net.Sockets;

namespace Fleet.Farm.Tests.Fleets;

/// <summary>What the kernel answers for devices that no process can play.</summary>
public class FarmPortTests
{
    [Fact]
    public async Task A_closed_port_refuses_at_once_on_every_loopback_address()
    {
        var port = FreePort();
        using var closed = new ClosedPort(port);

        Assert.Equal(SocketError.ConnectionRefused, await ConnectAsync("127.1.1.1", port));
        Assert.Equal(SocketError.ConnectionRefused, await ConnectAsync("127.9.8.7", port));
        Assert.Throws<SocketException>(() => new ClosedPort(port));
    }

    [Fact]
    public async Task Where_packets_are_lost_nothing_ever_answers()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux has the filter");
        var port = FreePort();
        using (new LostPackets(new IPEndPoint(IPAddress.Any, port), besideAll: false))
        {
            Assert.Equal(SocketError.TimedOut, await ConnectAsync("127.1.1.1", port, seconds: 0.5));
        }

        Assert.Equal(SocketError.ConnectionRefused, await ConnectAsync("127.1.1.1", port));
    }

    [Fact]
    public async Task A_single_device_can_vanish_from_a_port_that_listens_for_all_and_come_back()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux has the filter");
        using var all = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        all.Bind(new IPEndPoint(IPAddress.Any, 0));
        all.Listen(10);
        ListeningSockets.Share(all);
        var port = ((IPEndPoint)all.LocalEndPoint!).Port;

        Assert.Equal(SocketError.Success, await ConnectAsync("127.1.1.1", port));
        using (new LostPackets(new IPEndPoint(IPAddress.Parse("127.1.1.1"), port), besideAll: true))
        {
            Assert.Equal(SocketError.TimedOut, await ConnectAsync("127.1.1.1", port, seconds: 0.5));
            Assert.Equal(SocketError.Success, await ConnectAsync("127.1.1.2", port));
        }

        Assert.Equal(SocketError.Success, await ConnectAsync("127.1.1.1", port));
    }

    [Fact]
    public void A_port_that_is_shared_so_is_still_taken_for_others()
    {
        using var all = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        all.Bind(new IPEndPoint(IPAddress.Any, 0));
        all.Listen(10);
        ListeningSockets.Share(all);

        using var second = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        var e = Assert.Throws<SocketException>(() => second.Bind(all.LocalEndPoint!));
        Assert.Equal(SocketError.AddressAlreadyInUse, e.SocketErrorCode);
    }

    private static async Task<SocketError> ConnectAsync(string address, int port, double seconds = 20)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        try
        {
            await socket.ConnectAsync(IPAddress.Parse(address), port, patience.Token);
            return SocketError.Success;
        }
        catch (OperationCanceledException)
        {
            return SocketError.TimedOut;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode;
        }
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Any, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
