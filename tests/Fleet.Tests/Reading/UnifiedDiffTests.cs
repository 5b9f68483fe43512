using CsCheck;
using Fleet.Reading;

namespace Fleet.Tests.Reading;

public class UnifiedDiffTests
{
    [Fact]
    public void Equal_texts_have_no_difference() => Assert.Empty(UnifiedDiff.Of("a\nb\n", "a\nb\n").Lines);

    [Fact]
    public void A_change_is_shown_with_three_lines_around_it()
    {
        var diff = Text("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n");

        Assert.Equal("@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n", diff);
    }

    [Fact]
    public void Changes_far_apart_have_hunks_of_their_own()
    {
        var old = string.Concat(Enumerable.Range(1, 30).Select(i => $"{i}\n"));
        var diff = Text(old, old.Replace("\n3\n", "\nthree\n").Replace("\n28\n", "\n"));

        Assert.Equal(
            "@@ -1,6 +1,6 @@\n 1\n 2\n-3\n+three\n 4\n 5\n 6\n@@ -25,6 +25,5 @@\n 25\n 26\n 27\n-28\n 29\n 30\n", diff);
    }

    [Theory]
    [InlineData("", "a\n", "@@ -0,0 +1 @@\n+a\n")]
    [InlineData("a\n", "", "@@ -1 +0,0 @@\n-a\n")]
    [InlineData("a", "a\n", "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n")]
    [InlineData("a\r\n", "a\n", "@@ -1 +1 @@\n-a\r\n+a\n")]
    public void Edges_are_as_diff_has_them(string old, string @new, string expected) =>
        Assert.Equal(expected, Text(old, @new));

    [Fact]
    public void Applied_to_the_old_text_a_diff_gives_the_new_one() =>
        Gen.Select(Gen.OneOf("a", "b", "c").Array[0, 30], Gen.OneOf("a", "b", "d").Array[0, 30], Gen.Bool, Gen.Bool)
            .Sample((a, b, endA, endB) =>
            {
                var old = string.Join('\n', a) + (endA ? "\n" : "");
                var @new = string.Join('\n', b) + (endB ? "\n" : "");
                Assert.Equal(@new, Apply(old, UnifiedDiff.Of(old, @new)));
            });

    [Fact]
    public void Beyond_the_time_limit_all_between_what_is_common_is_replaced()
    {
        var old = "first\n" + string.Concat(Enumerable.Range(0, 30_000).Select(i => $"a{i}\n")) + "last\n";
        var @new = "first\n" + string.Concat(Enumerable.Range(0, 30_000).Select(i => $"b{i}\n")) + "last\n";
        var diff = UnifiedDiff.Of(old, @new, TimeSpan.FromMilliseconds(1));

        Assert.False(diff.IsExact);
        Assert.Equal((30_000, 30_000), (diff.Added, diff.Removed));
        Assert.Equal(@new, Apply(old, diff));
    }

    private static string Text(string old, string @new) =>
        string.Concat(UnifiedDiff.Of(old, @new).Lines.Select(l => l.Text + "\n"));

    /// <summary>What <c>patch</c> does.</summary>
    private static string Apply(string old, UnifiedDiff diff)
    {
        var lines = old.Split('\n').Select(l => l + "\n").ToList();
        lines[^1] = lines[^1].TrimEnd('\n');
        var result = new List<string>();
        var at = 0;
        var last = DiffLineKind.Hunk;
        foreach (var (kind, text) in diff.Lines)
        {
            switch (kind)
            {
                case DiffLineKind.Hunk:
                    var place = text.Split(' ')[1].TrimStart('-').Split(',');
                    var start = int.Parse(place[0]) - (place is [_, "0"] ? 0 : 1);
                    result.AddRange(lines[at..start]);
                    at = start;
                    break;
                case DiffLineKind.Context:
                    Assert.Equal(text[1..], lines[at].TrimEnd('\n'));
                    result.Add(lines[at++]);
                    break;
                case DiffLineKind.Removed:
                    Assert.Equal(text[1..], lines[at++].TrimEnd('\n'));
                    break;
                case DiffLineKind.Added:
                    result.Add(text[1..] + "\n");
                    break;
                case DiffLineKind.Remark when last == DiffLineKind.Added:
                    result[^1] = result[^1].TrimEnd('\n');
                    break;
            }

            last = kind;
        }

        return string.Concat(result.Concat(lines[at..]));
    }
}
