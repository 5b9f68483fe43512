using System.Text;
using Fleet.Farm.Server;
using Fleet.Ssh.Algorithms;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Fleet.Farm.Tests.Server.Clients;

/// <summary>The server against SSH.NET, with which Fleet collects.</summary>
public sealed class SshNetTests
{
    [Fact]
    public async Task A_shell_answers_commands()
    {
        await using var server = new EchoServer();
        using var client = await ConnectAsync(server);
        using var shell = client.CreateShellStream("vt100", 511, 24, 0, 0, 4096);
        Assert.NotNull(shell.Expect("echo> ", TimeSpan.FromSeconds(10)));
        for (int i = 0; i < 15; i++)
        {
            shell.Write($"print {5000 + i}\r");
            var answer = shell.Expect("\r\necho> ", TimeSpan.FromSeconds(10));
            Assert.Contains(Encoding.ASCII.GetString(EchoDevices.Print(5000 + i)), answer, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_command_gives_output_errors_and_status()
    {
        await using var server = new EchoServer();
        using var client = await ConnectAsync(server);
        using var print = client.RunCommand("print 2000000");
        Assert.Equal(2_000_000, print.Result.Length);
        using var complain = client.RunCommand("complain");
        Assert.Equal(1, complain.ExitStatus);
        Assert.Equal("something is wrong\n", complain.Error);
    }

    [Fact]
    public async Task A_refused_password_is_an_authentication_failure()
    {
        await using var server = new EchoServer();
        using var client = new SshClient("127.0.0.1", server.Port, EchoDevices.User, "guess");
        await Assert.ThrowsAsync<SshAuthenticationException>(() => client.ConnectAsync(CancellationToken.None));
    }

    [Fact]
    public async Task An_old_router_is_reached()
    {
        var devices = new EchoDevices();
        devices.Settings = devices.Settings with { Algorithms = AlgorithmOffer.Legacy };
        await using var server = new EchoServer(devices);
        using var client = await ConnectAsync(server);
        using var status = client.RunCommand("status 8");
        Assert.Equal(8, status.ExitStatus);
    }

    [Fact]
    public async Task A_reset_in_the_shell_breaks_the_connection()
    {
        var devices = new EchoDevices
        {
            Running = async (channel, _, cancellation) =>
            {
                await channel.ReadAsync(new byte[1], cancellation);
                throw new ConnectionResetException();
            },
        };
        await using var server = new EchoServer(devices);
        using var client = await ConnectAsync(server);
        var ended = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
        client.ErrorOccurred += (_, e) => ended.TrySetResult(e.Exception);
        using var shell = client.CreateShellStream("vt100", 80, 24, 0, 0, 4096);
        shell.Write("x");
        var error = await ended.Task.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Contains("reset", error.ToString(), StringComparison.OrdinalIgnoreCase);
        await server.IsOpenAsync(0);
    }

    private static async Task<SshClient> ConnectAsync(EchoServer server)
    {
        var client = new SshClient("127.0.0.1", server.Port, EchoDevices.User, EchoDevices.Password);
        await client.ConnectAsync(CancellationToken.None);
        return client;
    }
}
