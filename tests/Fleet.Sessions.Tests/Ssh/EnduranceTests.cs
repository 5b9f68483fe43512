using System.Runtime.InteropServices;
using Fleet.Lab;
using Fleet.Sessions.Ssh;
using static Fleet.Sessions.Tests.Ssh.LabTransport;

namespace Fleet.Sessions.Tests.Ssh;

/// <summary>Alone, as they look at what the process holds.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class AloneDefinition;

[Collection<AloneDefinition>]
public sealed class EnduranceTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly SshNetTransport _transport;

    public EnduranceTests() => _transport = Create(_folder);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Five_hundred_sessions_leave_no_thread_and_no_socket_behind()
    {
        var server = TestLab.RequireOpenSsh();
        var login = KeyLogin(TestLab.Keys.Ed25519);
        await CycleAsync(50);
        var (sockets, threads) = (Sockets(), Threads());
        await CycleAsync(500);
        await AssertBackToAsync(sockets, threads);

        Task CycleAsync(int times) => Parallel.ForAsync(0, times, Eight(), async (i, _) =>
        {
            var target = Target(server.Hosts[i % server.Hosts.Count], server.Port, login);
            await using var connection = await _transport.ConnectAsync(target, Cancellation);
        });
    }

    [Fact]
    public async Task Failed_attempts_leave_no_thread_and_no_socket_behind()
    {
        await using var silent = Relay.Saying([], hangUp: false);
        await using var rude = Relay.Saying("SSH-2.0-Rude\r\n"u8.ToArray(), hangUp: true);
        var login = new Login { Username = "nobody", Password = "none" };
        await CycleAsync(16);
        var (sockets, threads) = (Sockets(), Threads());
        await CycleAsync(200);
        await AssertBackToAsync(sockets, threads);

        Task CycleAsync(int times) => Parallel.ForAsync(0, times, Eight(), async (i, _) =>
        {
            using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(30));
            var target = Target("127.0.0.1", i % 2 == 0 ? silent.Port : rude.Port, login);
            await Assert.ThrowsAnyAsync<Exception>(() => _transport.ConnectAsync(target, cancellation.Token));
        });
    }

    private static ParallelOptions Eight() => new() { MaxDegreeOfParallelism = 8, CancellationToken = Cancellation };

    private static int Sockets() =>
        Directory.GetFiles("/proc/self/fd").Count(f => LinkOf(f).StartsWith("socket:", StringComparison.Ordinal));

    private static int Threads() => Directory.GetDirectories("/proc/self/task").Length;

    private static string LinkOf(string file)
    {
        try
        {
            return new FileInfo(file).LinkTarget ?? "";
        }
        catch (IOException)
        {
            return "";
        }
    }

    // The threads that connected end when they have been idle for some seconds; the pool's come and go by themselves.
    private static async Task AssertBackToAsync(int sockets, int threads)
    {
        Assert.SkipUnless(RuntimeInformation.IsOSPlatform(OSPlatform.Linux), "counts by /proc");
        for (var i = 0; i < 400 && (Sockets() > sockets || Threads() > threads + 4); i++)
            await Task.Delay(100, Cancellation);
        Assert.True(Sockets() <= sockets, $"{sockets} sockets before, {Sockets()} after");
        Assert.True(Threads() <= threads + 4, $"{threads} threads before, {Threads()} after");
    }
}
