using System.Text;
using Fleet.Lab;

namespace Fleet.EndToEnd.Tests.RealDevices;

/// <summary>
/// Linux behind OpenSSH and Dropbear, with bash and dash: what is stored are the bytes that the command writes, from
/// the shell as from an exec channel; only colours do not pass a shell's terminal.
/// </summary>
public sealed class LinuxTests
{
    [Theory]
    [InlineData("OpenSSH", "bash", "linux")]
    [InlineData("OpenSSH", "dash", "linux")]
    [InlineData("OpenSSH", "bash", "linux_exec")]
    [InlineData("OpenSSH", "dash", "linux_exec")]
    [InlineData("Dropbear", "bash", "linux")]
    [InlineData("Dropbear", "dash", "linux")]
    [InlineData("Dropbear", "bash", "linux_exec")]
    [InlineData("Dropbear", "dash", "linux_exec")]
    public async Task The_bytes_that_a_command_writes_are_stored(string server, string shell, string platform)
    {
        var host = server == "OpenSSH" ? TestLab.RequireOpenSsh() : TestLab.RequireDropbear();
        var user = shell == "bash" ? TestLab.Bash : TestLab.Dash;
        using var work = new UserFolder();
        using var files = new HomeFiles(user);
        var colours = files.Write("colours", "\e[1;31mred\e[0m and \e[32mgreen\e[m\nplain\n"u8);
        string[] commands =
        [
            "ls -la /etc",
            "true",
            "printf abc",
            "printf '\\n\\n  x  \\n\\n'",
            $"printf '%s\\n' {string.Concat(Enumerable.Range(0, 60).Select(i => $"word{i}-"))}",
            "cat " + files.Write("large", LargeText()),
            "cat " + files.Write("bytes", EveryPrintableByte()),
            "cat " + files.Write(
                "prompts", "[fleet]$ \nr1#\nuser@host:~$ \n\n$ \n# \n[fleet]$ ls\n> \n--More--\nend\n"u8),
            "cat " + colours,
        ];
        work.WriteInventory(new TestDevice("h1", host, Credentials.Password(user), platform, commands));

        await work.RunAsync("collect", "-i", "fleet.yaml");

        var stored = await Task.WhenAll(commands.Select(c => work.OutputAsync("h1", c)));
        foreach (var (command, output) in commands.Zip(stored))
        {
            var expected = platform == "linux" && command.EndsWith(colours, StringComparison.Ordinal)
                ? "red and green\nplain\n"u8.ToArray()
                : Local.Run(user, shell, command);
            Bytes.Equal(expected, output, command);
        }

        await work.RunAsync("verify");
    }

    private static byte[] LargeText()
    {
        var text = new StringBuilder();
        for (var line = 1; text.Length < 2_000_000; line++)
            text.Append($"{line,8}\tdescription [{line % 97}] of interface xe-{line % 8}/0/{line % 48} # up  \n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>All of Latin-1, of which most is no UTF-8, but for the controls that act on a terminal.</summary>
    private static byte[] EveryPrintableByte()
    {
        var printable = Enumerable.Range(0x20, 0xe0).Where(b => b != 0x7f).Select(b => (byte)b).ToArray();
        return [.. printable.Chunk(32).SelectMany(line => (byte[])[.. line, (byte)'\n'])];
    }

    /// <summary>Files in a user's home folder, for as long as a test runs.</summary>
    private sealed class HomeFiles(LabUser user) : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateDirectory(
            Path.Combine(user.Home, $"test-{Guid.NewGuid():N}"));

        /// <summary>Writes a file that the user may read; its full path.</summary>
        public string Write(string name, ReadOnlySpan<byte> content)
        {
            var path = Path.Combine(_folder.FullName, name);
            File.WriteAllBytes(path, content);
            return path;
        }

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
