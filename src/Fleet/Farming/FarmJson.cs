using Fleet.Collecting;
using Fleet.Farm;

namespace Fleet.Farming;

/// <summary>The line that says that the devices of a farm can be reached.</summary>
/// <param name="Event">Always <c>ready</c>.</param>
/// <param name="Devices">How many.</param>
/// <param name="Port">Their port.</param>
/// <param name="Figures">Where live figures are.</param>
internal sealed record FarmReadyJson(string Event, int Devices, int Port, string? Figures);

/// <summary>The last line of a farm: what it has done.</summary>
/// <param name="Event">Always <c>stopped</c>.</param>
/// <param name="Figures">The figures of the whole time.</param>
internal sealed record FarmStoppedJson(string Event, FarmFiguresJson Figures);

/// <summary>A built-in profile.</summary>
internal sealed record FarmProfileJson(string Name, int Devices, string Description);

/// <summary>What a farm has done so far; each number is a running total unless it says otherwise.</summary>
/// <param name="Devices">Devices of the fleet.</param>
/// <param name="Epoch">The present epoch.</param>
/// <param name="ElapsedSeconds">Time since the start.</param>
/// <param name="Open">Connections that are open now.</param>
/// <param name="Accepted">Connections accepted.</param>
/// <param name="AcceptedPerSecond">Connections accepted in a second, in the last half minute.</param>
/// <param name="TurnedAway">Connections closed at once: not local, no such device, or a device that is gone.</param>
/// <param name="LoggedIn">Connections that logged in.</param>
/// <param name="LoginsRefused">Attempts to log in that were refused.</param>
/// <param name="ProtocolErrors">Connections that ended with an error of the protocol.</param>
/// <param name="BytesReceived">Bytes received.</param>
/// <param name="BytesSent">Bytes sent.</param>
/// <param name="Away">Devices that are gone now, by a reboot or because they cannot be reached for a while.</param>
/// <param name="AaaLoggedIn">Users who are logged in at AAA servers now.</param>
/// <param name="AaaRefused">Logins that AAA servers have refused.</param>
/// <param name="Faults">How often each fault was played, by its name.</param>
/// <param name="CpuSeconds">Processor time of the whole process.</param>
/// <param name="PeakRssMb">Largest resident memory of the process, in units of 1,000,000 bytes.</param>
internal sealed record FarmFiguresJson(
    int Devices,
    int Epoch,
    double ElapsedSeconds,
    int Open,
    long Accepted,
    double AcceptedPerSecond,
    long TurnedAway,
    long LoggedIn,
    long LoginsRefused,
    long ProtocolErrors,
    long BytesReceived,
    long BytesSent,
    int Away,
    int AaaLoggedIn,
    long AaaRefused,
    IReadOnlyDictionary<string, long> Faults,
    double CpuSeconds,
    double PeakRssMb)
{
    public static FarmFiguresJson Of(FarmFigures figures, double acceptedPerSecond, ProcessCost cost) => new(
        figures.Devices,
        figures.Epoch,
        Math.Round(figures.Elapsed.TotalSeconds, 3),
        figures.Server.Open,
        figures.Server.Accepted,
        Math.Round(acceptedPerSecond, 1),
        figures.Server.TurnedAway,
        figures.Server.LoggedIn,
        figures.Server.LoginsRefused,
        figures.Server.ProtocolErrors,
        figures.Server.BytesReceived,
        figures.Server.BytesSent,
        figures.Away,
        figures.AaaLoggedIn,
        figures.AaaRefused,
        figures.Faults,
        Math.Round(cost.Processor.TotalSeconds, 3),
        Math.Round(cost.PeakResidentBytes / 1e6, 1));
}
