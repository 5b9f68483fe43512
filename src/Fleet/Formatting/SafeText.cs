using System.Globalization;
using System.Text;

namespace Fleet.Formatting;

/// <summary>
/// Makes text of devices harmless for a terminal: nothing in it can move the cursor, change colours, set the title or
/// turn the direction of writing. Control characters become visible instead, as <c>cat -v</c> shows them.
/// </summary>
internal static class SafeText
{
    /// <summary>Text for one line: ends of lines and tabs become visible too.</summary>
    public static string Line(string? text) => Make(text ?? "", keepLayout: false);

    /// <summary>Text of several lines: LF and TAB stay.</summary>
    public static string Block(string text) => Make(text, keepLayout: true);

    private static string Make(string text, bool keepLayout)
    {
        var firstBad = 0;
        while (firstBad < text.Length && IsHarmless(text, firstBad, keepLayout))
        {
            firstBad++;
        }

        if (firstBad == text.Length)
        {
            return text;
        }

        var safe = new StringBuilder(text, 0, firstBad, text.Length + 16);
        for (var i = firstBad; i < text.Length; i++)
        {
            if (IsHarmless(text, i, keepLayout))
            {
                safe.Append(text[i]);
            }
            else
            {
                AppendVisible(safe, text[i]);
            }
        }

        return safe.ToString();
    }

    private static bool IsHarmless(string text, int i, bool keepLayout)
    {
        var c = text[i];
        if (c is >= ' ' and < '\u007f')
        {
            return true;
        }

        return c switch
        {
            '\n' or '\t' => keepLayout,
            _ when char.IsHighSurrogate(c) => i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]),
            _ when char.IsLowSurrogate(c) => i > 0 && char.IsHighSurrogate(text[i - 1]),
            _ => char.GetUnicodeCategory(c) is not (UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator),
        };
    }

    private static void AppendVisible(StringBuilder safe, char c)
    {
        if (c < ' ' || c == '\u007f')
        {
            safe.Append('^').Append((char)(c ^ 0x40));
        }
        else if (c < '\u0100')
        {
            safe.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:X2}");
        }
        else if (RawBytes.IsEscaped(c))
        {
            safe.Append(CultureInfo.InvariantCulture, $"\\x{RawBytes.Unescape(c):X2}");
        }
        else
        {
            safe.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
        }
    }
}
