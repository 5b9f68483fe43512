using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Fleet.Collecting;

/// <summary>
/// The log of a data folder, <c>fleet.log</c>: what went wrong inside the program, which no display has room for. Starts
/// anew when it has grown large; the one before it is kept as <c>fleet.log.1</c>.
/// </summary>
internal sealed class LogFile : ILoggerProvider
{
    private const long Large = 10 << 20;

    private readonly LogLevel _least;
    private readonly StreamWriter _writer;
    private readonly Lock _lock = new();

    /// <summary>Opens the log of a data folder for appending.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="least">Less important entries are left out.</param>
    public LogFile(string folder, LogLevel least)
    {
        _least = least;
        Path = System.IO.Path.Combine(folder, "fleet.log");
        if (File.Exists(Path) && new FileInfo(Path).Length > Large)
        {
            File.Move(Path, Path + ".1", overwrite: true);
        }

        var options = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.Read };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        _writer = new StreamWriter(Path, new UTF8Encoding(false), options) { AutoFlush = true };
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _writer.Dispose();
        }
    }

    private void Write(LogLevel level, string category, string message, Exception? exception)
    {
        // Akka puts the exception into the message too.
        var cause = exception?.ToString() is { } text && !message.Contains(text, StringComparison.Ordinal) ? Environment.NewLine + text : "";
        var time = DateTimeOffset.Now.ToString("yyyy-MM-dd HH:mm:ss.fff zzz", CultureInfo.InvariantCulture);
        try
        {
            lock (_lock)
            {
                _writer.WriteLine($"{time} {level} {category}: {message}{cause}");
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // A full disk must not end a collection for the sake of its log.
        }
    }

    private sealed class Logger(LogFile file, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= file._least && logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                file.Write(logLevel, category, formatter(state, exception), exception);
            }
        }
    }
}
