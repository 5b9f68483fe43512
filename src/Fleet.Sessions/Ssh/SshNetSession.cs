using System.Runtime.CompilerServices;
using Renci.SshNet;

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

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Session")]
    [return: UnsafeAccessorType("Renci.SshNet.ISession, Renci.SshNet")]
    private static extern object? GetSession(BaseClient client);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_keyExchangeCompletedWaitHandle")]
    private static extern ref ManualResetEventSlim KeyExchangeCompleted(Session session);
}
