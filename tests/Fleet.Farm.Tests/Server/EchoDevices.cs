using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Fleet.Farm.Server;
using Fleet.Ssh.Algorithms;
using Fleet.Ssh.HostKeys;

namespace Fleet.Farm.Tests.Server;

/// <summary>Devices with a shell that says back what it is told, and a few commands.</summary>
internal sealed class EchoDevices : IServedDevices
{
    public const string User = "admin";
    public const string Password = "correct horse";

    private static readonly ConcurrentDictionary<HostKeyType, HostKey> HostKeys = new();

    public EchoDevices() => Settings = new()
    {
        Identification = "SSH-2.0-Echo_1.0",
        Algorithms = AlgorithmOffer.Modern,
        HostKey = type => HostKeys.GetOrAdd(type, static type => HostKey.FromSeed(type, "echo"u8)),
    };

    public ServerSettings Settings { get; set; }

    /// <summary>Public keys that may log in, by blob.</summary>
    public List<byte[]> PublicKeys { get; } = [];

    public Func<CancellationToken, ValueTask<IAsyncEnumerable<ReadOnlyMemory<byte>>?>>? Opening { get; set; }

    public Func<ConnectionStage, CancellationToken, ValueTask>? Reaching { get; set; }

    public Func<CancellationToken, ValueTask>? Authenticating { get; set; }

    public Func<ISessionChannel, string?, CancellationToken, Task<int>>? Running { get; set; }

    public IServedDevice? Accept(IPEndPoint local, IPEndPoint remote) => new EchoDevice(this);

    /// <summary>What <c>print N</c> prints.</summary>
    public static byte[] Print(int count)
    {
        var bytes = new byte[count];
        for (int i = 0; i < count; i++)
            bytes[i] = (byte)('a' + (i * 31 + i / 61) % 26);
        return bytes;
    }
}

internal sealed class EchoDevice(EchoDevices devices) : IServedDevice
{
    private static readonly byte[] Newline = "\r\n"u8.ToArray();

    public ServerSettings Settings => devices.Settings;

    public ValueTask<IAsyncEnumerable<ReadOnlyMemory<byte>>?> OpenAsync(CancellationToken cancellation) =>
        devices.Opening?.Invoke(cancellation) ?? default;

    public ValueTask ReachAsync(ConnectionStage stage, CancellationToken cancellation) =>
        devices.Reaching?.Invoke(stage, cancellation) ?? default;

    public async ValueTask<bool> AuthenticateAsync(AuthenticationAttempt attempt, CancellationToken cancellation)
    {
        if (devices.Authenticating is { } authenticating)
            await authenticating(cancellation);
        return attempt.User == EchoDevices.User && (attempt.Method == "publickey"
            ? devices.PublicKeys.Exists(key => attempt.PublicKey.Span.SequenceEqual(key))
            : attempt.Secret == EchoDevices.Password);
    }

    public Task<int> RunAsync(ISessionChannel channel, string? command, CancellationToken cancellation)
    {
        if (devices.Running is { } running)
            return running(channel, command, cancellation);
        return command is null
            ? ShellAsync(channel, cancellation)
            : ExecuteAsync(channel, command, cancellation);
    }

    public ValueTask DisposeAsync() => default;

    // A prompt; a line is a command, until exit.
    private static async Task<int> ShellAsync(ISessionChannel channel, CancellationToken cancellation)
    {
        await channel.WriteAsync("echo> "u8.ToArray(), cancellation);
        var buffer = new byte[256];
        int length = 0;
        while (true)
        {
            int end;
            while ((end = buffer.AsSpan(0, length).IndexOfAny((byte)'\r', (byte)'\n')) < 0)
            {
                int read = await channel.ReadAsync(buffer.AsMemory(length), cancellation);
                if (read == 0)
                    return 0;
                length += read;
            }

            var line = buffer.AsSpan(0, end).ToArray();
            buffer.AsSpan(end + 1, length - end - 1).CopyTo(buffer);
            length -= end + 1;
            if (line.Length == 0)
                continue;
            await channel.WriteAsync((byte[])[.. line, .. Newline], cancellation);
            if (line.AsSpan().StartsWith("exit"u8))
                return Number(line);
            if (line.AsSpan().StartsWith("print"u8))
                await channel.WriteAsync((byte[])[.. EchoDevices.Print(Number(line)), .. Newline], cancellation);
            if (line.AsSpan().SequenceEqual("size"u8))
                await channel.WriteAsync(Encoding.ASCII.GetBytes($"{channel.Terminal}\r\n"), cancellation);
            await channel.WriteAsync("echo> "u8.ToArray(), cancellation);
        }
    }

    private static async Task<int> ExecuteAsync(ISessionChannel channel, string command, CancellationToken cancellation)
    {
        var words = command.Split(' ');
        switch (words[0])
        {
            case "cat":
                await ReadAllAsync(channel, bytes => channel.WriteAsync(bytes, cancellation), cancellation);
                return 0;
            case "hash":
                using (var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256))
                {
                    await ReadAllAsync(
                        channel,
                        bytes =>
                        {
                            hash.AppendData(bytes.Span);
                            return default;
                        },
                        cancellation);
                    await channel.WriteAsync(
                        Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash.GetCurrentHash())), cancellation);
                }

                return 0;
            case "print":
                await channel.WriteAsync(EchoDevices.Print(Number(words[1])), cancellation);
                return 0;
            case "status":
                return Number(words[1]);
            case "complain":
                await channel.WriteErrorAsync("something is wrong\n"u8.ToArray(), cancellation);
                return 1;
            case "env":
                var value = channel.Environment.GetValueOrDefault(words[1], "");
                await channel.WriteAsync(Encoding.UTF8.GetBytes(value), cancellation);
                return 0;
            case "wait":
                await Task.Delay(Number(words[1]), cancellation);
                return 0;
            default:
                return 127;
        }
    }

    private static async Task ReadAllAsync(
        ISessionChannel channel, Func<ReadOnlyMemory<byte>, ValueTask> take, CancellationToken cancellation)
    {
        var buffer = new byte[16 * 1024];
        while (await channel.ReadAsync(buffer, cancellation) is > 0 and var read)
            await take(buffer.AsMemory(0, read));
    }

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    private static int Number(ReadOnlySpan<byte> line) =>
        Utf8Parser.TryParse(line[(line.IndexOf((byte)' ') + 1)..], out int number, out _) ? number : 0;
}
