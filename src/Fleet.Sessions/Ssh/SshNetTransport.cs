using Fleet.Sessions.Ssh.HostKeys;
using Fleet.Sessions.Transport;

namespace Fleet.Sessions.Ssh;

/// <summary>SSH connections by SSH.NET. One instance serves any number of sessions at once.</summary>
public sealed class SshNetTransport : ISshTransport
{
    private readonly HostKeyVerifier _hostKeys;
    private readonly PrivateKeys _keys = new();

    /// <summary>A transport with the host keys that the options name; warns if they are not to be checked.</summary>
    public SshNetTransport(SshTransportOptions options) => _hostKeys = new HostKeyVerifier(options);

    /// <inheritdoc/>
    public async Task<ISshConnection> ConnectAsync(SshTarget target, CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var attempt = new ConnectAttempt(target, _hostKeys, _keys, deadline);
        try
        {
            return await BlockingThreads.Shared.RunAsync(attempt.Connect, deadline.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw attempt.TimedOut();
        }
    }
}
