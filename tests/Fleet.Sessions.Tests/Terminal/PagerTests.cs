using System.Text;
using Fleet.Sessions.Terminal;

namespace Fleet.Sessions.Tests.Terminal;

public class PagerTests
{
    [Theory]
    [InlineData("--More--")]
    [InlineData(" --More-- ")]
    [InlineData("<--- More --->")]
    [InlineData("---(more)---")]
    [InlineData("---(more 45%)---")]
    [InlineData("--More-- (q to quit)")]
    [InlineData("--More--(65%)")]
    [InlineData("  ---- More ----")]
    [InlineData("-- MORE --, next page: Space, next line: Enter, quit: Control-C")]
    [InlineData("Press any key to continue (Q to quit)")]
    public void Pagers_are_answered_with_a_blank(string line) => Assert.Equal(" ", Answer(line));

    [Theory]
    [InlineData("(END)")]
    [InlineData("lines 1-23/23 (END)")]
    public void The_end_of_less_is_quit(string line) => Assert.Equal("q", Answer(line));

    [Theory]
    [InlineData("")]
    [InlineData("r1#")]
    [InlineData("more")]
    [InlineData("--more details follow in the next chapter")]
    [InlineData("description --More--")]
    [InlineData("10 more routes")]
    public void Text_is_no_pager(string line) => Assert.Null(Answer(line));

    private static string? Answer(string line) => Pager.Answer(Encoding.UTF8.GetBytes(line));
}
