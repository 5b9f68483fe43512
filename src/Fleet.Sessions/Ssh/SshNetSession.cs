using System.Runtime.CompilerServices;
using Renci.SshNet;
using Renci.SshNet.Common;
using Renci.SshNet.Messages;
using Renci.SshNet.Messages.Connection;

namespace Fleet.Sessions.Ssh;

/// <summary>What of an SSH.NET client we need and is not public.</summary>
/// <remarks>
/// A client hides its session, whose public events tell what no other member does: that a device has ended the
/// connection by a message, that it refused a command, and in which order output and errors came.
/// </remarks>
internal static class SshNetSession
{
    public static Session Of(SshClient client) => (Session)GetSession(client)!;

    /// <summary>Whether no key exchange is under way, for whose end all that is to be sent would wait.</summary>
    public static bool IsBetweenKeyExchanges(Session session) => KeyExchangeCompleted(session).IsSet;

    /// <summary>The request for a pseudo-terminal (RFC 4254 section 6.2).</summary>
    public static RequestInfo NewTerminalRequest(string terminal, int columns, int rows) =>
        (RequestInfo)NewTerminalRequest(terminal, (uint)columns, (uint)rows, 0, 0, null);

    /// <summary>What it waits for between the request for the service and the login.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_serviceAccepted")]
    public static extern ref EventWaitHandle ServiceAccepted(Session session);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "SendMessage")]
    public static extern void Send(Session session, Message message);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    [return: UnsafeAccessorType("Renci.SshNet.Messages.Connection.PseudoTerminalRequestInfo, Renci.SshNet")]
    private static extern object NewTerminalRequest(
        string terminal, uint columns, uint rows, uint width, uint height, IDictionary<TerminalModes, uint>? modes);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Session")]
    [return: UnsafeAccessorType("Renci.SshNet.ISession, Renci.SshNet")]
    private static extern object? GetSession(BaseClient client);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_keyExchangeCompletedWaitHandle")]
    private static extern ref ManualResetEventSlim KeyExchangeCompleted(Session session);
}
