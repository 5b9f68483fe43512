using System.Net.Sockets;
using System.Reflection;
using System.Runtime.CompilerServices;
using Renci.SshNet;

namespace Fleet.Sessions.Ssh;

/// <summary>
/// What an SSH.NET client makes its parts with, three of which are ours: they connect the socket our way, read the
/// identification line within bounds, and count key exchanges.
/// </summary>
/// <remarks>SSH.NET has an interface for it, which it keeps to itself.</remarks>
internal static class SshNetServices
{
    private static readonly Type Services = Internal("IServiceFactory");
    private static readonly Type Connector = Internal("Connection.IConnector");
    private static readonly Type VersionExchange = Internal("Connection.IProtocolVersionExchange");

    /// <summary>Makes a client.</summary>
    /// <param name="info">How it connects.</param>
    /// <param name="allowance">What the device may send.</param>
    /// <param name="connect">Connects the socket; blocks.</param>
    /// <param name="asksAhead">Whether the login begins before the device has granted the service.</param>
    public static SshClient CreateClient(ConnectionInfo info, Allowance allowance, Func<Socket> connect, bool asksAhead)
    {
        info.LoggerFactory = new PacketListener(allowance);
        var services = (ServiceProxy)DispatchProxy.Create(Services, typeof(ServiceProxy));
        services.Allowance = allowance;
        services.Connect = connect;
        services.AsksAhead = asksAhead;
        return NewClient(info, ownsConnectionInfo: false, services);
    }

    private static Type Internal(string name) => typeof(SshClient).Assembly.GetType("Renci.SshNet." + name, throwOnError: true)!;

    private static NotSupportedException Unused(MethodInfo? method) =>
        new($"SSH.NET calls {method?.Name}, which we do not use.");

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern SshClient NewClient(
        ConnectionInfo info,
        bool ownsConnectionInfo,
        [UnsafeAccessorType("Renci.SshNet.IServiceFactory, Renci.SshNet")] object services);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern Session NewSession(
        ConnectionInfo info,
        [UnsafeAccessorType("Renci.SshNet.IServiceFactory, Renci.SshNet")] object services,
        [UnsafeAccessorType("Renci.SshNet.Connection.ISocketFactory, Renci.SshNet")] object sockets);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    [return: UnsafeAccessorType("Renci.SshNet.ServiceFactory, Renci.SshNet")]
    private static extern object NewServices();

    /// <summary>Makes the parts.</summary>
    internal class ServiceProxy : DispatchProxy
    {
        private static readonly object Standard = NewServices();

        public Allowance Allowance { get; set; } = null!;

        public Func<Socket> Connect { get; set; } = null!;

        public bool AsksAhead { get; set; }

        protected override object? Invoke(MethodInfo? method, object?[]? args)
        {
            switch (method!.Name)
            {
                case "CreateSession":
                    var session = NewSession((ConnectionInfo)args![0]!, this, args[1]!);
                    if (AsksAhead)
                        SshNetSession.ServiceAccepted(session).Set();
                    return session;
                case "CreateConnector":
                    var connector = (ConnectorProxy)DispatchProxy.Create(Connector, typeof(ConnectorProxy));
                    connector.Connect = Connect;
                    return connector;
                case "CreateProtocolVersionExchange":
                    return DispatchProxy.Create(VersionExchange, typeof(VersionExchangeProxy));
                case "CreateKeyExchange":
                    Allowance.TakeKeyExchange();
                    break;
            }

            return method.Invoke(Standard, BindingFlags.DoNotWrapExceptions, null, args, null);
        }
    }

    /// <summary>Connects the socket.</summary>
    internal class ConnectorProxy : DispatchProxy
    {
        public Func<Socket> Connect { get; set; } = null!;

        protected override object? Invoke(MethodInfo? method, object?[]? args) =>
            method is { Name: "Connect" } ? Connect() : throw Unused(method);
    }

    /// <summary>Exchanges identification lines.</summary>
    internal class VersionExchangeProxy : DispatchProxy
    {
        protected override object? Invoke(MethodInfo? method, object?[]? args)
        {
            if (args is not [string ours, Socket socket, TimeSpan timeout])
                throw Unused(method);
            return Identification.Exchange(ours, socket, timeout);
        }
    }
}
