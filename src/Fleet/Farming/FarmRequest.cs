using Fleet.Farm.Fleets;

namespace Fleet.Farming;

/// <summary>What <c>fleet farm run</c> was asked to do.</summary>
/// <param name="Fleet">The fleet.</param>
/// <param name="Port">The port of its devices.</param>
/// <param name="Epoch">The epoch to start with.</param>
/// <param name="Record">The file to record to, if any.</param>
/// <param name="Http">The port of live figures, 0 for a free one; <see langword="null"/>: none.</param>
/// <param name="AllowRemote">Whether other machines are answered.</param>
/// <param name="Json">Output for machines.</param>
internal sealed record FarmRequest(
    SimulatedFleet Fleet, int Port, int Epoch, string? Record, int? Http, bool AllowRemote, bool Json);
