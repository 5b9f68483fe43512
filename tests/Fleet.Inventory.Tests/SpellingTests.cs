using CsCheck;

namespace Fleet.Inventory.Tests;

public class SpellingTests
{
    private static readonly string[] Candidates = ["commands", "credential", "host", "name", "platform", "port", "site"];

    [Theory]
    [InlineData("comands", "commands")]
    [InlineData("Platform", "platform")]
    [InlineData("palt-form", "platform")]
    [InlineData("prot", "port")]
    [InlineData("credentials", "credential")]
    [InlineData("hsot", "host")]
    [InlineData("user", null)]
    [InlineData("x", null)]
    [InlineData("", null)]
    public void The_closest_word_is_found_if_one_is_close(string word, string? expected) =>
        Assert.Equal(expected, Spelling.Closest(word, Candidates));

    [Fact]
    public void A_word_of_any_length_is_compared_or_passed_over() =>
        Assert.Null(Spelling.Closest(new string('a', 100_000), [new string('a', 99_999)]));

    [Fact]
    public void One_edit_of_a_longer_word_is_always_found() =>
        Gen.Select(Gen.String[Gen.Char['a', 'z'], 3, 30], Gen.Int[0, 29], Gen.Int[0, 3]).Sample((word, at, kind) =>
        {
            at %= word.Length - 1;
            string wrong = kind switch
            {
                0 => word.Remove(at, 1),
                1 => word.Insert(at, "-"),
                2 => $"{word[..at]}-{word[(at + 1)..]}",
                _ => $"{word[..at]}{word[at + 1]}{word[at]}{word[(at + 2)..]}",
            };
            Assert.Equal(word, Spelling.Closest(wrong, [word]));
        });
}
