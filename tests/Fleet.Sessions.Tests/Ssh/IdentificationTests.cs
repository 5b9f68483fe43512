using System.Net;
using System.Net.Sockets;
using System.Text;
using CsCheck;
using Fleet.Sessions.Ssh;
using Renci.SshNet.Common;
using Renci.SshNet.Connection;

namespace Fleet.Sessions.Tests.Ssh;

public class IdentificationTests
{
    private const string Rest = "\0\0\x01\x2c\x05 the key exchange begins";

    [Theory]
    [InlineData("SSH-2.0-Cisco-1.25\r\n", "2.0", "Cisco-1.25", null)]
    [InlineData("SSH-1.99-OpenSSH_9.6\n", "1.99", "OpenSSH_9.6", null)]
    [InlineData("SSH-2.0-ROSSSH with comments\r\n", "2.0", "ROSSSH", "with comments")]
    [InlineData("SSH-2.0-odd \r\n", "2.0", "odd ", null)]
    [InlineData("SSH-2.0-\r\n", "2.0", "", null)]
    [InlineData("\r\n\nWelcome!\r\nSSH is what follows\r\nSSH-2.0-x\r\n", "2.0", "x", null)]
    public async Task The_line_is_found_and_what_follows_is_left(string sent, string version, string software, string? comments)
    {
        var (found, left) = await ReadAsync(sent + Rest);
        Assert.Equal((version, software, comments), (found.ProtocolVersion, found.SoftwareVersion, found.Comments));
        Assert.Equal(Rest, left);
    }

    [Fact]
    public async Task A_long_line_before_it_is_skipped()
    {
        var (found, left) = await ReadAsync(new string('x', 20_000) + "SSH-2.0-no\r\nSSH-2.0-yes\r\n" + Rest);
        Assert.Equal("yes", found.SoftwareVersion);
        Assert.Equal(Rest, left);
    }

    [Fact]
    public async Task It_makes_no_difference_how_the_bytes_arrive()
    {
        string sent = "Beware!\r\n" + new string('x', 1500) + "\r\nSSH-2.0-x y\r\n" + Rest;
        await Gen.Int[1, sent.Length].Array[0, 6].SampleAsync(
            async cuts =>
            {
                var (found, left) = await ReadAsync(sent, [.. cuts.Order()]);
                Assert.Equal("SSH-2.0-x y", found.ToString());
                Assert.Equal(Rest, left);
            },
            iter: 50,
            threads: 1);
    }

    [Theory]
    [InlineData("", "the connection was closed before an SSH identification came")]
    [InlineData("SSH-2.0-cut", "the connection was closed before an SSH identification came")]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n", "the connection was closed before an SSH identification came")]
    [InlineData("SSH-2.0-a\0b\r\n", "a null character came where an SSH identification was expected")]
    public async Task What_is_none_is_refused(string sent, string reason) =>
        Assert.Equal(reason, (await Assert.ThrowsAsync<SshConnectionException>(() => ReadAsync(sent))).Message);

    [Theory]
    [InlineData("Beware!\r\n")]
    [InlineData("x")]
    public async Task Lines_before_it_end_at_some_time(string line)
    {
        string sent = string.Concat(Enumerable.Repeat(line, 1 + (Identification.MostBytes / line.Length))) + "SSH-2.0-x\r\n";
        var e = await Assert.ThrowsAsync<SshConnectionException>(() => ReadAsync(sent));
        Assert.Equal($"no SSH identification came within {Identification.MostBytes} bytes", e.Message);
    }

    private static async Task<(SshIdentification Found, string Left)> ReadAsync(string sent, params int[] cuts)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(listener.LocalEndPoint!);
        using var server = await listener.AcceptAsync();
        server.NoDelay = true;
        byte[] bytes = Encoding.Latin1.GetBytes(sent);
        var sending = Task.Run(async () =>
        {
            int from = 0;
            foreach (int cut in cuts.Append(bytes.Length))
            {
                for (int sentNow; from < cut; from += sentNow)
                    sentNow = await server.SendAsync(bytes.AsMemory(from, cut - from));
                await Task.Yield();
            }

            server.Shutdown(SocketShutdown.Send);
        });
        var found = await Task.Run(() => Identification.Exchange("SSH-2.0-ours", client, TimeSpan.FromSeconds(10)));
        await sending;
        using var left = new MemoryStream();
        await using var stream = new NetworkStream(client);
        await stream.CopyToAsync(left);
        return (found, Encoding.Latin1.GetString(left.ToArray()));
    }
}
