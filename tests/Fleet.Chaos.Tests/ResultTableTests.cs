using Fleet.Chaos.Checking;
using Fleet.Chaos.Rounds;

namespace Fleet.Chaos.Tests;

public sealed class ResultTableTests
{
    private static readonly Kind SomeKind = Kind.All[0];

    [Fact]
    public void Rounds_are_summed_up_by_kind_and_in_all()
    {
        var (good, bad) = (new Verdict { Acknowledged = 700 }, new Verdict { Acknowledged = 30 });
        bad.AddLost("an output");
        bad.AddWrong("another");
        bad.AddWrong("and another");
        var table = new ResultTable();
        table.Add(new RoundResult(SomeKind) { Aimed = 2, Hits = 1, Verdict = good });
        table.Add(new RoundResult(Kind.All[1]) { Aimed = 1, Hits = 1, Verdict = bad });
        table.Add(new RoundResult(SomeKind) { Problem = "it hung" });
        table.AddSkipped(Kind.All[2]);

        using var output = new StringWriter();
        table.Print(output);

        string[][] rows = [.. output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
        Assert.Equal([SomeKind.Name, "2", "2", "1", "700", "0", "0", "0", "1"], rows[1]);
        Assert.Equal([Kind.All[1].Name, "1", "1", "1", "30", "1", "2", "0", "0"], rows[2]);
        Assert.Equal([Kind.All[2].Name, "skipped"], rows[3]);
        Assert.Equal(["total", "3", "3", "2", "730", "1", "2", "0", "1"], rows[4]);
    }

    [Fact]
    public void A_campaign_is_clean_only_if_every_round_was_judged_and_is()
    {
        var table = new ResultTable();
        table.Add(new RoundResult(SomeKind) { Verdict = new Verdict() });
        Assert.True(table.IsClean);

        var bad = new Verdict();
        bad.AddDuplicated("a session");
        foreach (var result in new[] { new RoundResult(SomeKind) { Problem = "it hung" }, new RoundResult(SomeKind) { Verdict = bad } })
        {
            var other = new ResultTable();
            other.Add(result);
            Assert.False(other.IsClean);
        }
    }
}
