using DiffPlex;
using DiffPlex.Model;

namespace Fleet.Reading;

/// <summary>The kind of a line of a unified diff.</summary>
internal enum DiffLineKind
{
    /// <summary>The place of a hunk: <c>@@ -1,3 +1,4 @@</c>.</summary>
    Hunk,

    /// <summary>In both texts.</summary>
    Context,

    /// <summary>In the old text only.</summary>
    Removed,

    /// <summary>In the new text only.</summary>
    Added,

    /// <summary>A remark about the line above.</summary>
    Remark,
}

/// <summary>A line of a unified diff, with its mark and without its end.</summary>
internal readonly record struct DiffLine(DiffLineKind Kind, string Text);

/// <summary>The difference of two texts in the unified format of POSIX <c>diff -u</c>.</summary>
internal sealed record UnifiedDiff(IReadOnlyList<DiffLine> Lines, bool IsExact)
{
    private const int ContextLines = 3;

    // Two large texts without anything in common cost quadratic time; beyond this, an answer is better than the best one.
    private static readonly TimeSpan DefaultTimeLimit = TimeSpan.FromSeconds(5);

    /// <summary>Lines that only the new text has.</summary>
    public int Added => Lines.Count(l => l.Kind == DiffLineKind.Added);

    /// <summary>Lines that only the old text has.</summary>
    public int Removed => Lines.Count(l => l.Kind == DiffLineKind.Removed);

    /// <summary>Compares two texts.</summary>
    /// <param name="old">The old text.</param>
    /// <param name="new">The new text.</param>
    /// <param name="timeLimit">
    /// After it, everything between the common beginning and the common end is shown as replaced, and
    /// <see cref="IsExact"/> is false.
    /// </param>
    public static UnifiedDiff Of(string old, string @new, TimeSpan? timeLimit = null)
    {
        var a = SplitLines(old);
        var b = SplitLines(@new);
        var prefix = a.AsSpan().CommonPrefixLength(b);
        var suffix = 0;
        while (suffix < Math.Min(a.Length, b.Length) - prefix && a[^(suffix + 1)] == b[^(suffix + 1)])
        {
            suffix++;
        }

        var oldMiddle = a[prefix..^suffix];
        var newMiddle = b[prefix..^suffix];
        var compared = Compare(oldMiddle, newMiddle, timeLimit ?? DefaultTimeLimit);
        var blocks = compared ?? [new DiffBlock(0, oldMiddle.Length, 0, newMiddle.Length)];
        var moved = blocks
            .Select(d => new DiffBlock(d.DeleteStartA + prefix, d.DeleteCountA, d.InsertStartB + prefix, d.InsertCountB))
            .Where(d => d.DeleteCountA + d.InsertCountB > 0)
            .ToList();
        return new UnifiedDiff(Format(a, b, moved), compared is not null);
    }

    private static IList<DiffBlock>? Compare(string[] a, string[] b, TimeSpan limit)
    {
        // The work cannot be cancelled, but it does not outlive the process.
        var work = Task.Run(() => Differ.Instance.CreateCustomDiffs(
            string.Concat(a), string.Concat(b), ignoreWhiteSpace: false, chunker: SplitLines).DiffBlocks);
        return work.Wait(limit) ? work.Result : null;
    }

    /// <summary>Lines with their LF, so that a last line without one differs from the same line with it.</summary>
    private static string[] SplitLines(string text)
    {
        var lines = new List<string>();
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start) is var lf and >= 0 ? lf + 1 : text.Length;
            lines.Add(text[start..end]);
            start = end;
        }

        return [.. lines];
    }

    private static List<DiffLine> Format(string[] a, string[] b, List<DiffBlock> blocks)
    {
        var lines = new List<DiffLine>();
        for (var first = 0; first < blocks.Count;)
        {
            // Blocks whose contexts touch share a hunk.
            var last = first;
            while (last + 1 < blocks.Count
                && blocks[last + 1].DeleteStartA - (blocks[last].DeleteStartA + blocks[last].DeleteCountA) <= 2 * ContextLines)
            {
                last++;
            }

            AddHunk(lines, a, b, blocks[first..(last + 1)]);
            first = last + 1;
        }

        return lines;
    }

    private static void AddHunk(List<DiffLine> lines, string[] a, string[] b, List<DiffBlock> blocks)
    {
        var before = Math.Min(ContextLines, blocks[0].DeleteStartA);
        var startA = blocks[0].DeleteStartA - before;
        var startB = blocks[0].InsertStartB - before;
        var endA = Math.Min(a.Length, blocks[^1].DeleteStartA + blocks[^1].DeleteCountA + ContextLines);
        var countA = endA - startA;
        var countB = countA - blocks.Sum(d => d.DeleteCountA) + blocks.Sum(d => d.InsertCountB);
        lines.Add(new(DiffLineKind.Hunk, $"@@ -{Place(startA, countA)} +{Place(startB, countB)} @@"));

        var at = startA;
        foreach (var block in blocks)
        {
            AddLines(lines, DiffLineKind.Context, ' ', a.AsSpan()[at..block.DeleteStartA]);
            at = block.DeleteStartA + block.DeleteCountA;
            AddLines(lines, DiffLineKind.Removed, '-', a.AsSpan()[block.DeleteStartA..at]);
            AddLines(lines, DiffLineKind.Added, '+', b.AsSpan(block.InsertStartB, block.InsertCountB));
        }

        AddLines(lines, DiffLineKind.Context, ' ', a.AsSpan()[at..endA]);
    }

    /// <summary>A range as in POSIX: lines count from 1, an empty range names the line before it, and a count of 1 is left out.</summary>
    private static string Place(int start, int count) => count switch
    {
        0 => $"{start},0",
        1 => $"{start + 1}",
        _ => $"{start + 1},{count}",
    };

    private static void AddLines(List<DiffLine> lines, DiffLineKind kind, char mark, ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
        {
            lines.Add(new(kind, mark + text.TrimEnd('\n')));
            if (!text.EndsWith('\n'))
            {
                lines.Add(new(DiffLineKind.Remark, "\\ No newline at end of file"));
            }
        }
    }
}
