using Fleet.Sessions.Terminal;

namespace Fleet.Sessions.Tests.Terminal;

public class EchoTests
{
    [Theory]
    [InlineData("r1#show version\n")]
    [InlineData("r1#show version  \n")]
    [InlineData("r1# show version\n")]
    [InlineData("r1#show ve\nrsion\n")]
    [InlineData("r1#show\n version\n")]
    [InlineData("r1#$w version\n")]
    [InlineData("r1#\n*Mar  1 00:00:01: %SYS-5-CONFIG_I: Configured\nr1#show version\n")]
    [InlineData("r1#^C\nr1#show version\n")]
    public void The_output_begins_after_the_echo(string echo) => Assert.Equal(echo.Length, End(echo + "Version 1\n"));

    [Theory]
    [InlineData("")]
    [InlineData("r1#\n")]
    [InlineData("r1#show ver\n")]
    [InlineData("r1#\nVersion 1\n")]
    [InlineData("r1#show versions\n")]
    [InlineData("r1#$x version\n")]
    public void Other_lines_are_no_echo(string lines) => Assert.Equal(-1, End(lines));

    [Fact]
    public void An_echo_behind_the_rest_of_an_output_is_recognised() =>
        Assert.Equal("abcr1#show version\n".Length, Echo.End("abcr1#show version\nx\n"u8, "abcr1#"u8, "r1#"u8, "show version"u8));

    private static int End(string lines) =>
        Echo.End(System.Text.Encoding.UTF8.GetBytes(lines), "r1#"u8, "r1#"u8, "show version"u8);
}
