using System.Runtime.CompilerServices;
using Renci.SshNet;

namespace Fleet.Sessions.Ssh;

/// <summary>The one thing of SSH.NET that we need and that is not public.</summary>
/// <remarks>
/// A client hides its session, whose public events tell what no other member does: that a device has ended the
/// connection by a message, that it refused a command, and in which order output and errors came.
/// </remarks>
internal static class SshNetSession
{
    public static Session Of(SshClient client) => (Session)GetSession(client)!;

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Session")]
    [return: UnsafeAccessorType("Renci.SshNet.ISession, Renci.SshNet")]
    private static extern object? GetSession(BaseClient client);
}
