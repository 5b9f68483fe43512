using Fleet.Chaos.Rounds;

namespace Fleet.Chaos.Tests;

/// <summary>Rounds of a few seconds.</summary>
internal static class SmallRounds
{
    public static RoundPlan Plan(Kind kind) => new(Number: 1, Seed: 1, kind, Devices: 12, IsQuick: true);
}
