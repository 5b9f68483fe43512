using System.Globalization;
using Fleet.Ssh.Algorithms;

namespace Fleet.Farm.Tests.Server.Clients;

/// <summary>The server against asyncssh and paramiko; the scripts beside this file hold what is checked.</summary>
public sealed class PythonTests
{
    [Theory]
    [InlineData("shell")]
    [InlineData("large")]
    [InlineData("rekey")]
    [InlineData("channels")]
    [InlineData("refusals")]
    [InlineData("keepalive")]
    public Task Asyncssh_is_served(string scenario) => RunAsync("asyncssh", scenario, AlgorithmOffer.Modern);

    [Fact]
    public Task Asyncssh_is_served_by_an_old_router() => RunAsync("asyncssh", "legacy", AlgorithmOffer.Legacy);

    [Fact]
    public Task Asyncssh_changes_keys_when_the_server_wants_it() =>
        RunAsync("asyncssh", "large", AlgorithmOffer.Modern, rekeyBytes: 1_000_000);

    [Theory]
    [InlineData("shell")]
    [InlineData("command")]
    [InlineData("large")]
    [InlineData("interactive")]
    [InlineData("refused")]
    public Task Paramiko_is_served(string scenario) => RunAsync("paramiko", scenario, AlgorithmOffer.Modern);

    [Fact]
    public Task Paramiko_changes_keys_when_the_server_wants_it() =>
        RunAsync("paramiko", "large", AlgorithmOffer.Modern, rekeyBytes: 1_000_000);

    private static async Task RunAsync(string client, string scenario, AlgorithmOffer offer, long rekeyBytes = 1L << 30)
    {
        string python = ClientProgram.Require("/usr/bin/python3", "python3");
        ClientProgram.Require($"/usr/lib/python3/dist-packages/{client}", $"python3-{client}");
        var devices = new EchoDevices();
        devices.Settings = devices.Settings with { Algorithms = offer, RekeyBytes = rekeyBytes };
        await using var server = new EchoServer(devices);
        string script = Path.Combine(AppContext.BaseDirectory, "Server", "Clients", $"{client}_client.py");
        string port = server.Port.ToString(CultureInfo.InvariantCulture);
        var result = await ClientProgram.RunAsync(python, ["-W", "ignore", script, scenario, port]);
        Assert.True(result.Status == 0, $"{result.Text}{result.Errors}");
        await server.IsOpenAsync(0);
    }
}
