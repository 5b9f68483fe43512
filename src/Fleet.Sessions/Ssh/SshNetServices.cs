using System.Net.Sockets;
using System.Reflection;
using System.Runtime.CompilerServices;
using Renci.SshNet;

namespace Fleet.Sessions.Ssh;

/// <summary>
/// What an SSH.NET client makes its parts with, three of which are ours: they read the identification line within bounds,
/// give us the socket, so that a connection can be ended whatever its threads wait for, and count key exchanges.
/// </summary>
/// <remarks>SSH.NET has an interface for it, which it keeps to itself.</remarks>
internal static class SshNetServices
{
    private static readonly Type Services = Internal("IServiceFactory");
    private static readonly Type VersionExchange = Internal("Connection.IProtocolVersionExchange");

    /// <summary>Makes a client.</summary>
    /// <param name="info">How it connects.</param>
    /// <param name="allowance">What the device may send.</param>
    /// <param name="connected">Gets the socket as soon as it is connected.</param>
    public static SshClient CreateClient(ConnectionInfo info, Allowance allowance, Action<Socket> connected)
    {
        info.LoggerFactory = new PacketListener(allowance);
        var services = (ServiceProxy)DispatchProxy.Create(Services, typeof(ServiceProxy));
        services.Allowance = allowance;
        services.Connected = connected;
        return NewClient(info, ownsConnectionInfo: false, services);
    }

    private static Type Internal(string name) => typeof(SshClient).Assembly.GetType("Renci.SshNet." + name, throwOnError: true)!;

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

        public Action<Socket> Connected { get; set; } = null!;

        protected override object? Invoke(MethodInfo? method, object?[]? args)
        {
            switch (method!.Name)
            {
                case "CreateSession":
                    return NewSession((ConnectionInfo)args![0]!, this, args[1]!);
                case "CreateProtocolVersionExchange":
                    var exchange = (VersionExchangeProxy)DispatchProxy.Create(VersionExchange, typeof(VersionExchangeProxy));
                    exchange.Connected = Connected;
                    return exchange;
                case "CreateKeyExchange":
                    Allowance.TakeKeyExchange();
                    break;
            }

            return method.Invoke(Standard, BindingFlags.DoNotWrapExceptions, null, args, null);
        }
    }

    /// <summary>Exchanges identification lines.</summary>
    internal class VersionExchangeProxy : DispatchProxy
    {
        public Action<Socket> Connected { get; set; } = null!;

        protected override object? Invoke(MethodInfo? method, object?[]? args)
        {
            if (args is not [string ours, Socket socket, TimeSpan timeout])
                throw new NotSupportedException($"SSH.NET calls {method?.Name}, which we do not use.");
            Connected(socket);
            return Identification.Exchange(ours, socket, timeout);
        }
    }
}
