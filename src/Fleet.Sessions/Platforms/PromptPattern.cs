using System.Text;
using System.Text.RegularExpressions;

namespace Fleet.Sessions.Platforms;

/// <summary>
/// Compiles the patterns of platform definitions. They are written for PCRE2 and matched as scrapli does it: without
/// regard to case, and with <c>^</c> and <c>$</c> at every line.
/// </summary>
public static class PromptPattern
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant;

    /// <summary>Longest time that one match of a pattern that may backtrack takes.</summary>
    public static readonly TimeSpan MatchTimeout = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Compiles a pattern to a regular expression whose matching time is bounded: linear in the text where .NET's
    /// non-backtracking engine supports the pattern, by <see cref="MatchTimeout"/> where it does not (look-arounds,
    /// back-references, atomic groups, very large repeats).
    /// </summary>
    /// <param name="pattern">The pattern; possessive quantifiers and <c>{,n}</c> are understood.</param>
    /// <returns>
    /// The expression. Its methods throw <see cref="RegexMatchTimeoutException"/> only where it may backtrack.
    /// </returns>
    /// <exception cref="ArgumentException">The pattern is not a valid regular expression.</exception>
    public static Regex Compile(string pattern)
    {
        string translated = Translate(pattern);
        try
        {
            return new Regex(translated, Options | RegexOptions.NonBacktracking);
        }
        catch (NotSupportedException)
        {
            return new Regex(translated, Options, MatchTimeout);
        }
    }

    /// <summary>Checks that <see cref="Compile"/> will take a pattern, at a fraction of its cost.</summary>
    /// <exception cref="ArgumentException">The pattern is not a valid regular expression.</exception>
    public static void Check(string pattern) => _ = new Regex(Translate(pattern), Options, MatchTimeout);

    /// <summary>
    /// Writes what PCRE2 has and .NET has not in .NET's terms: a possessive quantifier as an atomic group
    /// (<c>\s?+</c> as <c>(?>\s?)</c>), and a repeat without a lower bound with one (<c>{,9}</c> as <c>{0,9}</c>).
    /// </summary>
    internal static string Translate(string pattern)
    {
        var output = new StringBuilder(pattern.Length + 16);
        var groups = new Stack<int>();
        int atom = -1; // Where in the output the last thing that can be repeated begins; -1 when there is none.
        int at = 0;
        while (at < pattern.Length)
        {
            int quantifier = QuantifierLength(pattern, at);
            if (quantifier > 0 && atom >= 0)
            {
                output.Append(pattern[at..(at + quantifier)].Replace("{,", "{0,", StringComparison.Ordinal));
                at += quantifier;
                if (at < pattern.Length && pattern[at] == '+')
                {
                    output.Insert(atom, "(?>").Append(')');
                    at++;
                }
                else if (at < pattern.Length && pattern[at] == '?')
                {
                    output.Append(pattern[at++]);
                }

                atom = -1;
                continue;
            }

            int start = output.Length;
            int length = 1;
            switch (pattern[at])
            {
                case '\\':
                    length = EscapeLength(pattern, at);
                    atom = start;
                    break;
                case '[':
                    length = ClassLength(pattern, at);
                    atom = start;
                    break;
                case '(':
                    groups.Push(start);
                    // The question mark after it belongs to the group and repeats nothing.
                    length = at + 1 < pattern.Length && pattern[at + 1] == '?' ? 2 : 1;
                    atom = -1;
                    break;
                case ')':
                    atom = groups.TryPop(out int opened) ? opened : -1;
                    break;
                case '|':
                    atom = -1;
                    break;
                default:
                    atom = start;
                    break;
            }

            output.Append(pattern, at, length);
            at += length;
        }

        return output.ToString();
    }

    /// <summary>Length of <c>?</c>, <c>*</c>, <c>+</c> or a repeat in braces; 0 for anything else.</summary>
    private static int QuantifierLength(string pattern, int at)
    {
        if (pattern[at] is '?' or '*' or '+')
            return 1;
        if (pattern[at] != '{')
            return 0;
        int end = at + 1;
        bool digits = false;
        bool comma = false;
        for (; end < pattern.Length && pattern[end] != '}'; end++)
        {
            if (char.IsAsciiDigit(pattern[end]))
                digits = true;
            else if (pattern[end] == ',' && !comma)
                comma = true;
            else
                return 0; // A brace that begins no repeat stands for itself.
        }

        return end < pattern.Length && digits ? end + 1 - at : 0;
    }

    /// <summary>Length of an escape, so that what it holds in braces, brackets or quotes is not taken for a repeat.</summary>
    private static int EscapeLength(string pattern, int at)
    {
        if (at + 1 >= pattern.Length)
            return 1;
        int end = at + 2;
        char close = pattern[at + 1] switch
        {
            'p' or 'P' or 'x' or 'g' when end < pattern.Length && pattern[end] == '{' => '}',
            'k' when end < pattern.Length => pattern[end] switch { '<' => '>', '\'' => '\'', '{' => '}', _ => '\0' },
            _ => '\0',
        };
        if (close != '\0' && pattern.IndexOf(close, end + 1) is var found and >= 0)
            return found + 1 - at;
        int digits = pattern[at + 1] switch { 'x' => 2, 'u' => 4, 'c' => 1, _ => 0 };
        return Math.Min(pattern.Length, end + digits) - at;
    }

    /// <summary>Length of a character class; a closing bracket that comes first in it stands for itself.</summary>
    private static int ClassLength(string pattern, int at)
    {
        int end = at + 1;
        if (end < pattern.Length && pattern[end] == '^')
            end++;
        if (end < pattern.Length && pattern[end] == ']')
            end++;
        while (end < pattern.Length && pattern[end] != ']')
            end += pattern[end] == '\\' ? 2 : 1;
        return Math.Min(pattern.Length, end + 1) - at;
    }
}
