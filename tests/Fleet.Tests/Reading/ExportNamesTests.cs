using System.Text;
using CsCheck;
using Fleet.Reading;

namespace Fleet.Tests.Reading;

public class ExportNamesTests
{
    private static readonly Gen<string> Commands = Gen.OneOf(
        Gen.String,
        Gen.String[Gen.Char["abC ./\\_%~:|*?-\0\n"], 0, 300],
        Gen.OneOf("..", ".", "../../etc/passwd", "CON", "nul.txt", "lpt1", "", "show version", "Show Version"));

    [Theory]
    [InlineData("show version", "show_version")]
    [InlineData("sw1.ams.example.net", "sw1.ams.example.net")]
    [InlineData("show run | include ^hostname", "show_run_%7C_include_%5Ehostname")]
    [InlineData("show_version", "show%5Fversion")]
    [InlineData("../../etc/passwd", "%2E.%2F..%2Fetc%2Fpasswd")]
    [InlineData("..", "%2E%2E")]
    [InlineData("[::1]:2022", "%5B%3A%3A1%5D%3A2022")]
    [InlineData("größe", "gr%C3%B6%C3%9Fe")]
    public void Names_stay_readable(string text, string name) => Assert.Equal(name, ExportNames.Of(text));

    [Fact]
    public void Names_of_any_texts_never_meet_not_even_where_case_does_not_count() =>
        Commands.Array[0, 20].Sample(texts =>
        {
            var names = ExportNames.Of(texts);
            Assert.Equal(texts.Distinct(StringComparer.Ordinal).Count(), names.Values.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        });

    [Fact]
    public void No_name_leaves_its_folder_or_is_too_long_for_a_file_system() => Commands.Sample(text =>
    {
        var name = ExportNames.Of([text])[text];
        var folder = Path.GetFullPath("/export/device");
        Assert.Equal(folder, Path.GetDirectoryName(Path.GetFullPath(Path.Combine(folder, name + ".txt"))));
        Assert.InRange(name.Length, 1, 230);
        Assert.Matches("^[A-Za-z0-9_%~.-]+$", name);
        Assert.False(name.StartsWith('.'));
    });

    [Fact]
    public void A_name_without_a_hash_can_be_read_back() => Commands.Where(IsUnicode).Sample(text =>
    {
        var name = ExportNames.Of(text);
        if (!name.Contains('~'))
        {
            Assert.Equal(text, Uri.UnescapeDataString(name.Replace('_', ' ')));
        }
    });

    private static bool IsUnicode(string text) => text == Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
