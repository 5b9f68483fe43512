using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Fleet.Reading;

/// <summary>
/// File names for devices and commands. A blank becomes <c>_</c>; a letter, digit, hyphen or inner dot stays; any other
/// byte of the UTF-8 form becomes <c>%XX</c>. So a name can be read back, two names never meet, and no name leaves its
/// folder or has a meaning to a shell or an operating system.
/// </summary>
internal static class ExportNames
{
    // File systems allow 255 bytes; some tools add a suffix.
    private const int Longest = 200;

    private static readonly string[] ReservedOnWindows =
    [
        "con", "prn", "aux", "nul", .. Enumerable.Range(0, 10).SelectMany(i => new[] { $"com{i}", $"lpt{i}" }),
    ];

    /// <summary>The file or folder name for a text.</summary>
    public static string Of(string text)
    {
        var name = new StringBuilder(text.Length + 8);
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var i = 0; i < bytes.Length; i++)
        {
            var c = (char)bytes[i];
            var innerDot = c == '.' && i > 0 && i < bytes.Length - 1;
            if (char.IsAsciiLetterOrDigit(c) || c == '-' || innerDot)
            {
                name.Append(c);
            }
            else if (c == ' ')
            {
                name.Append('_');
            }
            else
            {
                name.Append(CultureInfo.InvariantCulture, $"%{bytes[i]:X2}");
            }
        }

        var result = name.ToString();
        if (result.Length is 0 or > Longest || ReservedOnWindows.Contains(result.Split('.')[0], StringComparer.OrdinalIgnoreCase))
        {
            return WithHash(result, text);
        }

        return result;
    }

    /// <summary>The names for several texts of one folder: also where case does not tell files apart, none meet.</summary>
    public static IReadOnlyDictionary<string, string> Of(IEnumerable<string> texts) =>
        texts.Distinct(StringComparer.Ordinal)
            .GroupBy(Of, StringComparer.OrdinalIgnoreCase)
            .SelectMany(same => same.Count() == 1
                ? same.Select(text => (text, name: same.Key))
                : same.Select(text => (text, name: WithHash(Of(text), text))))
            .ToDictionary(n => n.text, n => n.name, StringComparer.Ordinal);

    // The ~ comes from nowhere else, so a name with a hash never meets one without.
    private static string WithHash(string name, string text) =>
        $"{name[..Math.Min(name.Length, Longest)]}~{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16]}";
}
