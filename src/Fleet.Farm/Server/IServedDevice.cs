using System.Net;
using System.Net.Sockets;

namespace Fleet.Farm.Server;

/// <summary>Decides what answers at an address.</summary>
public interface IServedDevices
{
    /// <summary>What plays one connection that has been accepted; <see langword="null"/> closes it.</summary>
    IServedDevice? Accept(IPEndPoint local, IPEndPoint remote);
}

/// <summary>What the SSH server plays on one connection: its host keys, who may log in, what the shell says.</summary>
/// <remarks>
/// Each method may take its time, wait for ever (until cancelled, when the connection ends), or throw
/// <see cref="ConnectionResetException"/> to break the connection off with a TCP reset.
/// </remarks>
public interface IServedDevice : IAsyncDisposable
{
    /// <summary>How the server presents itself.</summary>
    ServerSettings Settings { get; }

    /// <summary>
    /// Before the server's first byte. What it returns is sent instead of the server's identification, and the
    /// connection is closed at its end; <see langword="null"/>: go on as an SSH server does.
    /// </summary>
    ValueTask<IAsyncEnumerable<ReadOnlyMemory<byte>>?> OpenAsync(CancellationToken cancellation);

    /// <summary>The connection has come to a stage and goes on when this returns.</summary>
    ValueTask ReachAsync(ConnectionStage stage, CancellationToken cancellation);

    /// <summary>Whether an attempt to log in succeeds.</summary>
    ValueTask<bool> AuthenticateAsync(AuthenticationAttempt attempt, CancellationToken cancellation);

    /// <summary>Runs the shell, or a command, on a session channel.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="command">The command of an <c>exec</c> request; <see langword="null"/> for a shell.</param>
    /// <param name="cancellation">
    /// The client closed the channel, or the connection ended. What waits on the channel is cancelled, too.
    /// </param>
    /// <returns>The exit status, 0 to 255.</returns>
    Task<int> RunAsync(ISessionChannel channel, string? command, CancellationToken cancellation);
}

/// <summary>Where a connection has come to.</summary>
public enum ConnectionStage
{
    /// <summary>The peer's identification has come; KEXINIT is about to be sent.</summary>
    Identified,

    /// <summary>The peer's key exchange value has come; the reply is about to be sent.</summary>
    KeyExchange,

    /// <summary>The first key exchange is over.</summary>
    Encrypted,

    /// <summary>A shell or exec request is about to be answered.</summary>
    Starting,
}

/// <summary>Breaks the connection off with a TCP reset.</summary>
public sealed class ConnectionResetException() : IOException("The connection is reset on purpose.");

/// <summary>One attempt to log in (RFC 4252 section 5).</summary>
/// <param name="User">The user name.</param>
/// <param name="Method"><c>password</c>, <c>keyboard-interactive</c> or <c>publickey</c>.</param>
/// <param name="Secret">The password, or the one answer to keyboard-interactive's question; empty for a public key.</param>
/// <param name="PublicKey">
/// The public key's blob, whose signature is checked already or not asked for yet (RFC 4252 section 7).
/// </param>
public sealed record AuthenticationAttempt(string User, string Method, string Secret, ReadOnlyMemory<byte> PublicKey)
{
    /// <summary>Without the secret.</summary>
    public override string ToString() => $"{User} by {Method}";
}

/// <summary>A session channel (RFC 4254 section 6) from the side of the program that runs on it.</summary>
public interface ISessionChannel
{
    /// <summary>The terminal that was asked for; <see langword="null"/> without one. Changes with the client's window.</summary>
    TerminalSize? Terminal { get; }

    /// <summary>The connection below.</summary>
    IWire Wire { get; }

    /// <summary>Variables that the client set, by name; bounded in number and size.</summary>
    IReadOnlyDictionary<string, string> Environment { get; }

    /// <summary>Reads what the client sent; 0 at its end.</summary>
    ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellation);

    /// <summary>
    /// Sends output. Returns when the bytes are with the connection, which is at once unless the client's window is
    /// closed or much is waiting to be sent: what has been written in one turn leaves together.
    /// </summary>
    ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation);

    /// <summary>As <see cref="WriteAsync"/>, as standard error (RFC 4254 section 5.2).</summary>
    ValueTask WriteErrorAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation);
}

/// <summary>A terminal (RFC 4254 section 6.2).</summary>
/// <param name="Kind">The value of TERM.</param>
/// <param name="Columns">Width in characters; 0: not said.</param>
/// <param name="Rows">Height in rows; 0: not said.</param>
public sealed record TerminalSize(string Kind, int Columns, int Rows);
