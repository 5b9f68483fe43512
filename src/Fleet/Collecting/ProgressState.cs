using Fleet.Collection.Permits;
using Fleet.Collection.Runs;
using Fleet.Formatting;

namespace Fleet.Collecting;

/// <summary>What the displays of progress show.</summary>
/// <param name="Run">How the run stands.</param>
/// <param name="DevicesPerSecond">Devices that come to their end in a second.</param>
/// <param name="Remaining">The time that the rest will take at that rate.</param>
/// <param name="Notice">A line about what was asked of the program meanwhile: that it is stopping, say.</param>
internal sealed record ProgressState(RunProgress Run, double? DevicesPerSecond, TimeSpan? Remaining, string? Notice = null)
{
    /// <summary>Who may hold sessions, and what holds them up.</summary>
    public PermitStatus Permits { get; init; } = new();

    /// <summary>Sessions under way of those that may be, such as <c>123 of 160 (auto)</c>.</summary>
    public string InFlight
    {
        get
        {
            var of = Permits.Limit == 0 ? "" : $" of {Figures.Count(Permits.Limit)}{(Permits.IsAutomatic ? " (auto)" : "")}";
            var stalled = Permits.Stalled == 0 ? "" : $" + {Figures.Count(Permits.Stalled)} stalled";
            return $"{Figures.Count(Math.Max(0, Run.InFlight - Permits.Stalled))}{of}{stalled}";
        }
    }

    /// <summary>Devices that have come to their end, whichever it was.</summary>
    public int Finished => Run.Done + Run.Failed + Run.Cancelled;

    /// <summary>Finished devices of all, 0 to 1.</summary>
    public double Share => Run.Devices == 0 ? 1 : (double)Finished / Run.Devices;
}
