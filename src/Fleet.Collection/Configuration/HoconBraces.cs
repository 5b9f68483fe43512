namespace Fleet.Collection.Configuration;

/// <summary>
/// Finds braces and brackets of a HOCON text that do not match. Akka's parser takes a text that ends too early for
/// whole, and so would drop what was cut off in silence.
/// </summary>
internal static class HoconBraces
{
    /// <summary>The first mismatch as <c>line N: what is wrong</c>, or <see langword="null"/>.</summary>
    public static string? FindMismatch(string text)
    {
        var open = new Stack<(char Brace, int Line)>();
        var line = 1;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\n':
                    line++;
                    break;
                case '#' or '/' when text[i] == '#' || text.AsSpan(i).StartsWith("//"):
                    i = EndOfLine(text, i) - 1;
                    break;
                case '"':
                    var end = EndOfString(text, i);
                    if (end < 0)
                    {
                        return $"line {line}: a string is never closed";
                    }

                    line += text.AsSpan(i, end - i).Count('\n');
                    i = end;
                    break;
                case '{' or '[':
                    open.Push((text[i], line));
                    break;
                case '}' or ']':
                    var expected = text[i] == '}' ? '{' : '[';
                    if (!open.TryPop(out var last) || last.Brace != expected)
                    {
                        return $"line {line}: '{text[i]}' closes nothing";
                    }

                    break;
            }
        }

        return open.TryPop(out var left) ? $"line {left.Line}: '{left.Brace}' is never closed" : null;
    }

    private static int EndOfLine(string text, int from) =>
        text.IndexOf('\n', from) is >= 0 and var end ? end : text.Length;

    /// <summary>Place of the last character of the string that begins at <paramref name="from"/>; -1 if it has no end.</summary>
    private static int EndOfString(string text, int from)
    {
        const string Triple = "\"\"\"";
        if (text.AsSpan(from).StartsWith(Triple))
        {
            var end = text.IndexOf(Triple, from + 3, StringComparison.Ordinal);
            return end < 0 ? -1 : end + 2;
        }

        for (var i = from + 1; i < text.Length && text[i] != '\n'; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == '"')
            {
                return i;
            }
        }

        return -1;
    }
}
