using Fleet.Lab;

namespace Fleet.Chaos.Checking;

/// <summary>What there is to judge a round by.</summary>
/// <param name="Acknowledged">The sessions that collectors acknowledged, in the order in which the lines were read.</param>
/// <param name="Data">The data folder that they left.</param>
/// <param name="FarmRecord">What the farm says that it sent.</param>
/// <param name="IsClockFalse">Whether the times in the store are to be trusted.</param>
internal sealed record History(
    IReadOnlyList<SessionLine> Acknowledged, string Data, string FarmRecord, bool IsClockFalse);

/// <summary>One command of one device in one run.</summary>
internal readonly record struct Pair(string Run, string Device, string Command)
{
    public override string ToString() => $"{Device} '{Command}' of run {Run}";
}
