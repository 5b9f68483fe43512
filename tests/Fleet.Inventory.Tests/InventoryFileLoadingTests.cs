using System.Diagnostics;
using System.Text;

namespace Fleet.Inventory.Tests;

public sealed class InventoryFileLoadingTests : IDisposable
{
    private const string Text = "credentials: { c: { username: u, privateKey: k, passphrase: file:p } }\n"
        + "devices: [{ name: a, host: h, platform: frr, credential: c, commands: x, site: Zürich }]\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("fleet-inventory-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private InventoryResult Load(byte[] bytes)
    {
        string path = Path.Combine(_folder, "i.yaml");
        File.WriteAllBytes(path, bytes);
        return InventoryFile.Load(path, ["frr"]);
    }

    private string Errors(byte[] bytes) =>
        string.Join('\n', Load(bytes).Errors).Replace(_folder + "/", "", StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("\ufeff")]
    public void A_file_is_read_with_or_without_a_byte_order_mark(string start)
    {
        var result = Load(Encoding.UTF8.GetBytes(start + Text));

        Assert.Empty(result.Errors);
        Assert.Equal("Zürich", result.Inventory!.Devices[0].Site);
        Assert.Equal(Path.Combine(_folder, "k"), result.Inventory.Credentials["c"].PrivateKey);
        Assert.Equal(new SecretReference.FromFile(Path.Combine(_folder, "p")), result.Inventory.Credentials["c"].Passphrase);
    }

    [Fact]
    public void Line_ends_may_be_those_of_windows() =>
        Assert.Equal("", Errors(Encoding.UTF8.GetBytes(Text.ReplaceLineEndings("\r\n"))));

    [Fact]
    public void What_is_no_text_in_UTF_8_says_what_it_is()
    {
        Assert.Equal("i.yaml: the file is empty", Errors([]));
        Assert.Equal("i.yaml: this is a binary file, not text", Errors([0x7f, (byte)'E', (byte)'L', (byte)'F', 0, 0]));
        Assert.Equal("i.yaml: the file is UTF-16; save it as UTF-8", Errors([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Text)]));
        Assert.Equal("i.yaml:2:81: this is not UTF-8 (byte 0xFC); save the file as UTF-8", Errors(Encoding.Latin1.GetBytes(Text)));
        Assert.Equal("i.yaml:1:2: this is not UTF-8 (byte 0xC3); save the file as UTF-8", Errors([(byte)'a', 0xC3]));
    }

    [Fact]
    public void A_file_beyond_the_limit_is_refused() =>
        Assert.Equal("i.yaml: the file is larger than 64 MiB", Errors(new byte[InventoryFile.MostBytes + 1]));

    [Theory]
    [InlineData("missing.yaml", "there is no such file")]
    [InlineData("missing/i.yaml", "there is no such file")]
    [InlineData(".", "this is a folder, not a file")]
    [InlineData("a\0b", "the file cannot be read")]
    public void A_file_that_cannot_be_read_says_why(string name, string expected)
    {
        string path = _folder + "/" + name;

        var error = Assert.Single(InventoryFile.Load(path, []).Errors);

        Assert.StartsWith($"{path}: {expected}", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_fails_while_it_is_read_says_so() =>
        Assert.StartsWith(
            "/proc/self/mem: the file cannot be read: ",
            Assert.Single(InventoryFile.Load("/proc/self/mem", []).Errors).ToString(),
            StringComparison.Ordinal);

    [Fact]
    public async Task A_pipe_is_read_to_its_end()
    {
        string path = Path.Combine(_folder, "pipe");
        using (var mkfifo = Process.Start("mkfifo", path))
            await mkfifo.WaitForExitAsync(TestContext.Current.CancellationToken);
        var writing = Task.Run(() => File.WriteAllText(path, Text), TestContext.Current.CancellationToken);

        Assert.Empty(InventoryFile.Load(path, ["frr"]).Errors);
        await writing;
    }
}
