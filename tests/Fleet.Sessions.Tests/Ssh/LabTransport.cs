using System.Text;
using Fleet.Lab;
using Fleet.Sessions.Ssh;
using Fleet.Sessions.Transport;

namespace Fleet.Sessions.Tests.Ssh;

/// <summary>What the tests of the transport share.</summary>
internal static class LabTransport
{
    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static Login PasswordLogin(LabUser user) => new() { Username = user.Name, Password = user.Password };

    public static Login KeyLogin(string key, string? passphrase = null) =>
        new() { Username = TestLab.Bash.Name, PrivateKeyFile = key, Passphrase = passphrase };

    public static SshTarget Target(LabServer server, Login login) => Target(server.Host, server.Port, login);

    public static SshTarget Target(string host, int port, Login login) =>
        new(host, port, login, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10));

    /// <summary>A transport that knows no host keys yet and takes any.</summary>
    public static SshNetTransport Create(TempFolder folder) =>
        new(new SshTransportOptions { KnownHostsFile = folder.File("known_hosts"), UserKnownHostsFile = null });

    public static async Task<SessionException> FailureOf(Task<ISshConnection> connecting) =>
        await Assert.ThrowsAsync<SessionException>(async () => await (await connecting).DisposeAsync());

    public static async Task<string> ExecuteAsync(this ISshConnection connection, string command)
    {
        await using var channel = await connection.ExecuteAsync(command, Cancellation);
        return Encoding.UTF8.GetString(await ReadToEndAsync(channel));
    }

    public static async Task<byte[]> ReadToEndAsync(ISshChannel channel)
    {
        using var all = new MemoryStream();
        var buffer = new byte[16384];
        while (await channel.ReadAsync(buffer, Cancellation) is var read and > 0)
            all.Write(buffer, 0, read);
        return all.ToArray();
    }

    /// <summary>Reads until the text ends with something; fails if it does not come.</summary>
    public static async Task<string> ReadUntilAsync(this ISshChannel channel, string end)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        var text = new StringBuilder();
        var buffer = new byte[16384];
        var read = 1;
        try
        {
            while (read > 0 && !text.ToString().EndsWith(end, StringComparison.Ordinal))
            {
                read = await channel.ReadAsync(buffer, limit.Token);
                text.Append(Encoding.UTF8.GetString(buffer, 0, read));
            }
        }
        catch (OperationCanceledException)
        {
            read = 0;
        }
        Assert.True(read > 0, $"nothing came after: {text.Replace("\r", "\\r").Replace("\u001b", "\\e")}");
        return text.ToString();
    }

    public static ValueTask WriteAsync(this ISshChannel channel, string text) =>
        channel.WriteAsync(Encoding.UTF8.GetBytes(text), Cancellation);
}

/// <summary>A folder of one test, gone with it.</summary>
internal sealed class TempFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fleet-test-");

    public string File(string name) => Path.Combine(_folder.FullName, name);

    public void Dispose() => _folder.Delete(recursive: true);
}
