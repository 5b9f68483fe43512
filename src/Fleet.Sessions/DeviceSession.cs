using Fleet.Sessions.Shell;
using Fleet.Sessions.Transport;

namespace Fleet.Sessions;

/// <summary>Holds one session with a device over SSH, on its shell or on one <c>exec</c> channel per command.</summary>
/// <remarks>It keeps nothing between sessions: one instance serves any number of them at once.</remarks>
public sealed class DeviceSession : IDeviceSession
{
    private readonly ISshTransport _transport;
    private readonly QuietTimes _quiet;

    /// <summary>Holds sessions over a transport.</summary>
    public DeviceSession(ISshTransport transport)
        : this(transport, QuietTimes.Default)
    {
    }

    internal DeviceSession(ISshTransport transport, QuietTimes quiet)
    {
        _transport = transport;
        _quiet = quiet;
    }

    /// <inheritdoc/>
    public async Task<SessionResult> RunAsync(
        SessionRequest request,
        IOutputSink sink,
        CancellationToken cancellation)
    {
        using var lifetime = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        lifetime.CancelAfter(request.Limits.Session);
        var collection = new Collection(request, sink, _quiet, lifetime.Token);
        (FailureClass Failure, string Reason)? broken = null;
        try
        {
            await collection.RunAsync(_transport);
        }
        catch (Exception e) when (e is SessionException or OperationCanceledException)
        {
            broken = cancellation.IsCancellationRequested ? (FailureClass.Cancelled, "cancelled")
                : lifetime.IsCancellationRequested ? (collection.Phase, LimitPassed(request.Limits))
                : e is SessionException failed ? (failed.Failure, failed.Message)
                : (FailureClass.ConnectionLost, "the connection was given up");
        }

        return new SessionResult(collection.Results, broken?.Failure, broken?.Reason);
    }

    private static string LimitPassed(SessionLimits limits) =>
        $"the session took longer than its limit of {Duration.Text(limits.Session)}";
}
