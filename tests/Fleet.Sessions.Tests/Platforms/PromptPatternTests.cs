using System.Text.RegularExpressions;
using CsCheck;
using Fleet.Sessions.Platforms;

namespace Fleet.Sessions.Tests.Platforms;

public class PromptPatternTests
{
    [Theory]
    [InlineData(@"a?+", @"(?>a?)")]
    [InlineData(@"ab*+c", @"a(?>b*)c")]
    [InlineData(@"^\S{1,63}[>#$]\s?+$", @"^\S{1,63}[>#$](?>\s?)$")]
    [InlineData(@"[a+?]++", @"(?>[a+?]+)")]
    [InlineData(@"[]a]*+", @"(?>[]a]*)")]
    [InlineData(@"[^]a\]]*+b", @"(?>[^]a\]]*)b")]
    [InlineData(@"(ab|c)?+d", @"(?>(ab|c)?)d")]
    [InlineData(@"(?:a(b)++)?+", @"(?>(?:a(?>(b)+))?)")]
    [InlineData(@"a{2,3}+b", @"(?>a{2,3})b")]
    [InlineData(@"a{2}+", @"(?>a{2})")]
    [InlineData(@"\\++", @"(?>\\+)")]
    [InlineData(@"\+?+", @"(?>\+?)")]
    [InlineData(@"\x41?+", @"(?>\x41?)")]
    [InlineData(@"\p{Lu}*+", @"(?>\p{Lu}*)")]
    [InlineData(@".++$", @"(?>.+)$")]
    [InlineData(@"a{,9}b", @"a{0,9}b")]
    [InlineData(@"a{,9}+b", @"(?>a{0,9})b")]
    public void What_dot_net_does_not_have_is_written_in_its_terms(string pattern, string expected) =>
        Assert.Equal(expected, PromptPattern.Translate(pattern));

    [Theory]
    [InlineData(@"^[\w.\-@/:]{1,63}#\s?$")]
    [InlineData(@"a+?b*?c??d{1,2}?")]
    [InlineData(@"(?mi)^a$")]
    [InlineData(@"(?=\[a\]$)(?!b)(?<!c)d")]
    [InlineData(@"[?+*]+x")]
    [InlineData(@"a\?\+")]
    [InlineData(@"^({\w+(:(\w+){0,1}\d){0,1}}\[edit\]\n){0,1}x")]
    [InlineData(@"--{(\s\[a\]){0,5}[\+\*\s]{1,}running}--")]
    [InlineData(@"a{x}+b")]
    [InlineData(@"a{,}")]
    [InlineData(@"(\+>)+x")]
    public void What_both_have_is_left_as_it_is(string pattern) =>
        Assert.Equal(pattern, PromptPattern.Translate(pattern));

    [Theory]
    [InlineData(@"^\S{1,63}[>#$]\s?+$", "Router1#", true)]
    [InlineData(@"^\S{1,63}[>#$]\s?+$", "Router1# ", true)]
    [InlineData(@"^\S{1,63}[>#$]\s?+$", "Router 1#", false)]
    [InlineData(@"^\S{,3}>$", "abcd>", false)]
    [InlineData(@"^\S{,3}>$", "abc>", true)]
    [InlineData(@"^[a-z0-9]{1,9}#$", "SWITCH#", true)]
    [InlineData(@"^b#$", "a\nb#", true)]
    [InlineData(@"\[.*?\]\n.*#$", "[gl:/]\nA:admin@sros#", true)]
    public void A_pattern_matches_what_it_matches_in_scrapli(string pattern, string text, bool matches) =>
        Assert.Equal(matches, PromptPattern.Compile(pattern).IsMatch(text));

    [Fact]
    public void A_possessive_space_does_not_give_back_a_line_end() =>
        Assert.DoesNotMatch(PromptPattern.Compile(@"^\S{1,63}[>#$]\s?+$"), "an interface #\nup");

    [Theory]
    [InlineData(@"^[\w.\-@/:]{1,63}#\s?$")]
    [InlineData(@"^(a+)+$")]
    public void A_plain_pattern_never_backtracks(string pattern)
    {
        var regex = PromptPattern.Compile(pattern);

        Assert.True(regex.Options.HasFlag(RegexOptions.NonBacktracking));
        Assert.DoesNotMatch(regex, new string('a', 100_000) + "!");
    }

    [Theory]
    [InlineData(@"^(?=a)(a+)+$")]
    [InlineData(@"^(a+)+(?>b?)$")]
    [InlineData(@"^(a+)+\1$")]
    public void A_pattern_that_may_backtrack_has_a_time_limit(string pattern)
    {
        var regex = PromptPattern.Compile(pattern);

        Assert.Equal(PromptPattern.MatchTimeout, regex.MatchTimeout);
        Assert.Throws<RegexMatchTimeoutException>(() => regex.IsMatch(new string('a', 60) + "!"));
    }

    [Theory]
    [InlineData("[a")]
    [InlineData("(a")]
    [InlineData("a**")]
    [InlineData("+a")]
    [InlineData("\\")]
    [InlineData("(?")]
    [InlineData("a{3,2}")]
    public void A_broken_pattern_is_refused(string pattern)
    {
        Assert.ThrowsAny<ArgumentException>(() => PromptPattern.Compile(pattern));
        Assert.ThrowsAny<ArgumentException>(() => PromptPattern.Check(pattern));
    }

    [Fact]
    public void Any_text_is_a_pattern_or_refused_by_the_check_and_the_compiler_alike() =>
        Gen.String[Gen.Char[@"a\[](){}?*+|^$,19:<>=!-pxkuc'"], 0, 12].Sample(
            pattern =>
            {
                bool refused = Record.Exception(() => PromptPattern.Check(pattern)) is ArgumentException;

                if (refused)
                    Assert.ThrowsAny<ArgumentException>(() => PromptPattern.Compile(pattern));
                else
                    PromptPattern.Compile(pattern);
            },
            iter: 3_000);
}
