using System.Text;
using System.Text.RegularExpressions;
using Fleet.Sessions.Platforms;
using Fleet.Sessions.Terminal;

namespace Fleet.Sessions.Shell;

/// <summary>What a device asks after an instruction, such as <c>Password:</c>.</summary>
internal sealed class Question
{
    private readonly string? _exact;
    private readonly Regex? _pattern;

    /// <summary>The question of an instruction.</summary>
    public Question(Instruction.SendPromptedInput instruction)
    {
        _exact = instruction.PromptExact?.Trim();
        _pattern = instruction.PromptPattern is { } pattern ? PromptPattern.Compile(pattern) : null;
    }

    /// <summary>Whether the unfinished last line asks it: ends with the text, or matches the pattern.</summary>
    public bool IsAsked(ReadOnlySpan<byte> line, Patience patience)
    {
        if (line.IsEmpty || line.Length > PromptGrammar.LongestLine)
            return false;
        string text = Encoding.UTF8.GetString(line);
        if (!string.IsNullOrEmpty(_exact))
            return text.AsSpan().TrimEnd().EndsWith(_exact, StringComparison.OrdinalIgnoreCase);
        try
        {
            return _pattern?.IsMatch(text) == true;
        }
        catch (RegexMatchTimeoutException)
        {
            patience.Lose();
            return false;
        }
    }
}
