using System.Text;
using System.Text.RegularExpressions;

namespace Fleet.Farm.Shell;

/// <summary>What a filter behind a command's <c>|</c> does with the lines of its output.</summary>
internal enum FilterKind
{
    /// <summary>Passes lines that match.</summary>
    Include,

    /// <summary>Passes lines that do not match.</summary>
    Exclude,

    /// <summary>Passes everything from the first line that matches.</summary>
    Begin,

    /// <summary>Passes nothing, and says at the end how many lines came, or how many of them match.</summary>
    Count,

    /// <summary>Passes everything, and turns paging off.</summary>
    NoMore,
}

/// <summary>One filter of a command line.</summary>
internal sealed class OutputFilter(FilterKind kind, Regex? pattern)
{
    private bool _begun;

    /// <summary>What it does.</summary>
    public FilterKind Kind => kind;

    /// <summary>How many lines it counted.</summary>
    public int Counted { get; private set; }

    /// <summary>A filter with the pattern as users write it; what is no regular expression is taken literally.</summary>
    public static OutputFilter With(FilterKind kind, string? pattern, bool ignoreCase)
    {
        RegexOptions options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant
            | (ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None);
        if (string.IsNullOrEmpty(pattern))
            return new OutputFilter(kind, null);
        try
        {
            return new OutputFilter(kind, new Regex(pattern, options));
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return new OutputFilter(kind, new Regex(Regex.Escape(pattern), options));
        }
    }

    /// <summary>Whether a line goes on.</summary>
    public bool Passes(ReadOnlySpan<byte> line)
    {
        bool matches = pattern is null || pattern.IsMatch(Encoding.Latin1.GetString(line));
        switch (kind)
        {
            case FilterKind.Include:
                return matches;
            case FilterKind.Exclude:
                return !matches;
            case FilterKind.Begin:
                return _begun |= matches;
            case FilterKind.Count:
                Counted += matches ? 1 : 0;
                return false;
            default:
                return true;
        }
    }
}
