using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Fleet.Sessions.Ssh.HostKeys;

namespace Fleet.Sessions.Tests.Ssh;

public sealed class KnownHostsFileTests : IDisposable
{
    // Two keys of the format's shape; what they stand for does not matter here.
    private static readonly byte[] KeyA = Key("ssh-ed25519", 1);
    private static readonly byte[] KeyB = Key("ssh-rsa", 2);

    private readonly TempFolder _folder = new();
    private readonly ConcurrentQueue<string> _warnings = new();

    private string FilePath => _folder.File("known_hosts");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("router.example", "router.example", 22, true)]
    [InlineData("Router.Example", "rOUTER.eXAMPLE", 22, true)]
    [InlineData("router.example", "router.example", 2022, false)]
    [InlineData("[router.example]:2022", "router.example", 2022, true)]
    [InlineData("[router.example]:2022", "router.example", 22, false)]
    [InlineData("a.example,b.example,192.0.2.1", "192.0.2.1", 22, true)]
    [InlineData("a.example,b.example", "c.example", 22, false)]
    [InlineData("*.example", "a.example", 22, true)]
    [InlineData("192.0.2.?", "192.0.2.7", 22, true)]
    [InlineData("192.0.2.?", "192.0.2.17", 22, false)]
    [InlineData("*.example,!a.example", "b.example", 22, true)]
    [InlineData("*.example,!a.example", "a.example", 22, false)]
    [InlineData("!a.example", "b.example", 22, false)]
    [InlineData("2001:db8::1", "2001:DB8::1", 22, true)]
    public void Host_patterns_match_as_in_OpenSSH(string pattern, string host, int port, bool isMatch)
    {
        Write($"{pattern} {Text(KeyA)}");
        Assert.Equal(isMatch, Open().Find(HostPatterns.NameOf(host, port)).Count == 1);
    }

    [Fact]
    public void All_keys_of_a_host_are_found_with_their_lines()
    {
        Write("# comment", "", $"h {Text(KeyA)} a comment of two words", $"\th,i\t{Text(KeyB)}", $"@revoked h {Text(KeyB)}");
        var keys = Open().Find("h");
        Assert.Equal([3, 4, 5], keys.Select(k => k.Line));
        Assert.Equal([false, false, true], keys.Select(k => k.IsRevoked));
        Assert.Equal(["ssh-ed25519", "ssh-rsa", "ssh-rsa"], keys.Select(k => k.KeyType));
        Assert.Empty(_warnings);
    }

    [Fact]
    public void Authorities_are_passed_over_in_silence()
    {
        Write($"@cert-authority * {Text(KeyA)}");
        Assert.Empty(Open().Find("h"));
        Assert.Empty(_warnings);
    }

    [Theory]
    [InlineData("h", "expected a host, a key type and a key")]
    [InlineData("h ssh-ed25519", "expected a host, a key type and a key")]
    [InlineData("h ssh-ed25519 ???", "the key is not a ssh-ed25519 key in base64")]
    [InlineData("h ssh-ed25519 AAAA", "the key is not a ssh-ed25519 key in base64")]
    [InlineData("@what h ssh-rsa AAAA", "unknown marker @what")]
    [InlineData("|1|abc KEY", "the hashed host name is not of the form |1|salt|hash")]
    [InlineData("|2|abc|def KEY", "the hashed host name is not of the form |1|salt|hash")]
    public void A_malformed_line_is_named_and_the_others_count(string line, string error)
    {
        Write($"h {Text(KeyA)}", line.Replace("KEY", Text(KeyB), StringComparison.Ordinal), $"h {Text(KeyB)}");
        Assert.Equal(2, Open().Find("h").Count);
        var warning = Assert.Single(_warnings);
        Assert.StartsWith($"{FilePath}:2: {error}", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_of_the_file_is_seen()
    {
        Write($"h {Text(KeyA)}");
        var file = Open();
        Assert.Single(file.Find("h"));
        Write($"h {Text(KeyA)}", $"h {Text(KeyB)}");
        Assert.Equal(2, file.Find("h").Count);
        File.Delete(FilePath);
        Assert.Empty(file.Find("h"));
    }

    [Fact]
    public void A_host_is_added_once_and_after_a_line_without_an_end()
    {
        File.WriteAllText(FilePath, $"h {Text(KeyA)}");
        var file = Open();
        file.AddIfNone("i", KeyA);
        Assert.Equal(KeyA, Assert.Single(file.AddIfNone("i", KeyB)).Blob);
        Assert.Equal([$"h {Text(KeyA)}", $"i {Text(KeyA)}"], File.ReadAllLines(FilePath));
    }

    [Fact]
    public void Additions_at_once_by_several_processes_are_all_kept_whole()
    {
        // Each index is as another process's: they have nothing in common but the file.
        Parallel.For(0, 8, process =>
        {
            var file = Open();
            for (var i = 0; i < 50; i++)
                file.AddIfNone($"host-{process}-{i}", KeyA);
        });
        var lines = File.ReadAllLines(FilePath);
        Assert.Equal(400, lines.Distinct().Count());
        Assert.Equal(400, lines.Length);
        Assert.All(lines, l => Assert.EndsWith(' ' + Text(KeyA), l, StringComparison.Ordinal));
        Assert.Empty(_warnings);
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_warned_of_and_the_key_still_remembered()
    {
        var file = new KnownHostsFile("/proc/no/such/known_hosts", _warnings.Enqueue);
        Assert.Single(file.AddIfNone("h", KeyA));
        Assert.Single(file.Find("h"));
        Assert.Contains("could not be remembered", Assert.Single(_warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_host_is_found_fast_among_28_000_hashed_ones()
    {
        Write([.. Enumerable.Range(0, 28_000).Select(i => $"{Hashed($"host-{i}")} {Text(KeyA)}")]);
        var file = Open();
        file.Find("warm-up");
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < 10; i++)
            Assert.Single(file.Find($"host-{i * 2_800}"));
        var first = clock.Elapsed / 10;
        // The shortest of some times: a busy machine may take the processor away in the midst of it.
        var again = Enumerable.Range(0, 5).Min(_ =>
        {
            clock.Restart();
            for (var i = 0; i < 10; i++)
                Assert.Single(file.Find($"host-{i * 2_800}"));
            return clock.Elapsed / 10;
        });
        // The limit is for a busy machine; KnownHostsFile tells what it takes on an idle one.
        Assert.True(first < TimeSpan.FromSeconds(3), $"the first look-up takes {first}");
        Assert.True(again < first / 10, $"a repeated look-up takes {again}");
    }

    private static byte[] Key(string type, byte filler) =>
        [0, 0, 0, (byte)type.Length, .. Encoding.ASCII.GetBytes(type), .. Enumerable.Repeat(filler, 40)];

    private static string Text(byte[] key) => $"{KnownHostKey.TypeOf(key)} {Convert.ToBase64String(key)}";

    private static string Hashed(string name)
    {
        var salt = RandomNumberGenerator.GetBytes(20);
#pragma warning disable CA5350 // The format's own choice.
        var hash = HMACSHA1.HashData(salt, Encoding.UTF8.GetBytes(name));
#pragma warning restore CA5350
        return $"|1|{Convert.ToBase64String(salt)}|{Convert.ToBase64String(hash)}";
    }

    private KnownHostsFile Open() => new(FilePath, _warnings.Enqueue);

    private void Write(params string[] lines) => File.WriteAllLines(FilePath, lines);
}
