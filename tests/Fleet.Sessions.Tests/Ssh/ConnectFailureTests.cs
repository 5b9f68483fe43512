using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Fleet.Lab;
using Fleet.Sessions.Ssh;
using Fleet.Sessions.Transport;
using static Fleet.Sessions.Tests.Ssh.LabTransport;

namespace Fleet.Sessions.Tests.Ssh;

public sealed class ConnectFailureTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    // A limit must be kept on a busy machine too, where a thread may wait for its turn.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    private static readonly Login Nobody = new() { Username = "nobody", Password = "none" };

    private readonly TempFolder _folder = new();
    private readonly SshNetTransport _transport;

    public ConnectFailureTests() => _transport = Create(_folder);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_closed_port_refuses()
    {
        var failure = await FailureOf(Connect("127.0.0.1", 1, Nobody));
        Assert.Equal(FailureClass.Refused, failure.Failure);
        Assert.Equal("[127.0.0.1]:1 refused the connection", failure.Message);
    }

    [Fact]
    public async Task A_name_that_does_not_resolve_is_unreachable()
    {
        var failure = await FailureOf(Connect("no-such-host.invalid", 22, Nobody));
        Assert.Equal(FailureClass.Unreachable, failure.Failure);
        Assert.Contains("no-such-host.invalid", failure.Message, StringComparison.Ordinal);
        Assert.Contains("resolve", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_does_not_answer_is_unreachable()
    {
        // Linux drops further connection attempts while the queue of those to be accepted is full.
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(0);
        using var waiting = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await waiting.ConnectAsync(listener.LocalEndPoint!, Cancellation);
        var failure = await FailureOf(Connect("127.0.0.1", ((IPEndPoint)listener.LocalEndPoint!).Port, Nobody));
        Assert.Equal(FailureClass.Unreachable, failure.Failure);
        Assert.Contains("did not answer within 1 s", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_trickles_is_hung_up_on()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var connecting = FailureOf(Connect("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port, Nobody));
        using var server = await listener.AcceptSocketAsync(Cancellation);
        var trickling = Task.Run(async () =>
        {
            while (true)
            {
                await server.SendAsync("x"u8.ToArray(), SocketFlags.None, Cancellation);
                await Task.Delay(20, Cancellation);
            }
        });
        Assert.Equal(FailureClass.HandshakeFailed, (await connecting).Failure);
        // Else its thread would wait for as long as the server likes.
        await Assert.ThrowsAsync<SocketException>(() => trickling.WaitAsync(Tolerance, Cancellation));
    }

    [Theory]
    [InlineData("", "no SSH banner came within 1 s")]
    [InlineData("SSH-2.0-Silent\r\n", "the key exchange did not end within 1 s")]
    public async Task A_silent_server_costs_the_time_limit_only(string greeting, string reason)
    {
        await using var server = Relay.Saying(Encoding.ASCII.GetBytes(greeting), hangUp: false);
        var clock = Stopwatch.StartNew();
        var failure = await FailureOf(Connect("127.0.0.1", server.Port, Nobody));
        Assert.Equal(FailureClass.HandshakeFailed, failure.Failure);
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
        Assert.InRange(clock.Elapsed, Limit, Limit + Tolerance);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n")]
    [InlineData("SSH-1.5-Ancient\r\n")]
    [InlineData("\0\0\0\u0001garbage")]
    [InlineData("SSH-2.0-Rude\r\n")]
    [InlineData("SSH-2.0-Garbled\r\nno packet at all, but long enough to be taken for one")]
    public async Task A_server_that_speaks_no_SSH_fails_the_handshake_on_one_line(string greeting)
    {
        await using var server = Relay.Saying(Encoding.ASCII.GetBytes(greeting), hangUp: true);
        var failure = await FailureOf(Connect("127.0.0.1", server.Port, Nobody));
        Assert.Equal(FailureClass.HandshakeFailed, failure.Failure);
        Assert.DoesNotContain('\n', failure.Message);
    }

    [Fact]
    public async Task The_algorithms_of_a_server_with_none_in_common_are_told()
    {
        await using var server = Relay.Saying([.. "SSH-2.0-Odd\r\n"u8, .. KeyExchangeInit("odd-kex")], hangUp: false);
        var failure = await FailureOf(Connect("127.0.0.1", server.Port, Nobody, Long));
        Assert.Equal(FailureClass.HandshakeFailed, failure.Failure);
        Assert.Contains("No matching key exchange algorithm (server offers odd-kex)", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_whatever_moment_a_server_falls_silent_the_limits_are_kept()
    {
        var server = TestLab.RequireOpenSsh();
        var attempts = await AtMoments(server, bytes => Relay.SilentAfter(bytes, server.Port), Limit, Cancellation);
        Assert.All(attempts, a => Assert.InRange(a.Elapsed, Limit, (2 * Limit) + Tolerance));
        var failures = attempts.Select(a => Assert.IsType<SessionException>(a.Failure)).ToArray();
        Assert.All(failures, f => Assert.Equal(FailureClass.HandshakeFailed, f.Failure));
        Assert.Contains(failures, f => f.Message.Contains("no SSH banner", StringComparison.Ordinal));
        Assert.Contains(failures, f => f.Message.Contains("key exchange", StringComparison.Ordinal));
        Assert.Contains(failures, f => f.Message.Contains("authentication", StringComparison.Ordinal));
    }

    [Fact]
    public async Task At_whatever_moment_a_server_hangs_up_the_attempt_ends_at_once()
    {
        var server = TestLab.RequireOpenSsh();
        var attempts = await AtMoments(server, bytes => Relay.ClosedAfter(bytes, server.Port), Long, Cancellation);
        Assert.All(attempts, a => Assert.True(a.Elapsed < Tolerance, $"it took {a.Elapsed}"));
        var failures = attempts.Select(a => Assert.IsType<SessionException>(a.Failure)).ToArray();
        Assert.Contains(failures, f => f.Failure == FailureClass.HandshakeFailed);
        Assert.Contains(failures, f => f.Failure == FailureClass.ConnectionLost);
        Assert.All(failures, f =>
            Assert.True(f.Failure is FailureClass.HandshakeFailed or FailureClass.ConnectionLost, f.ToString()));
    }

    [Fact]
    public async Task At_whatever_moment_an_attempt_is_cancelled_it_ends_promptly()
    {
        var server = TestLab.RequireOpenSsh();
        using var cancellation = new CancellationTokenSource();
        var attempting = AtMoments(server, bytes => Relay.SilentAfter(bytes, server.Port), Long, cancellation.Token);
        await Task.Delay(TimeSpan.FromSeconds(2), Cancellation);
        var clock = Stopwatch.StartNew();
        await cancellation.CancelAsync();
        var attempts = await attempting;
        Assert.True(clock.Elapsed < Tolerance, $"it took {clock.Elapsed}");
        Assert.All(attempts, a => Assert.IsAssignableFrom<OperationCanceledException>(a.Failure));
    }

    [Fact]
    public async Task Blocked_attempts_leave_the_thread_pool_to_others()
    {
        await using var server = Relay.Saying([], hangUp: false);
        using var cancellation = new CancellationTokenSource();
        var target = new SshTarget("127.0.0.1", server.Port, Nobody, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
        var attempts = Enumerable.Range(0, 64).Select(_ => _transport.ConnectAsync(target, cancellation.Token)).ToArray();
        await Task.Delay(200, Cancellation);
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < 20; i++)
            await Task.Run(() => { }, Cancellation);
        Assert.True(clock.Elapsed < Tolerance, $"20 work items took {clock.Elapsed}");
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(attempts));
    }

    /// <summary>
    /// Attempts to log in through relays that fail at every moment: before, within and between what the server sends.
    /// Those that came to be after the login, and so did not fail, are left out.
    /// </summary>
    private async Task<(Exception Failure, TimeSpan Elapsed)[]> AtMoments(
        LabServer server, Func<int, Relay> relayAt, TimeSpan limit, CancellationToken cancellation)
    {
        var login = KeyLogin(TestLab.Keys.Ed25519);
        List<int> ends;
        await using (var relay = Relay.SilentAfter(int.MaxValue, server.Port))
        {
            await (await _transport.ConnectAsync(Target("127.0.0.1", relay.Port, login), Cancellation)).DisposeAsync();
            ends = [0, .. relay.Ends];
        }
        var moments = ends.Concat(ends.Zip(ends.Skip(1), (start, end) => (start + end) / 2)).Distinct();
        var attempts = await Task.WhenAll(moments.Select(async moment =>
        {
            await using var relay = relayAt(moment);
            var clock = Stopwatch.StartNew();
            var failure = await Record.ExceptionAsync(async () =>
                await (await _transport.ConnectAsync(
                    new SshTarget("127.0.0.1", relay.Port, login, limit, limit), cancellation)).DisposeAsync());
            return (Failure: failure!, clock.Elapsed);
        }));
        var failed = attempts.Where(a => a.Failure is not null).ToArray();
        Assert.True(failed.Length >= 8, $"{failed.Length} of {attempts.Length} attempts failed");
        return failed;
    }

    private Task<ISshConnection> Connect(string host, int port, Login login, TimeSpan? limit = null) =>
        _transport.ConnectAsync(new SshTarget(host, port, login, limit ?? Limit, limit ?? Limit), Cancellation);

    /// <summary>SSH_MSG_KEXINIT (RFC 4253 section 7.1) in an unencrypted packet (section 6).</summary>
    private static byte[] KeyExchangeInit(string keyExchange)
    {
        var payload = new List<byte> { 20 };
        payload.AddRange(new byte[16]);
        string[] lists =
        [
            keyExchange, "ssh-ed25519", "aes128-ctr", "aes128-ctr", "hmac-sha2-256", "hmac-sha2-256", "none", "none", "", "",
        ];
        foreach (var names in lists)
        {
            var length = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(length, names.Length);
            payload.AddRange([.. length, .. Encoding.ASCII.GetBytes(names)]);
        }
        payload.AddRange(new byte[5]);
        var padding = 16 - ((payload.Count + 5) % 8);
        var header = new byte[5];
        BinaryPrimitives.WriteInt32BigEndian(header, payload.Count + padding + 1);
        header[4] = (byte)padding;
        return [.. header, .. payload, .. new byte[padding]];
    }
}
