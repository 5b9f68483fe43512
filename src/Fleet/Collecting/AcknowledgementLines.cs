using Fleet.Collection.Devices;
using Fleet.CommandLine;
using Fleet.Formatting;

namespace Fleet.Collecting;

/// <summary>
/// With <c>--json</c>, one line for each session as soon as it is durable: whoever has read the line can rely on it,
/// whatever happens to this process then.
/// </summary>
internal static class AcknowledgementLines
{
    /// <summary>Prints the line of a session.</summary>
    public static void Print(Terminal terminal, IDeviceEvent e) =>
        terminal.PrintJson(ToJson(e), Json.Default.SessionJson);

    internal static SessionJson ToJson(IDeviceEvent e)
    {
        var failed = e as SessionFailed;
        return new SessionJson(
            "session",
            e.Run,
            e.Device.Name,
            e.Attempt,
            failed?.Failure.ToString(),
            failed?.Reason,
            [.. e.Commands.Select(c => new SessionOutputJson(
                c.Command, c.Output?.ToString(), c.Bytes, c.Failure?.ToString(), c.Reason))]);
    }
}
