using System.Net.Sockets;
using System.Text;
using Fleet.Farm.Fleets;
using Fleet.Farm.Profiles;

namespace Fleet.Farm.Tests.Fleets;

public class DeviceFarmTests
{
    [Fact]
    public async Task Every_device_answers_at_its_address_and_nothing_else_does()
    {
        await using var farm = await StartAsync("devices: 3");

        Assert.StartsWith("SSH-2.0-", await ReadAsync(farm, index: 0));
        Assert.StartsWith("SSH-2.0-", await ReadAsync(farm, index: 2));
        Assert.Equal("", await ReadAsync(farm, index: 3));
        Assert.Equal((3, 0), (farm.Figures.Devices, farm.Figures.Away));
        Assert.Equal(1, farm.Figures.Server.TurnedAway);
    }

    [Fact]
    public async Task A_device_that_refuses_is_at_the_next_port_and_one_without_an_answer_at_the_one_after()
    {
        await using var farm = await StartAsync("""
            devices: 3
            faults:
              - { fault: connection-refused, devices: [ams1-r1] }
              - { fault: unreachable, devices: [ams1-r2] }
            """);

        Assert.Equal(farm.Port + 1, FarmPorts.Of(farm.Fleet[0], farm.Port));
        Assert.Equal(farm.Port + 2, FarmPorts.Of(farm.Fleet[1], farm.Port));
        var refused = await Assert.ThrowsAsync<SocketException>(() => ReadAsync(farm, index: 0));
        Assert.Equal(SocketError.ConnectionRefused, refused.SocketErrorCode);
        await AssertGoneAsync(farm, index: 1);
        Assert.StartsWith("SSH-2.0-", await ReadAsync(farm, index: 2));
    }

    [Fact]
    public async Task A_reboot_breaks_connections_off_and_the_device_comes_back_with_another_boot()
    {
        var clock = new ManualTime();
        await using var farm = await StartAsync("""
            devices: 2
            faults:
              - { fault: reboot, devices: [ams1-r1], from: 1 min, for: 2 min }
            """, clock);
        using var connection = await ConnectAsync(farm, index: 0);
        Assert.StartsWith("SSH-2.0-", await ReadAsync(connection));
        Assert.Equal(0, farm.Boots(farm.Fleet[0]));

        clock.Advance(TimeSpan.FromMinutes(1));
        await UntilAsync(() => farm.Figures.Away == 1);
        while (await ReadAsync(connection) != "")
        {
            // What was on its way.
        }

        await AssertGoneAsync(farm, index: 0);
        Assert.StartsWith("SSH-2.0-", await ReadAsync(farm, index: 1));

        await UntilAsync(() =>
        {
            // Again and again, as the farm may have looked at the clock before and set its timer after.
            clock.Advance(TimeSpan.FromMinutes(2));
            return farm.Figures.Away == 0;
        });
        Assert.Equal(1, farm.Boots(farm.Fleet[0]));
        Assert.StartsWith("SSH-2.0-", await ReadAsync(farm, index: 0));
        Assert.Equal(1, farm.Figures.Faults["reboot"]);
    }

    [Fact]
    public async Task A_port_in_use_is_an_error()
    {
        await using var farm = await StartAsync("devices: 1");

        var e = await Assert.ThrowsAsync<SocketException>(() => DeviceFarm.StartAsync(farm.Fleet, new FarmOptions { Port = farm.Port }));
        Assert.Equal(SocketError.AddressAlreadyInUse, e.SocketErrorCode);
    }

    [Fact]
    public async Task The_epoch_can_be_changed_while_the_farm_runs()
    {
        await using var farm = await StartAsync("devices: 1");

        farm.Epoch = 3;

        Assert.Equal(3, farm.Figures.Epoch);
        Assert.Throws<ArgumentOutOfRangeException>(() => farm.Epoch = -1);
    }

    private static Task<DeviceFarm> StartAsync(string profile, TimeProvider? clock = null) => DeviceFarm.StartAsync(
        new SimulatedFleet(ProfileFile.Parse(profile, "p").Profile!),
        new FarmOptions { Port = 0, Clock = clock ?? TimeProvider.System });

    private static async Task<Socket> ConnectAsync(DeviceFarm farm, int index, double seconds = 20)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        var port = index < farm.Fleet.Count ? FarmPorts.Of(farm.Fleet[index], farm.Port) : farm.Port;
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(DeviceAddress.Of(index), port, patience.Token);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<string> ReadAsync(DeviceFarm farm, int index)
    {
        using var socket = await ConnectAsync(farm, index);
        return await ReadAsync(socket);
    }

    /// <summary>What comes first; nothing when the connection is closed or broken off.</summary>
    private static async Task<string> ReadAsync(Socket socket)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        var buffer = new byte[256];
        try
        {
            return Encoding.ASCII.GetString(buffer.AsSpan(0, await socket.ReceiveAsync(buffer, patience.Token)));
        }
        catch (SocketException)
        {
            return "";
        }
    }

    /// <summary>No answer at all, as from a machine that is switched off.</summary>
    private static Task AssertGoneAsync(DeviceFarm farm, int index) =>
        Assert.ThrowsAnyAsync<OperationCanceledException>(() => ConnectAsync(farm, index, seconds: 0.5));

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var i = 0; !condition(); i++)
        {
            Assert.True(i < 1_000, "not within 20 s");
            await Task.Delay(20);
        }
    }
}
