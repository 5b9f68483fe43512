using Microsoft.Extensions.Logging;

namespace Fleet.Sessions.Ssh;

/// <summary>
/// Hears of every packet: SSH.NET asks its logger, on the thread that received it and before anything is done with it,
/// whether the packet is to be traced. It has no event for packets of all kinds. Nothing is ever logged.
/// </summary>
internal sealed class PacketListener(Allowance allowance) : ILoggerFactory, ILogger
{
    [ThreadStatic]
    private static bool _isSending;

    /// <summary>It asks about the packets that this thread sends, too, until the answer is disposed.</summary>
    public static SendingScope Sending()
    {
        _isSending = true;
        return default;
    }

    public bool IsEnabled(LogLevel logLevel)
    {
        if (logLevel == LogLevel.Trace && !_isSending)
            allowance.TakePacket();
        return false;
    }

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }

    /// <summary>The time in which a thread sends.</summary>
    public readonly ref struct SendingScope : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose() => _isSending = false;
    }
}
