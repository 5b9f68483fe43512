using System.Diagnostics;
using System.Globalization;
using System.Text;
using Fleet.Lab;
using Fleet.Sessions.Ssh;
using Fleet.Sessions.Transport;
using static Fleet.Sessions.Tests.Ssh.LabTransport;

namespace Fleet.Sessions.Tests.Ssh;

public sealed class ChannelTests : IDisposable
{
    private const int Large = 20_000_000;

    // The shell joins what the quotes part: the echo of the line does not look like the output.
    private const string SayReady = "PS1=; stty -echo -onlcr; echo RE''ADY\n";

    private readonly TempFolder _folder = new();
    private readonly SshNetTransport _transport;

    public ChannelTests() => _transport = Create(_folder);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_shell_is_talked_to()
    {
        await using var connection = await ConnectAsync(TestLab.RequireOpenSsh());
        await using var shell = await OpenShellAsync(connection);
        await shell.WriteAsync("echo $TERM; stty size; echo DO''NE\n");
        Assert.Equal("vt100\n40 123\nDONE\n", await shell.ReadUntilAsync("DONE\n"));
    }

    [Fact]
    public async Task A_shell_of_Dropbear_is_talked_to()
    {
        await using var connection = await ConnectAsync(TestLab.RequireDropbear());
        await using var shell = await OpenShellAsync(connection);
        await shell.WriteAsync("echo $TERM; echo DO''NE\n");
        Assert.Equal("vt100\nDONE\n", await shell.ReadUntilAsync("DONE\n"));
    }

    [Fact]
    public async Task The_shell_of_a_router_is_talked_to()
    {
        var router = TestLab.RequireFrr();
        var target = Target(router.Server, PasswordLogin(TestLab.Frr));
        await using var connection = await _transport.ConnectAsync(target, Cancellation);
        var expected = Encoding.UTF8.GetString(router.Run("show running-config"));
        Assert.Equal(expected, await connection.ExecuteAsync("show running-config"));
        await using var shell = await connection.OpenShellAsync(200, 50, Cancellation);
        await shell.ReadUntilAsync("fleetlab# ");
    }

    [Fact]
    public async Task The_end_of_a_shell_is_read_as_the_end()
    {
        await using var connection = await ConnectAsync(TestLab.RequireOpenSsh());
        await using var shell = await OpenShellAsync(connection);
        await shell.WriteAsync("echo last words; exit\n");
        var rest = Encoding.UTF8.GetString(await ReadToEndAsync(shell));
        Assert.StartsWith("last words\n", rest, StringComparison.Ordinal);
        Assert.Equal(0, await shell.ReadAsync(new byte[16], Cancellation));
    }

    [Fact]
    public async Task A_connection_that_breaks_is_lost_after_what_had_come_was_read()
    {
        await using var connection = await ConnectAsync(TestLab.RequireOpenSsh());
        await using var shell = await OpenShellAsync(connection);
        await shell.WriteAsync("echo before; sleep 0.3; kill -9 $PPID\n");
        await shell.ReadUntilAsync("before\n");
        var failure = await Assert.ThrowsAsync<SessionException>(() => ReadToEndAsync(shell));
        Assert.Equal(FailureClass.ConnectionLost, failure.Failure);
        failure = await Assert.ThrowsAsync<SessionException>(async () => await connection.ExecuteAsync("true", Cancellation));
        Assert.Equal(FailureClass.ConnectionLost, failure.Failure);
    }

    [Fact]
    public async Task Output_and_errors_of_a_command_come_in_their_order()
    {
        await using var connection = await ConnectAsync(TestLab.RequireOpenSsh());
        var output = await connection.ExecuteAsync("echo 1; sleep 0.1; echo 2 >&2; sleep 0.1; echo 3; exit 4");
        Assert.Equal("1\n2\n3\n", output);
    }

    [Fact]
    public async Task A_command_reads_what_is_written()
    {
        await using var connection = await ConnectAsync(TestLab.RequireOpenSsh());
        await using var command = await connection.ExecuteAsync("read line; echo got $line", Cancellation);
        await command.WriteAsync("this\n");
        Assert.Equal("got this\n", Encoding.UTF8.GetString(await ReadToEndAsync(command)));
    }

    [Fact]
    public async Task Many_commands_run_one_after_the_other_on_one_connection()
    {
        await using var connection = await ConnectAsync(TestLab.RequireOpenSsh());
        for (var i = 0; i < 30; i++)
            Assert.Equal($"{i}\n", await connection.ExecuteAsync($"echo {i}"));
    }

    [Fact]
    public async Task A_shell_that_is_refused_a_terminal_says_so()
    {
        var server = TestLab.RequireOpenSsh();
        var target = Target(server, KeyLogin(TestLab.Keys.NoTerminal));
        await using var connection = await _transport.ConnectAsync(target, Cancellation);
        var failure = await Assert.ThrowsAsync<SessionException>(() => connection.OpenShellAsync(80, 24, Cancellation));
        Assert.Equal(FailureClass.HandshakeFailed, failure.Failure);
        Assert.Contains("pseudo-terminal", failure.Message, StringComparison.Ordinal);
        Assert.Equal("still there\n", await connection.ExecuteAsync("echo still there"));
    }

    [Fact]
    public async Task Twenty_megabytes_come_whole_through_a_command()
    {
        await using var connection = await ConnectAsync(TestLab.RequireOpenSsh());
        await using var command = await connection.ExecuteAsync($"head -c {Large} /dev/zero | tr '\\0' x", Cancellation);
        Assert.Equal(Large, await CountAsync(command, (byte)'x', Large));
        Assert.Equal(0, await command.ReadAsync(new byte[16], Cancellation));
    }

    [Fact]
    public async Task Twenty_megabytes_come_whole_through_a_shell()
    {
        await using var connection = await ConnectAsync(TestLab.RequireOpenSsh());
        await using var shell = await OpenShellAsync(connection);
        await shell.WriteAsync($"head -c {Large} /dev/zero | tr '\\0' x; echo DO''NE\n");
        Assert.Equal(Large, await CountAsync(shell, (byte)'x', Large));
        await shell.ReadUntilAsync("DONE\n");
    }

    [Fact]
    public async Task A_read_that_is_cancelled_ends_promptly_and_loses_nothing()
    {
        await using var connection = await ConnectAsync(TestLab.RequireOpenSsh());
        await using var shell = await OpenShellAsync(connection);
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await shell.ReadAsync(new byte[16], cancellation.Token));
        await shell.WriteAsync("echo DO''NE\n");
        Assert.Equal("DONE\n", await shell.ReadUntilAsync("DONE\n"));
    }

    [Fact]
    public async Task An_endless_output_is_held_back_and_can_be_left()
    {
        await using var connection = await ConnectAsync(TestLab.RequireOpenSsh());
        var command = await connection.ExecuteAsync("echo $$; exec yes", Cancellation);
        var buffer = new byte[64];
        var read = await command.ReadAsync(buffer, Cancellation);
        var pid = Encoding.UTF8.GetString(buffer, 0, read).Split('\n')[0];

        // Nobody reads on: what the command has written comes to a stand when all buffers on the way are full, of
        // which OpenSSH's is 16 MiB.
        var (written, before) = (WrittenBy(pid), -1L);
        for (var i = 0; i < 200 && written != before; i++)
        {
            await Task.Delay(300, Cancellation);
            (before, written) = (written, WrittenBy(pid));
        }
        Assert.Equal(before, written);
        Assert.InRange(written, 1 << 20, 32 << 20);

        var clock = Stopwatch.StartNew();
        await command.DisposeAsync();
        Assert.Equal("next\n", await connection.ExecuteAsync("echo next"));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), $"leaving took {clock.Elapsed}");
    }

    [Fact]
    public async Task A_connection_is_closed_while_its_output_is_held_back()
    {
        // Once of some times, as a busy machine adds to each; what hangs is left alone after CloseTime.
        var shortest = TimeSpan.MaxValue;
        var enough = SshNetConnection.CloseTime - TimeSpan.FromSeconds(0.5);
        for (var i = 0; i < 3 && shortest > enough; i++)
        {
            var connection = await ConnectAsync(TestLab.RequireOpenSsh());
            var command = await connection.ExecuteAsync("yes", Cancellation);
            await command.ReadAsync(new byte[1024], Cancellation);
            await Task.Delay(300, Cancellation);
            var clock = Stopwatch.StartNew();
            await connection.DisposeAsync();
            shortest = clock.Elapsed < shortest ? clock.Elapsed : shortest;
        }

        Assert.True(shortest < enough, $"closing took {shortest}");
    }

    private static long WrittenBy(string pid) =>
        long.Parse(
            File.ReadLines($"/proc/{pid}/io").Single(l => l.StartsWith("wchar:", StringComparison.Ordinal)).AsSpan(6),
            CultureInfo.InvariantCulture);

    private static async Task<long> CountAsync(ISshChannel channel, byte expected, long count)
    {
        var buffer = new byte[32768];
        var seen = 0L;
        while (seen < count)
        {
            var wanted = (int)Math.Min(buffer.Length, count - seen);
            var read = await channel.ReadAsync(buffer.AsMemory(0, wanted), Cancellation);
            Assert.True(read > 0, $"the channel ended after {seen} bytes");
            Assert.Equal(-1, buffer.AsSpan(0, read).IndexOfAnyExcept(expected));
            seen += read;
        }
        return seen;
    }

    private static async Task<ISshChannel> OpenShellAsync(ISshConnection connection)
    {
        var shell = await connection.OpenShellAsync(123, 40, Cancellation);
        await shell.WriteAsync(SayReady);
        await shell.ReadUntilAsync("READY\n");
        return shell;
    }

    private Task<ISshConnection> ConnectAsync(LabServer server) =>
        _transport.ConnectAsync(Target(server, PasswordLogin(TestLab.Dash)), Cancellation);
}
