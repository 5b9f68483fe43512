using Fleet.Inventory;

namespace Fleet.Sessions.Transport;

/// <summary>Opens SSH connections. The one port between the sessions and an SSH library.</summary>
public interface ISshTransport
{
    /// <summary>Connects, checks the host key and authenticates.</summary>
    /// <exception cref="SessionException">With the failure class; nothing is left open.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; nothing is left open.</exception>
    Task<ISshConnection> ConnectAsync(SshTarget target, CancellationToken cancellation);
}

/// <summary>Where to connect to and as whom.</summary>
/// <param name="Host">Host name or address.</param>
/// <param name="Port">TCP port.</param>
/// <param name="Login">User name and resolved secrets.</param>
/// <param name="ConnectTimeout">From the first packet to the end of the key exchange.</param>
/// <param name="AuthenticationTimeout">From the end of the key exchange to being logged in.</param>
public sealed record SshTarget(
    string Host,
    int Port,
    Login Login,
    TimeSpan ConnectTimeout,
    TimeSpan AuthenticationTimeout)
{
    /// <summary>Most bytes that the device may send on all channels together.</summary>
    public long MostBytes { get; init; } = long.MaxValue;

    /// <summary>
    /// Whether to begin the login without waiting until the device says that it has one, which saves a round trip. That is
    /// allowed where the key exchange itself proves the server, as all do that are known (RFC 4253 section 10).
    /// </summary>
    public bool AsksAhead { get; init; }
}

/// <summary>An authenticated connection. Disposing it takes no longer than a short grace time, and never throws.</summary>
/// <remarks>
/// What nobody reads holds the whole connection back once a channel's buffer is full: read a channel to its end, or
/// dispose it, before opening another.
/// </remarks>
public interface ISshConnection : IAsyncDisposable
{
    /// <summary>Opens an interactive shell on a pseudo-terminal of type <c>vt100</c>.</summary>
    /// <exception cref="SessionException">The device refused, or the connection broke.</exception>
    Task<ISshChannel> OpenShellAsync(int columns, int rows, CancellationToken cancellation);

    /// <summary>
    /// Runs one command on a channel of its own, without a terminal; its errors are read between its output.
    /// </summary>
    /// <exception cref="SessionException">
    /// The device runs no commands so (<see cref="FailureClass.CommandRejected"/>), or the connection broke.
    /// </exception>
    Task<ISshChannel> ExecuteAsync(string command, CancellationToken cancellation);
}

/// <summary>
/// The byte stream of a shell or of a command; one read at a time. Disposing it drops what is unread. A shell ends with
/// its connection.
/// </summary>
public interface ISshChannel : IAsyncDisposable
{
    /// <summary>Reads what has arrived, at least one byte; 0 when the other side has closed the channel.</summary>
    /// <exception cref="SessionException">The connection broke (<see cref="FailureClass.ConnectionLost"/>).</exception>
    ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellation);

    /// <summary>Writes all of the bytes.</summary>
    /// <exception cref="SessionException">The connection broke (<see cref="FailureClass.ConnectionLost"/>).</exception>
    ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation);
}
