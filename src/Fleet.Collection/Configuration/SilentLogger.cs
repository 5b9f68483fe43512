using Akka.Event;

namespace Fleet.Collection.Configuration;

/// <summary>
/// Stands where Akka logs to standard output before its loggers start and after they have stopped: standard output belongs
/// to whoever runs the program, who may read JSON there.
/// </summary>
public sealed class SilentLogger : MinimalLogger
{
    /// <inheritdoc/>
    protected override void Log(object message)
    {
    }
}
