using Fleet.Chaos.Rounds;

namespace Fleet.Chaos.Tests;

public sealed class RoundPlanTests
{
    [Fact]
    public void Number_seed_and_kind_decide_a_round()
    {
        var (first, again) = (RoundPlan.Of(7, 1, Kind.All[3]), RoundPlan.Of(7, 1, Kind.All[3]));

        Assert.Equal(first, again);
        Assert.Equal(first.FarmSeed, again.FarmSeed);
        Assert.Equal(first.Random().Next(), again.Random().Next());
    }

    [Fact]
    public void Other_rounds_and_seeds_make_other_choices()
    {
        RoundPlan[] plans = [.. Enumerable.Range(1, 100).SelectMany(n => new[] { RoundPlan.Of(n, 1, Kind.All[0]), RoundPlan.Of(n, 2, Kind.All[0]) })];

        Assert.Equal(plans.Length, plans.Select(p => p.FarmSeed).Distinct().Count());
        Assert.Equal(plans.Length, plans.Select(p => p.Random().Next()).Distinct().Count());
        Assert.All(plans, p => Assert.InRange(p.Devices, 40, 120));
        Assert.True(plans.Select(p => p.Devices).Distinct().Count() > 10);
    }
}
