namespace Fleet.Inventory.Tests;

public class HostAddressTests
{
    [Theory]
    [InlineData("192.0.2.1")]
    [InlineData("0.0.0.0")]
    [InlineData("2001:db8::1")]
    [InlineData("::ffff:192.0.2.1")]
    [InlineData("fe80::1%eth0.100")]
    [InlineData("localhost")]
    [InlineData("sw-1.site2.example.net.")]
    [InlineData("3com")]
    [InlineData("1.2.3.example")]
    [InlineData("my_switch")]
    [InlineData("xn--bcher-kva.example")]
    public void What_can_be_connected_to_is_accepted(string host) => Assert.Null(HostAddress.Check(host));

    [Theory]
    [InlineData("999.1.1.1", "IPv4")]
    [InlineData("10.0.0", "IPv4")]
    [InlineData("10.0.0.1.2", "IPv4")]
    [InlineData("10.0.0.256", "IPv4")]
    [InlineData("10.0.0.01", "IPv4")]
    [InlineData("10..0.1", "IPv4")]
    [InlineData("1", "IPv4")]
    [InlineData("1:2:3", "IPv6")]
    [InlineData("2001:db8::g", "IPv6")]
    [InlineData("fe80::1%", "IPv6")]
    [InlineData("fe80::1%a b", "IPv6")]
    [InlineData("::1::", "IPv6")]
    [InlineData("[::1]", "without")]
    [InlineData("10.0.0.1:22", "'port'")]
    [InlineData("sw1:22", "'port'")]
    [InlineData("ssh://sw1", "URL")]
    [InlineData("admin@sw1", "user")]
    [InlineData("-a", "host name")]
    [InlineData("a-", "host name")]
    [InlineData("a..b", "host name")]
    [InlineData(".", "host name")]
    [InlineData("a b", "host name")]
    [InlineData("a/b", "host name")]
    [InlineData("bücher.example", "xn--")]
    public void What_cannot_be_connected_to_is_refused_with_a_reason(string host, string reason) =>
        Assert.Contains(reason, HostAddress.Check(host)!, StringComparison.Ordinal);

    [Fact]
    public void Names_and_labels_have_their_longest()
    {
        string label = new('a', 63);
        Assert.Null(HostAddress.Check($"{label}.{label}.{label}.{label[..61]}"));
        Assert.NotNull(HostAddress.Check($"{label}.{label}.{label}.{label[..62]}"));
        Assert.NotNull(HostAddress.Check(label + "a"));
    }
}
