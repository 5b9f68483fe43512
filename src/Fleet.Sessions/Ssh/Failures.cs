using System.Net.Sockets;
using Fleet.Sessions.Ssh.HostKeys;
using Fleet.Sessions.Transport;
using Renci.SshNet.Common;
using Renci.SshNet.Messages.Transport;

namespace Fleet.Sessions.Ssh;

/// <summary>How far an attempt to connect has come.</summary>
internal enum ConnectStage
{
    Resolving,
    Connecting,
    KeyExchange,
    Authenticating,
}

/// <summary>Turns what SSH.NET throws into failure classes with one line for people.</summary>
internal static class Failures
{
    public static string PeerOf(SshTarget target) => HostPatterns.NameOf(target.Host, target.Port);

    /// <summary>A time limit passed; nobody having answered at all is told by <see cref="Classify"/>.</summary>
    public static SessionException TimedOut(ConnectStage stage, SshTarget target)
    {
        var (failure, what, limit) = stage switch
        {
            ConnectStage.Resolving => (FailureClass.Unreachable, "the name did not resolve", target.ConnectTimeout),
            ConnectStage.Connecting => (FailureClass.HandshakeFailed, "no SSH banner came", target.ConnectTimeout),
            ConnectStage.KeyExchange =>
                (FailureClass.HandshakeFailed, "the key exchange did not end", target.ConnectTimeout),
            _ => (FailureClass.HandshakeFailed, "the authentication did not end", target.AuthenticationTimeout),
        };
        return new SessionException(failure, $"{PeerOf(target)}: {what} within {limit.TotalSeconds:0.#} s");
    }

    /// <summary>What an exception means that broke off an attempt to connect.</summary>
    public static SessionException Classify(
        Exception e, ConnectStage stage, SshTarget target, IReadOnlyList<string> refusedMethods, Allowance allowance)
    {
        var peer = PeerOf(target);
        if (allowance.Exceeded is { } exceeded)
            return new(FailureClass.HandshakeFailed, $"no SSH session with {peer}: {exceeded}", e);
        return (stage, e) switch
        {
            (ConnectStage.Resolving, SocketException) =>
                new(FailureClass.Unreachable, $"the name {target.Host} does not resolve", e),
            (ConnectStage.Connecting, SocketException { SocketErrorCode: SocketError.ConnectionRefused }) =>
                new(FailureClass.Refused, $"{peer} refused the connection", e),
            (ConnectStage.Connecting, SocketException { SocketErrorCode: not SocketError.ConnectionReset } socket) =>
                new(FailureClass.Unreachable, $"{peer} cannot be reached: {OneLine(socket.Message)}", e),
            // The message tells this one (of BlockingSocket) from a banner that does not come.
            (ConnectStage.Connecting, SshOperationTimeoutException)
                when e.Message.StartsWith("Connection failed", StringComparison.Ordinal) =>
                new(FailureClass.Unreachable, $"{peer} did not answer within {target.ConnectTimeout.TotalSeconds:0.#} s", e),
            (_, SshOperationTimeoutException) => TimedOut(stage, target),
            (ConnectStage.Authenticating, SshAuthenticationException) => Rejected(),
            (ConnectStage.Authenticating, SshConnectionException closed) when IsRejection(closed.DisconnectReason) =>
                Rejected(),
            (ConnectStage.Authenticating, _) =>
                new(FailureClass.ConnectionLost, $"{peer} broke off the authentication: {Cause(e)}", e),
            _ => new(FailureClass.HandshakeFailed, $"no SSH session with {peer}: {Cause(e)}", e),
        };

        SessionException Rejected() => new(
            FailureClass.AuthenticationRejected,
            $"{peer} did not let user {target.Login.Username} in: "
                + (refusedMethods.Count == 0 ? OneLine(e.Message)
                    // SSH.NET names the last method that it came to, whether the device was asked or not.
                    : e.Message.StartsWith("Permission denied", StringComparison.Ordinal) ? $"{string.Join(", ", refusedMethods)} refused"
                    : $"{string.Join(", ", refusedMethods)} refused; {OneLine(e.Message)}"),
            e);
    }

    /// <summary>The connection broke after the login.</summary>
    public static SessionException Lost(string peer, Exception? e, Allowance? allowance = null) =>
        allowance?.Exceeded is { } exceeded ? new(FailureClass.OutputTooLarge, $"{peer}: {exceeded}", e)
        : new(
            FailureClass.ConnectionLost,
            e is null ? $"{peer} closed the connection" : $"the connection to {peer} broke: {Cause(e)}",
            e);

    /// <summary>
    /// A server answers a wrong credential with a failure or by disconnecting (RFC 4252 section 5.1); a server that has
    /// no room says so. A connection that merely breaks is neither.
    /// </summary>
    private static bool IsRejection(DisconnectReason reason) =>
        reason is DisconnectReason.ProtocolError
            or DisconnectReason.HostNotAllowedToConnect
            or DisconnectReason.ByApplication
            or DisconnectReason.AuthenticationCanceledByUser
            or DisconnectReason.NoMoreAuthenticationMethodsAvailable
            or DisconnectReason.IllegalUserName;

    /// <summary>What broke a connection; what is none of these was thrown while a packet was taken apart.</summary>
    private static string Cause(Exception e) =>
        e is SshException or SocketException or IOException or ObjectDisposedException
            ? OneLine(e.Message)
            : "it sent a packet that cannot be read";

    /// <summary>What a server sent may be in a message: no control characters, and no more than a line.</summary>
    private static string OneLine(string text)
    {
        var line = string.Concat(text.Take(300).Select(c => char.IsControl(c) ? ' ' : c));
        return line.TrimEnd(' ', '.');
    }
}
