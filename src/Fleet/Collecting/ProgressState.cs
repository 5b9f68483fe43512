using Fleet.Collection.Runs;

namespace Fleet.Collecting;

/// <summary>What the displays of progress show.</summary>
/// <param name="Run">How the run stands.</param>
/// <param name="DevicesPerSecond">Devices that come to their end in a second.</param>
/// <param name="Remaining">The time that the rest will take at that rate.</param>
/// <param name="Notice">A line about what was asked of the program meanwhile: that it is stopping, say.</param>
internal sealed record ProgressState(RunProgress Run, double? DevicesPerSecond, TimeSpan? Remaining, string? Notice = null)
{
    /// <summary>Devices that have come to their end, whichever it was.</summary>
    public int Finished => Run.Done + Run.Failed + Run.Cancelled;

    /// <summary>Finished devices of all, 0 to 1.</summary>
    public double Share => Run.Devices == 0 ? 1 : (double)Finished / Run.Devices;
}
