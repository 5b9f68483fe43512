using Fleet.Commands;
using Fleet.Formatting;

namespace Fleet.Tests.Commands;

public class VerifyCommandTests
{
    [Fact]
    public void Findings_are_listed_under_what_is_not_true()
    {
        var terminal = new TestTerminal();
        VerifyCommand.Print(terminal.Terminal,
        [
            new VerifyCheckJson("every event can be read", 1234, []),
            new VerifyCheckJson("every output is stored", 7, ["output abc is missing"]),
        ]);

        var lines = terminal.Output.TrimEnd('\n').Split('\n');
        Assert.Matches("^ok +every event can be read +1,234 +0$", lines[1]);
        Assert.Matches("^NOT OK +every output is stored +7 +1$", lines[2]);
        Assert.Equal(["", "Not true that every output is stored:", "  output abc is missing"], lines[3..]);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(80)]
    public void On_a_narrow_terminal_nothing_is_left_out(int columns)
    {
        var terminal = new TestTerminal(isTerminal: true, columns);
        var check = "every run is accounted for: expected = collected + failed + cancelled + pending";
        VerifyCommand.Print(terminal.Terminal, [new VerifyCheckJson(check, 1, [])]);

        Assert.Contains(check, terminal.Output);
    }
}
