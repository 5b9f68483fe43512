using Fleet.Ssh.Transport;

namespace Fleet.Farm.Server;

/// <summary>Counts what <see cref="ServerFigures"/> shows; from any thread.</summary>
internal sealed class ServerCounters
{
    private int _open;
    private long _accepted;
    private long _turnedAway;
    private long _loggedIn;
    private long _loginsRefused;
    private long _protocolErrors;

    public TrafficCounter Traffic { get; } = new();

    public int Open => Volatile.Read(ref _open);

    public ServerFigures Figures => new()
    {
        Open = Open,
        Accepted = Interlocked.Read(ref _accepted),
        TurnedAway = Interlocked.Read(ref _turnedAway),
        LoggedIn = Interlocked.Read(ref _loggedIn),
        LoginsRefused = Interlocked.Read(ref _loginsRefused),
        ProtocolErrors = Interlocked.Read(ref _protocolErrors),
        BytesReceived = Traffic.Received,
        BytesSent = Traffic.Sent,
    };

    public void CountAccepted() => Interlocked.Increment(ref _accepted);

    public void CountTurnedAway() => Interlocked.Increment(ref _turnedAway);

    public void CountOpened() => Interlocked.Increment(ref _open);

    public void CountClosed() => Interlocked.Decrement(ref _open);

    public void CountLogin() => Interlocked.Increment(ref _loggedIn);

    public void CountLoginRefused() => Interlocked.Increment(ref _loginsRefused);

    public void CountProtocolError() => Interlocked.Increment(ref _protocolErrors);
}
