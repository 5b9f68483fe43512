using System.IO.Enumeration;

namespace Fleet.CommandLine;

/// <summary>Patterns for names: <c>*</c> is any text, <c>?</c> any one character, case does not matter.</summary>
internal static class Glob
{
    /// <summary>Whether the whole name matches one of the patterns, or there are none.</summary>
    public static bool MatchesAny(string[] patterns, string name) =>
        patterns.Length == 0 || patterns.Any(p => IsMatch(p, name));

    /// <summary>Whether the whole name matches.</summary>
    public static bool IsMatch(string pattern, string name) =>
        FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: true);
}
