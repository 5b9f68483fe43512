using Fleet.Farm.Shell;

namespace Fleet.Farm.Personalities;

/// <summary>The filters that a system knows behind <c>|</c>.</summary>
/// <param name="Words">Their names, which may be shortened.</param>
/// <param name="Chain">Whether there can be several; otherwise a further <c>|</c> belongs to the pattern.</param>
/// <param name="IgnoreCase">Whether patterns disregard case.</param>
internal sealed record FilterWords(
    IReadOnlyList<(string Word, FilterKind Kind)> Words,
    bool Chain,
    bool IgnoreCase = false)
{
    private const string Between = " | ";

    /// <summary>Understands what stands behind the first <c>|</c>.</summary>
    /// <param name="text">From behind it to the end of the line.</param>
    /// <param name="filters">The filters; empty when they are not understood.</param>
    public ParsedLine Parse(string text, out IReadOnlyList<OutputFilter> filters)
    {
        var parsed = new List<OutputFilter>();
        filters = [];
        int at = 0;
        while (true)
        {
            int next = Chain ? text.IndexOf(Between, at, StringComparison.Ordinal) : -1;
            string one = next < 0 ? text[at..] : text[at..next];
            int start = at + one.Length - one.TrimStart().Length;
            one = one.Trim();
            if (one.Length == 0)
                return new ParsedLine(Understanding.Incomplete, Offset: text.Length);
            int end = one.IndexOf(' ');
            string word = end < 0 ? one : one[..end];
            string pattern = end < 0 ? "" : one[end..].Trim().Trim('"');
            (string Word, FilterKind Kind)[] known =
                [.. Words.Where(w => w.Word.StartsWith(word, StringComparison.OrdinalIgnoreCase))];
            if (known.Length == 0)
                return new ParsedLine(Understanding.Invalid, Offset: start);
            if (known.Length > 1 && known.All(w => w.Word.Length != word.Length))
                return new ParsedLine(Understanding.Ambiguous, Offset: start);
            FilterKind kind = known[0].Kind;
            if (pattern.Length == 0 && kind is not (FilterKind.Count or FilterKind.NoMore))
                return new ParsedLine(Understanding.Incomplete, Offset: text.Length);
            parsed.Add(OutputFilter.With(kind, pattern, IgnoreCase));
            if (next < 0)
                break;
            at = next + Between.Length;
        }

        filters = parsed;
        return new ParsedLine(Understanding.Command);
    }
}
