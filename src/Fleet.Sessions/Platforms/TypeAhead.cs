namespace Fleet.Sessions.Platforms;

/// <summary>
/// That a platform takes the next commands while it still answers one, as if a person typed ahead. Saves a round trip for
/// each command but the first.
/// </summary>
/// <param name="Most">Most commands on their way at once, each with a comment behind it, 2 to <see cref="Limit"/>.</param>
/// <param name="Commands">
/// Regular expression of the commands that ask nothing and read nothing that is typed; only they are typed ahead, and
/// only behind them: a question would take the next command for its answer.
/// </param>
/// <param name="Comment">What begins a line that the device passes over without a word, <c>!</c> or <c>#</c>, say.</param>
public sealed record TypeAhead(int Most, string Commands, string Comment)
{
    /// <summary>
    /// Most that <see cref="Most"/> can be. A Nexus 3064 (NX-OS 6.0(2)U6(6)) was seen to drop what goes beyond some 100
    /// lines (netmiko's issue 1058).
    /// </summary>
    public const int Limit = 32;
}
