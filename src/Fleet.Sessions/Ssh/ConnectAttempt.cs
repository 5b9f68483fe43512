using System.Net;
using System.Net.Sockets;
using Fleet.Sessions.Ssh.HostKeys;
using Fleet.Sessions.Transport;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Fleet.Sessions.Ssh;

/// <summary>One attempt to connect and log in: how far it has come decides what a failure means.</summary>
/// <param name="target">Where to, and as whom.</param>
/// <param name="hostKeys">Judges the key that the device shows.</param>
/// <param name="keys">The private keys.</param>
/// <param name="deadline">Cancelled by the caller; the time limits are set on it, stage by stage.</param>
internal sealed class ConnectAttempt(
    SshTarget target,
    HostKeyVerifier hostKeys,
    PrivateKeys keys,
    CancellationTokenSource deadline)
{
    /// <summary>
    /// SSH.NET's own time limit runs out a little after ours, but for the TCP connection, of which only its end can tell
    /// that nobody answered.
    /// </summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(300);

    private volatile ConnectStage _stage = ConnectStage.Resolving;
    private readonly Allowance _allowance = new(target.MostBytes);
    private volatile string? _hostKeyRefusal;
    private volatile Socket? _socket;

    /// <summary>Blocks until logged in. To be interrupted when the deadline is cancelled.</summary>
    /// <exception cref="SessionException">With the failure class; nothing is left open.</exception>
    public SshNetConnection Connect()
    {
        deadline.CancelAfter(target.ConnectTimeout + Slack);
        // An interrupt does not end a receive; closing the socket does.
        using var giveUp = deadline.Token.UnsafeRegister(static a => ((ConnectAttempt)a!)._socket?.Dispose(), this);
        using var authentication = new Authentication(target.Login, keys);
        try
        {
            var addresses = Resolve();
            _stage = ConnectStage.Connecting;
            var client = ConnectToAny(addresses, authentication);
            return new SshNetConnection(client, _socket!, _allowance, Failures.PeerOf(target));
        }
        catch (Exception) when (_hostKeyRefusal is { } refusal)
        {
            throw new SessionException(FailureClass.HostKeyChanged, refusal);
        }
        catch (Exception e) when (e is not (SessionException or ThreadInterruptedException))
        {
            deadline.Token.ThrowIfCancellationRequested();
            throw Failures.Classify(e, _stage, target, [.. authentication.Refused], _allowance);
        }
    }

    /// <summary>What it means that the deadline has passed.</summary>
    public SessionException TimedOut() => Failures.TimedOut(_stage, target);

    // Resolved here and not by SSH.NET, which would block a thread of the pool for it.
    private IPAddress[] Resolve() =>
        IPAddress.TryParse(target.Host, out var address) ? [address] : Dns.GetHostAddresses(target.Host);

    private SshClient ConnectToAny(IPAddress[] addresses, Authentication authentication)
    {
        var until = DateTime.UtcNow + target.ConnectTimeout;
        for (var i = 0; ; i++)
        {
            var timeout = (until - DateTime.UtcNow) / (addresses.Length - i);
            try
            {
                return ConnectTo(addresses[i], timeout > TimeSpan.Zero ? timeout : Slack, authentication);
            }
            catch (Exception e) when (e is SocketException or SshOperationTimeoutException
                && _stage == ConnectStage.Connecting
                && i + 1 < addresses.Length)
            {
                // The next address may answer.
            }
        }
    }

    private SshClient ConnectTo(IPAddress address, TimeSpan timeout, Authentication authentication)
    {
        var info = new ConnectionInfo(
            address.ToString(), target.Port, target.Login.Username, authentication.Methods)
        {
            Timeout = timeout,
            RetryAttempts = 1,
        };
        Algorithms.Arrange(info, hostKeys.KnownTypes(target.Host, target.Port));
        var client = SshNetServices.CreateClient(
            info, _allowance, () => BlockingSocket.Connect(address, target.Port, timeout, OnCreated), target.AsksAhead);
        client.ServerIdentificationReceived += (_, _) =>
        {
            _stage = ConnectStage.KeyExchange;
            info.Timeout = target.ConnectTimeout + Slack;
        };
        client.HostKeyReceived += (_, shown) =>
        {
            _hostKeyRefusal = hostKeys.Refuse(target.Host, target.Port, shown.HostKey);
            shown.CanTrust = _hostKeyRefusal is null;
            // Keys are exchanged again in long sessions; the login is over then.
            if (!shown.CanTrust || _stage != ConnectStage.KeyExchange)
                return;
            _stage = ConnectStage.Authenticating;
            info.Timeout = target.AuthenticationTimeout + Slack;
            deadline.CancelAfter(target.AuthenticationTimeout);
        };
        try
        {
            client.Connect();
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private void OnCreated(Socket socket)
    {
        _socket = socket;
        if (deadline.IsCancellationRequested)
            socket.Dispose();
    }
}
