using Fleet.Sessions.Platforms;
using Fleet.Sessions.Shell;

namespace Fleet.Sessions.Tests.Shell;

public class TypeAheadWindowTests
{
    private static readonly string[] Ten = [.. Enumerable.Range(0, 10).Select(i => $"show {i}")];

    [Theory]
    [InlineData(16, 0, 10)]
    [InlineData(4, 0, 4)]
    [InlineData(4, 8, 2)]
    [InlineData(4, 9, 0)]
    public void As_many_go_together_as_the_platform_allows(int most, int first, int expected) =>
        Assert.Equal(expected, Window(most).Count([], Ten, first, "r1#"));

    [Fact]
    public void Lines_before_them_count_too() => Assert.Equal(2, Window(4).Count(["a", "b"], Ten, 0, "r1#"));

    [Fact]
    public void One_command_goes_behind_a_line_before_it() => Assert.Equal(1, Window(4).Count(["a"], Ten, 9, "r1#"));

    [Theory]
    [InlineData("clear counters")]
    [InlineData("show 0")]
    [InlineData("show ip ?")]
    [InlineData("show \t")]
    [InlineData("show a\nreload")]
    public void A_command_that_may_not_go_ahead_ends_the_window(string command) =>
        Assert.Equal(2, Window(16).Count([], ["show 0", "show 1", command, "show 2"], 0, "r1#"));

    [Fact]
    public void A_command_as_wide_as_the_terminal_waits() =>
        Assert.Equal(0, Window(16).Count([], ["show " + new string('a', 503), "show 1"], 0, "r1#"));

    [Fact]
    public void No_more_bytes_are_on_their_way_than_a_terminal_takes_at_once()
    {
        string[] commands = [.. Enumerable.Range(0, 40).Select(i => "show " + new string('é', 20) + $" {i:00}")];
        Assert.Equal(1500 / (49 + 15), Window(32).Count([], commands, 0, "r1#"));
    }

    private static TypeAheadWindow Window(int most) => new(new TypeAhead(most, "^show ", "!"), 511);
}
