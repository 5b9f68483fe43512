using System.Text;
using System.Text.RegularExpressions;

namespace Fleet.Sessions.Terminal;

/// <summary>Recognises the line with which a device asks to go on to the next page.</summary>
internal static class Pager
{
    /// <summary>Longest line that is taken for a pager's.</summary>
    private const int LongestLine = 120;

    // --More--, -- More --, <--- More --->, ---(more)---, ---(more 40%)---, --More-- (q to quit), ---- More ----,
    // -- MORE --, next page: Space, next line: Enter, quit: Control-C; --More--(65%); Press any key to continue ...
    private static readonly Regex More = Pattern(
        @"^\s*(<?-{2,4}\s?\(?more\b[-\s)>]*(\(.{1,40}\))?(\d+%\)[-\s]*)?(, next page.{0,60})?"
        + @"|press any key to continue.{0,60})\s*$",
        RegexOptions.IgnoreCase);

    // The end of a text in less.
    private static readonly Regex End = Pattern(@"^(lines \d+-\d+(/\d+)? )?\(END\)\s*$", RegexOptions.None);

    /// <summary>The key that makes the pager go on, or <see langword="null"/> when the line is not a pager's.</summary>
    public static string? Answer(ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty || line.Length > LongestLine)
            return null;
        string text = Encoding.Latin1.GetString(line);
        return More.IsMatch(text) ? " " : End.IsMatch(text) ? "q" : null;
    }

    private static Regex Pattern(string pattern, RegexOptions options) =>
        new(pattern, options | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
}
