using Fleet.Collection.Devices;
using Fleet.CommandLine;
using Fleet.Formatting;

namespace Fleet.Collecting;

/// <summary>
/// With <c>--json</c>, one line for each session, and for each device that is not tried, as soon as it is durable: whoever has read the line can rely on it,
/// whatever happens to this process then.
/// </summary>
internal static class AcknowledgementLines
{
    /// <summary>Prints the line of a session.</summary>
    public static void Print(Terminal terminal, IDeviceEvent e) =>
        terminal.PrintJson(ToJson(e), Json.Default.SessionJson);

    internal static SessionJson ToJson(IDeviceEvent e)
    {
        (string Failure, string Reason)? failed = e switch
        {
            SessionFailed f => (f.Failure.ToString(), f.Reason),
            DeviceSkipped s => (s.Failure.ToString(), s.Reason),
            _ => null,
        };
        return new SessionJson(
            e is DeviceSkipped ? "skipped" : "session",
            e.Run,
            e.Device.Name,
            e.Attempt,
            failed?.Failure,
            failed?.Reason,
            [.. e.Commands.Select(c => new SessionOutputJson(
                c.Command, c.Output?.ToString(), c.Bytes, c.Failure?.ToString(), c.Reason))]);
    }
}
