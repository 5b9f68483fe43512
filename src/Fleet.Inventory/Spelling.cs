namespace Fleet.Inventory;

/// <summary>Finds what a mistyped word was meant to be.</summary>
public static class Spelling
{
    // Nothing that is looked up has longer names; a longer word is not compared at all.
    private const int LongestWord = 64;

    // Nobody waits for a guess among all the names of a very large inventory.
    private const int MostCandidates = 10_000;

    /// <summary>
    /// The candidate with the fewest edits (insertions, deletions, replacements, swaps of neighbours) from a word,
    /// case aside.
    /// </summary>
    /// <returns><see langword="null"/> when none is close: about a third of the word may be wrong, nothing of a single letter.</returns>
    public static string? Closest(string word, IEnumerable<string> candidates)
    {
        if (word.Length is 0 or > LongestWord)
            return null;
        string? closest = null;
        int fewest = (word.Length + 1) / 3 + 1;
        foreach (string candidate in candidates.Take(MostCandidates))
        {
            if (candidate.Length is 0 or > LongestWord || Math.Abs(candidate.Length - word.Length) >= fewest)
                continue;
            int edits = Edits(word, candidate);
            if (edits < fewest)
                (closest, fewest) = (candidate, edits);
        }

        return closest;
    }

    /// <summary>The end of an error message: <c>, did you mean 'x'?</c>, or what to say when nothing is close.</summary>
    public static string DidYouMean(string word, IEnumerable<string> candidates, string otherwise = "") =>
        Closest(word, candidates) is { } closest ? $", did you mean '{closest}'?" : otherwise;

    /// <summary>The optimal string alignment distance, by three rows of its table.</summary>
    private static int Edits(string a, string b)
    {
        Span<int> beforeLast = stackalloc int[LongestWord + 1];
        Span<int> last = stackalloc int[LongestWord + 1];
        Span<int> current = stackalloc int[LongestWord + 1];
        for (int j = 0; j <= b.Length; j++)
            last[j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replace = last[j - 1] + (Same(a[i - 1], b[j - 1]) ? 0 : 1);
                current[j] = Math.Min(replace, 1 + Math.Min(last[j], current[j - 1]));
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]))
                    current[j] = Math.Min(current[j], beforeLast[j - 2] + 1);
            }

            var free = beforeLast;
            beforeLast = last;
            last = current;
            current = free;
        }

        return last[b.Length];
    }

    private static bool Same(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b);
}
