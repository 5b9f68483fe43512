using CsCheck;
using Fleet.CommandLine;

namespace Fleet.Tests.CommandLine;

public class TargetTests
{
    [Theory]
    [InlineData("192.0.2.1", null, "192.0.2.1", 22)]
    [InlineData("admin@192.0.2.1", "admin", "192.0.2.1", 22)]
    [InlineData("admin@sw1.example.net:2022", "admin", "sw1.example.net", 2022)]
    [InlineData("[::1]:22", null, "::1", 22)]
    [InlineData("admin@[2001:db8::1]:2022", "admin", "2001:db8::1", 2022)]
    [InlineData("admin@[2001:db8::1]", "admin", "2001:db8::1", 22)]
    [InlineData("2001:db8::1", null, "2001:db8::1", 22)]
    [InlineData("fe80::1%eth0", null, "fe80::1%eth0", 22)]
    [InlineData("me@corp@sw1", "me@corp", "sw1", 22)]
    public void Reads_user_host_and_port(string text, string? user, string host, int port) =>
        Assert.Equal(new Target(user, host, port), Target.Parse(text));

    [Theory]
    [InlineData("", "the host is missing")]
    [InlineData("@sw1", "the user before the @ is missing")]
    [InlineData("admin@", "the host is missing")]
    [InlineData("sw1:", "the port behind the : is missing")]
    [InlineData("sw1:0", "'0' is no port")]
    [InlineData("sw1:65536", "'65536' is no port")]
    [InlineData("sw1:-1", "'-1' is no port")]
    [InlineData("[::1", "the closing ] is missing")]
    [InlineData("[::1]22", "after the ]")]
    [InlineData("[::zz]:22", "not a valid IPv6 address")]
    [InlineData("192.0.2.300", "not a valid IPv4 address")]
    [InlineData("-oProxyCommand=x", "'-oProxyCommand=x'")]
    [InlineData("sw 1", "not a valid host name")]
    [InlineData("a b@sw1", "a user has no blanks")]
    [InlineData("ssh://sw1", "ssh")]
    public void Says_what_is_wrong_with_a_target_and_what_would_be_right(string text, string problem)
    {
        var error = Assert.Throws<CommandException>(() => Target.Parse(text));

        Assert.Contains(problem, error.Message);
        Assert.Contains("expected [user@]host[:port]", error.Message);
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("u@192.0.2.1:2022", "192.0.2.1:2022")]
    [InlineData("[::1]:2022", "[::1]:2022")]
    [InlineData("[::1]", "::1")]
    public void A_device_is_named_by_host_and_by_port_where_it_is_not_22(string text, string name) =>
        Assert.Equal(name, Target.Parse(text).Name);

    [Fact]
    public void A_name_leads_back_to_the_same_target() =>
        Gen.Select(Gen.OneOf("sw1", "192.0.2.1", "::1", "2001:db8::42"), Gen.Int[1, 65535])
            .Sample((host, port) =>
            {
                var target = new Target(null, host, port);
                Assert.Equal(target, Target.Parse(target.Name));
            });

    [Fact]
    public void Any_text_gives_a_target_or_an_error_of_ours() => Gen.String.Sample(text =>
    {
        try
        {
            Target.Parse(text);
        }
        catch (CommandException)
        {
        }
    });
}
