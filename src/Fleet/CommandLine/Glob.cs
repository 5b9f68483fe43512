using System.IO.Enumeration;

namespace Fleet.CommandLine;

/// <summary>Patterns for names: <c>*</c> is any text, <c>?</c> any one character, case does not matter.</summary>
internal static class Glob
{
    /// <summary>Whether the whole name matches.</summary>
    public static bool IsMatch(string pattern, string name) =>
        FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: true);
}
