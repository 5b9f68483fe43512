using Fleet.Chaos.Rounds;

namespace Fleet.Chaos.Tests;

/// <summary>Small rounds of kinds unlike each other. The campaign with larger ones of every kind is <c>tests/run chaos</c>.</summary>
public sealed class KindTests(ITestOutputHelper report)
{
    [Theory]
    [InlineData("kill")]
    [InlineData("kill-before-event")]
    [InlineData("kill-in-projector")]
    [InlineData("kill-in-new-folder")]
    [InlineData("kill-in-catch-up")]
    [InlineData("kill-in-sweep")]
    [InlineData("kill-at-end")]
    [InlineData("freeze")]
    [InlineData("full-disk")]
    [InlineData("locked-file")]
    [InlineData("clock")]
    public async Task Nothing_is_lost_wrong_or_duplicated(string name)
    {
        var kind = Kind.All.Single(k => k.Name == name);
        if (kind.Missing is { } reason)
        {
            Assert.SkipWhen(Environment.GetEnvironmentVariable("CI") != "true", reason);
            Assert.Fail(reason);
        }

        var round = new Round(SmallRounds.Plan(kind));
        try
        {
            var verdict = await round.RunAsync();

            report.WriteLine(string.Join('\n', verdict.Notes));
            Assert.Empty(verdict.Lost);
            Assert.Empty(verdict.Wrong);
            Assert.Empty(verdict.Duplicated);
            Assert.True(verdict.Acknowledged > 0);
            if (kind.IsPoint)
                Assert.Equal(round.Aimed, round.Hits);
        }
        finally
        {
            round.Delete();
        }
    }
}
